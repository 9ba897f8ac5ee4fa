import { message } from '../../../messages/all.ts';
import { podSnapshotsOf } from '../../cluster/history.ts';
import { limitInForce } from '../../cluster/resize.ts';
import { check, checkFacts, present, seconds } from '../../judging/check.ts';
import { restartsIn } from '../../judging/restarts.ts';
import { skipped, verdictOf } from '../../judging/verdict.ts';
import type { Check, Text, Timeline, Verdict } from '../../timeline.ts';

/** With less than this, the load was not throttled before. */
const LEAST_THROTTLED_BEFORE = 0.02;
/** The rest may come from the moment of the change itself. */
const MOST_LEFT = 0.1;

export type ResizeFacts = {
  readonly leak: { readonly pod: string; readonly startedMs: number; readonly announcedSeconds: number };
  /** From the start of the leak, as `announcedSeconds`. */
  readonly announcedAgainSeconds: number;
  readonly leakStoppedMs: number;
  readonly loadedPod: string;
  /** Throttled seconds in each second. Null: the kernel does not tell. */
  readonly throttledBefore: number | null;
  readonly throttledAfter: number | null;
  /** Why the node does not resize, by the pod's conditions. */
  readonly refused: Text;
};

export function judgeResize(timeline: Timeline<ResizeFacts>): Verdict {
  const { refused, leak, leakStoppedMs, throttledBefore, throttledAfter } = timeline.facts;
  if (refused !== undefined) return skipped(timeline.drill, refused);
  const lived =
    leak === undefined || leakStoppedMs === undefined ? null : (leakStoppedMs - leak.startedMs) / 1000;
  const throttling =
    throttledBefore == null || throttledAfter == null
      ? null
      : `${percent(throttledBefore)} -> ${percent(throttledAfter)}`;
  return verdictOf(timeline, {
    headline:
      lived === null || leak === undefined || throttling === null
        ? ''
        : message('resize.aliveAfterAnnounced', {
            time: seconds((lived - leak.announcedSeconds) * 1000),
            throttling,
          }),
    checks: [
      checkFacts(
        message('resize.laterEndIsAnnounced'),
        timeline,
        ['leak', 'announcedAgainSeconds'],
        (facts) => ({
          passed: facts.announcedAgainSeconds > facts.leak.announcedSeconds + 1,
          expected: message('resize.laterThan', { time: seconds(facts.leak.announcedSeconds * 1000) }),
          actual: seconds(facts.announcedAgainSeconds * 1000),
          remedy: message('resize.seeInfo'),
        }),
      ),
      outlived(timeline),
      checkFacts(
        message('resize.noLongerThrottled'),
        timeline,
        ['throttledBefore', 'throttledAfter'],
        ({ throttledBefore: before, throttledAfter: after }) => ({
          passed:
            before !== null &&
            after !== null &&
            before >= LEAST_THROTTLED_BEFORE &&
            after <= before * MOST_LEFT,
          expected: message('resize.throttlingExpected', { least: percent(LEAST_THROTTLED_BEFORE) }),
          actual:
            before === null || after === null
              ? message('resize.throttlingUnknown')
              : message('resize.throttlingSeen', { before: percent(before), after: percent(after) }),
          remedy:
            before !== null && before < LEAST_THROTTLED_BEFORE
              ? message('resize.loadBelowLimit')
              : message('resize.compareLimits'),
        }),
      ),
      limitsChangedAndBack(timeline),
    ],
    figures: present([
      [message('figure.announcedFirst'), leak === undefined ? null : seconds(leak.announcedSeconds * 1000)],
      [
        message('figure.announcedAgain'),
        timeline.facts.announcedAgainSeconds === undefined
          ? null
          : seconds(timeline.facts.announcedAgainSeconds * 1000),
      ],
      [message('figure.leakedFor'), lived === null ? null : seconds(lived * 1000)],
      [message('figure.throttled'), throttling],
    ]),
  });
}

function outlived(timeline: Timeline<ResizeFacts>): Check {
  return checkFacts(
    message('resize.outlivesItsAnnouncedEnd'),
    timeline,
    ['leak', 'leakStoppedMs'],
    ({ leak, leakStoppedMs }) => {
      const restart = restartsIn(timeline).find(({ pod }) => pod.metadata.name === leak.pod);
      const lived = (leakStoppedMs - leak.startedMs) / 1000;
      return {
        passed: restart === undefined && lived > leak.announcedSeconds * 1.1,
        expected: message('resize.notRestartedFor', {
          pod: leak.pod,
          time: seconds(leak.announcedSeconds * 1100),
        }),
        actual:
          restart === undefined
            ? seconds(lived * 1000)
            : message('resize.restarted', { reason: restart.reason }),
        remedy: message('resize.cameTooLate'),
      };
    },
  );
}

/** The limits that the kubelet reports in the status of the pods: the kernel enforces these. */
function limitsChangedAndBack(timeline: Timeline<ResizeFacts>): Check {
  const { leak, loadedPod } = timeline.facts;
  const wanted = [
    { name: leak?.pod, resource: 'memory' as const },
    { name: loadedPod, resource: 'cpu' as const },
  ];
  const seen = wanted.map(({ name, resource }) => {
    const limits: number[] = [];
    for (const { pod } of podSnapshotsOf(timeline)) {
      if (pod.metadata.name !== name) continue;
      const limit = limitInForce(pod, resource);
      if (limit !== null && limits.at(-1) !== limit) limits.push(limit);
    }
    return { name, resource, limits };
  });
  const wasReplaced = (name: string | undefined) =>
    timeline.changes.some(
      ({ type, object }) => type === 'DELETED' && object.kind === 'Pod' && object.metadata.name === name,
    );
  const wrong = seen.filter(
    ({ name, limits }) =>
      !(Math.max(...limits) > (limits[0] ?? 0)) || (limits[0] !== limits.at(-1) && !wasReplaced(name)),
  );
  return check(message('resize.raisedAndBack'), wrong.length === 0, {
    expected: message('resize.raisedAndBackExpected'),
    actual: message('list', {
      items: seen.map(({ resource, limits }) =>
        limits.length === 0
          ? message('resize.unknownLimit', { resource })
          : `${resource} ${limits.map(shown).join(' -> ')}`,
      ),
    }),
    remedy: message('resize.seeConditions'),
  });
}

function shown(limit: number): string {
  return limit > 1000 ? `${Math.round(limit / 2 ** 20)}Mi` : `${Math.round(limit * 1000)}m`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
