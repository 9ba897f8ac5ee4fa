import { saidBy } from '../../../messages/message.ts';
import { lookElsewhere, streamOf } from '../../../observability/stack/log-lines.ts';
import { type LogLine, Loki } from '../../../observability/stack/loki.ts';
import type { StackService } from '../../../observability/stack/stack-service.ts';
import { poll } from '../../../scripts/poll.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { LokiSeen, PodLogSeen, StackQuestion } from './seen.ts';

const PROGRESS = 'fault progressed';
const POLL_MS = 1000;
/** Another check reports a clock that is off by hours. The lines are found all the same. */
const CLOCK_MARGIN_MS = 3_600_000;

/** The kubelet's log of the killed container and of the container after it. */
export async function readPodLog({ api, namespace }: InNamespace, pod: string): Promise<PodLogSeen> {
  const read = async (previous: boolean) => {
    const query = { container: WORKLOAD.container, ...(previous ? { previous: 'true' } : {}) };
    const { text } = await api.exchange('GET', `/api/v1/namespaces/${namespace}/pods/${pod}/log`, { query });
    return text.split('\n').filter((line) => line !== '');
  };
  try {
    const [before, after] = await Promise.all([read(true), read(false)]);
    return {
      problem: null,
      progress: before.filter((line) => line.includes(`"${PROGRESS}"`)),
      successor: after[0] ?? null,
    };
  } catch (err) {
    return { problem: saidBy(err), progress: [], successor: null };
  }
}

/**
 * The pod's lines, by the labels that the lesson uses. Where there are none: what Loki has under other
 * labels.
 */
export async function askLoki(
  service: StackService,
  question: StackQuestion,
  signal: AbortSignal,
): Promise<LokiSeen> {
  const { where, version } = service;
  const loki = new Loki(service);
  const { fromMs, toMs } = timesOf(question);
  try {
    const lines = await linesOfPod(loki, question, signal);
    const diagnosis =
      lines.length > 0
        ? { labels: [], elsewhere: null }
        : await lookElsewhere(loki, filter(question), fromMs, toMs);
    return { where, version, problem: null, lines, ...diagnosis };
  } catch (err) {
    signal.throwIfAborted();
    const problem = saidBy(err);
    return { where, version, problem, lines: [], labels: [], elsewhere: null };
  }
}

async function linesOfPod(loki: Loki, question: StackQuestion, signal: AbortSignal): Promise<LogLine[]> {
  const { namespace, podLog, patienceMs } = question;
  const query = `${streamOf(namespace)} ${filter(question)}`;
  const expected = [...podLog.progress, ...(podLog.successor === null ? [] : [podLog.successor])];
  const hasAll = (lines: readonly LogLine[]) => {
    const texts = new Set(lines.map(({ text }) => text));
    return expected.every((line) => texts.has(line));
  };
  const ask = () => {
    const { fromMs, toMs } = timesOf(question);
    return loki.lines(query, fromMs, toMs);
  };
  return poll(ask, hasAll, { everyMs: POLL_MS, withinMs: patienceMs, signal });
}

/** The pod's name and the time are in the line itself, whatever labels Loki has. */
function filter({ leakingPod, podLog }: StackQuestion): string {
  const time = /"time":"([^"]+)"/.exec(podLog.successor ?? '')?.[1];
  const words = time === undefined ? PROGRESS : `${PROGRESS}|${time.replaceAll('.', '[.]')}`;
  return `|= "${leakingPod}" |~ "${words}"`;
}

function timesOf({ startedEpochMs }: StackQuestion): { fromMs: number; toMs: number } {
  return { fromMs: startedEpochMs - CLOCK_MARGIN_MS, toMs: Date.now() + CLOCK_MARGIN_MS };
}
