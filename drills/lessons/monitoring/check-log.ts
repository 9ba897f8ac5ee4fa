import { message } from '../../../messages/all.ts';
import type { Text } from '../../../messages/message.ts';
import type { Cause, Judged } from '../../../observability/stack/cause.ts';
import { whyNoLine } from '../../../observability/stack/log-lines.ts';
import { checkFacts } from '../../judging/check.ts';
import type { Check, Timeline } from '../../timeline.ts';
import { judgeIfItAnswers } from './check-stack.ts';
import type { LokiSeen, MonitoringFacts, PodLogSeen } from './seen.ts';

type Needed = Pick<MonitoringFacts, 'loki' | 'podLog' | 'leakingPod' | 'namespace'>;

/** The last line matters most: it shows how full the memory was at the kill. */
export function progressIsInLoki(timeline: Timeline<MonitoringFacts>): Check {
  return checkLog(message('log.everyLine'), timeline, (loki, { podLog, ...facts }) => {
    const missing = podLog.progress.filter((line) => !has(loki, line));
    const first = missing[0];
    const expected = message('log.everyLineExpected', { count: podLog.progress.length });
    const found = podLog.progress.length - missing.length;
    if (podLog.progress.length === 0) {
      return {
        passed: false,
        expected: message('log.lineASecond'),
        actual: message('log.noneWritten'),
        remedy: message('log.level'),
      };
    }
    if (found === 0) return { passed: false, expected, ...whyNone(loki, podLog, facts) };
    const isEnd = first !== undefined && podLog.progress.at(-missing.length) === first;
    return {
      passed: missing.length === 0,
      expected,
      actual:
        first === undefined
          ? message('log.all', { count: found })
          : message(isEnd ? 'log.missingEnd' : 'log.missing', {
              found,
              all: podLog.progress.length,
              time: timeOf(first),
            }),
      remedy: message('log.readToTheEnd'),
    };
  });
}

export function successorIsInLoki(timeline: Timeline<MonitoringFacts>): Check {
  return checkLog(message('log.successor'), timeline, (loki, { podLog, ...facts }) => {
    const { successor } = podLog;
    const isThere = successor !== null && has(loki, successor);
    const expected =
      successor === null ? message('log.firstLine') : message('log.lineOf', { time: timeOf(successor) });
    if (successor !== null && loki.lines.length === 0)
      return { passed: false, expected, ...whyNone(loki, podLog, facts) };
    return {
      passed: isThere,
      expected,
      actual:
        successor === null ? message('log.nothingWritten') : message(isThere ? 'log.there' : 'log.notThere'),
      remedy: message('log.seeNewFiles'),
    };
  });
}

function checkLog(
  name: Text,
  timeline: Timeline<MonitoringFacts>,
  judge: (loki: LokiSeen, facts: Omit<Needed, 'loki'>) => Judged,
): Check {
  return checkFacts(
    name,
    timeline,
    ['loki', 'tried', 'podLog', 'leakingPod', 'namespace'],
    ({ loki, tried, ...facts }): Judged => {
      const expected = message('log.linesOf', { pod: facts.leakingPod });
      if (facts.podLog.problem !== null) {
        return {
          passed: false,
          expected: message('log.toCompare', { pod: facts.leakingPod }),
          actual: message('log.unreadable', { error: facts.podLog.problem }),
          remedy: message('log.reachKubelet', { pod: facts.leakingPod }),
        };
      }
      return judgeIfItAnswers('loki', loki, { tried, expected }, (answering) => judge(answering, facts));
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
      actual: message('log.wrapped', { line: JSON.stringify(lines[0]?.text.slice(0, 60)) }),
      remedy: message('log.unwrap'),
    };
  }
  return whyNoLine({ labels, elsewhere }, { where, namespace, pod: leakingPod });
}

function has({ lines }: LokiSeen, line: string): boolean {
  return lines.some(({ text }) => text.trimEnd() === line);
}

/** The line as it stands in another JSON string. */
function quoted(line: string): string {
  return JSON.stringify(line).slice(1, -1);
}

function timeOf(line: string): string {
  return /"time":"([^"]+)"/.exec(line)?.[1] ?? line.slice(0, 60);
}
