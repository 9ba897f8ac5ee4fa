import { message } from '../../messages/all.ts';
import { textOf } from '../../messages/message.ts';
import { podSnapshotsOf } from '../cluster/history.ts';
import type { V1ContainerStateTerminated, V1Pod } from '../cluster/objects.ts';
import { restartsOf } from '../cluster/state.ts';
import type { Check, Text, Timeline } from '../timeline.ts';
import { check } from './check.ts';

export interface Restart {
  readonly pod: V1Pod;
  readonly times: number;
  /**
   * How the container ended, and what the kubelet said of it: "Error (137); Liveness probe failed: ... 404".
   */
  readonly reason: Text;
}

/** The restarts of each pod while the drill ran. */
export function restartsIn(timeline: Timeline): Restart[] {
  const before = new Map<string, number>();
  const restarts = new Map<string, Restart>();
  for (const { pod } of podSnapshotsOf(timeline)) {
    const { name } = pod.metadata;
    const now = restartsOf(pod);
    const times = now - (before.get(name) ?? now);
    before.set(name, now);
    if (times > 0)
      restarts.set(name, { pod, times: times + (restarts.get(name)?.times ?? 0), reason: lastEndingOf(pod) });
  }
  return [...restarts.values()].map(({ pod, times, reason }) => {
    const said = failedProbes(timeline, pod).at(-1);
    return said === undefined
      ? { pod, times, reason }
      : { pod, times, reason: message('sentences', { items: [reason, said] }) };
  });
}

export function noUnexpectedRestart(timeline: Timeline, mayRestart: (pod: V1Pod) => boolean): Check {
  const unexpected = restartsIn(timeline).filter(({ pod }) => !mayRestart(pod));
  const liveness = unexpected.some(({ reason }) => textOf(reason).includes('Liveness probe'));
  return check(message('restarts.noneByOthers'), unexpected.length === 0, {
    expected: message('restarts.none'),
    actual:
      unexpected.length === 0
        ? message('restarts.none')
        : message('list', {
            items: unexpected.map(({ pod, times, reason }) =>
              times === 1
                ? message('restarts.once', { pod: pod.metadata.name, reason })
                : message('restarts.times', { pod: pod.metadata.name, times, reason }),
            ),
          }),
    remedy: liveness ? message('restarts.correctLivenessProbe') : message('restarts.describePod'),
  });
}

function lastEndingOf(pod: V1Pod): Text {
  for (const { state, lastState } of pod.status.containerStatuses ?? []) {
    const ended = state?.terminated ?? lastState?.terminated;
    if (ended) return endingOf(ended);
  }
  return message('loss-causes.noReasonGiven');
}

/** `OOMKilled (137)` */
export function endingOf({ reason = 'no reason', exitCode }: V1ContainerStateTerminated): string {
  return `${reason} (${exitCode})`;
}

/** The kubelet restarts a container when its liveness or startup probe fails, never for a readiness probe. */
function failedProbes({ changes }: Timeline, { metadata }: V1Pod): string[] {
  return changes
    .filter(({ object }) => object.kind === 'Event' && object.involvedObject?.name === metadata.name)
    .map(({ object }) => String(object.message).split('\n')[0] ?? '')
    .filter((words) => /^(liveness|startup) probe failed/iu.test(words));
}
