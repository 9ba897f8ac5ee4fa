import { type Cause, type Judged, noAnswer, notFound } from '../../../observability/stack/cause.ts';
import { whyNoLine } from '../../../observability/stack/log-lines.ts';
import { checkFacts } from '../../judging/check.ts';
import type { Check, Timeline } from '../../timeline.ts';
import type { LokiSeen, MonitoringFacts, PodLogSeen } from './seen.ts';

type Needed = Pick<MonitoringFacts, 'loki' | 'podLog' | 'leakingPod' | 'namespace'>;

/** The last one above all: a log that loses the last second loses the point. */
export function progressIsInLoki(timeline: Timeline<MonitoringFacts>): Check {
  return checkLog('every progress line of the leak is in Loki', timeline, (loki, { podLog, ...facts }) => {
    const missing = podLog.progress.filter((line) => !has(loki, line));
    const first = missing[0];
    const expected = `${podLog.progress.length} lines, as the kubelet has them`;
    const found = podLog.progress.length - missing.length;
    if (podLog.progress.length === 0) {
      return {
        passed: false,
        expected: 'a progress line for each second of the leak',
        actual: 'the pod itself has written none',
        remedy: 'LOG_LEVEL on the Deployment must not be above info',
      };
    }
    if (found === 0) return { passed: false, expected, ...whyNone(loki, podLog, facts) };
    const isEnd = first !== undefined && podLog.progress.at(-missing.length) === first;
    return {
      passed: missing.length === 0,
      expected,
      actual:
        first === undefined
          ? `${found}, to the last`
          : `${found} of ${podLog.progress.length}; missing ${isEnd ? 'the end, from' : 'among others'} ${timeOf(first)}`,
      remedy:
        'the log collector must read a file to its end after its container is gone, and retry what Loki refuses: see its log',
    };
  });
}

export function successorIsInLoki(timeline: Timeline<MonitoringFacts>): Check {
  return checkLog("the successor's first line is in Loki", timeline, (loki, { podLog, ...facts }) => {
    const { successor } = podLog;
    const isThere = successor !== null && has(loki, successor);
    const expected = successor === null ? 'a first line' : `the line of ${timeOf(successor)}`;
    if (successor !== null && loki.lines.length === 0)
      return { passed: false, expected, ...whyNone(loki, podLog, facts) };
    return {
      passed: isThere,
      expected,
      actual: successor === null ? 'the new container has written nothing' : isThere ? 'there' : 'not there',
      remedy: 'the log collector must see the file of a new container within seconds: see its log',
    };
  });
}

function checkLog(
  name: string,
  timeline: Timeline<MonitoringFacts>,
  judge: (loki: LokiSeen, facts: Omit<Needed, 'loki'>) => Judged,
): Check {
  return checkFacts(
    name,
    timeline,
    ['loki', 'tried', 'podLog', 'leakingPod', 'namespace'],
    ({ loki, tried, ...facts }): Judged => {
      const expected = `the lines of ${facts.leakingPod}`;
      if (facts.podLog.problem !== null) {
        return {
          passed: false,
          expected: `the log of ${facts.leakingPod}, to compare Loki with`,
          actual: `it cannot be read: ${facts.podLog.problem}`,
          remedy: `kubectl logs --previous ${facts.leakingPod}: the API server must reach the kubelet`,
        };
      }
      if (loki === null) return { passed: false, expected, ...notFound('loki', tried) };
      if (loki.problem !== null) return { passed: false, expected, ...noAnswer(loki) };
      return judge(loki, facts);
    },
  );
}

function whyNone(
  { lines, labels, elsewhere, where }: LokiSeen,
  { progress }: PodLogSeen,
  { namespace, leakingPod }: Omit<Needed, 'loki' | 'podLog'>,
): Cause {
  if (lines.some(({ text }) => progress.some((line) => text.includes(line) || text.includes(quoted(line))))) {
    return {
      actual: `the lines are wrapped: ${JSON.stringify(lines[0]?.text.slice(0, 60))}`,
      remedy:
        'let the collector unwrap the format of the container runtime (`cri` or `docker`): a line is what the pod wrote',
    };
  }
  return whyNoLine({ labels, elsewhere }, { where, namespace, pod: leakingPod });
}

function has({ lines }: LokiSeen, line: string): boolean {
  return lines.some(({ text }) => text.trimEnd() === line);
}

/** As it stands inside another JSON string. */
function quoted(line: string): string {
  return JSON.stringify(line).slice(1, -1);
}

function timeOf(line: string): string {
  return /"time":"([^"]+)"/.exec(line)?.[1] ?? line.slice(0, 60);
}
