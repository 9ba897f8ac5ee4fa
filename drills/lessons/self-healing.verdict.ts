import { ClusterState, isReady, restartsOf } from '../cluster/state.ts';
import { check, numberFact, seconds, textFact, verdictOf } from '../judging/verdict.ts';
import type { Timeline, Verdict } from '../timeline.ts';

const TOLERANCE = 0.1;

interface Healing {
  restarts: number;
  restartedPods: Set<string>;
  killedMs: number | null;
  ending: string | null;
  oomKilled: boolean;
  readyAgainMs: number | null;
}

export function judgeSelfHealing(timeline: Timeline): Verdict {
  const pod = textFact(timeline, 'leakingPod') ?? 'the leaking pod';
  const seen = observe(timeline, pod);
  const startedMs = numberFact(timeline, 'leakStartedMs');
  const announced = numberFact(timeline, 'announcedSeconds');
  const lived = seen.killedMs === null || startedMs === null ? null : (seen.killedMs - startedMs) / 1000;
  return verdictOf(
    timeline,
    [
      check('exactly one restart', seen.restarts === 1 && seen.restartedPods.has(pod), {
        expected: `1, of ${pod}`,
        actual:
          seen.restarts === 0
            ? 'no container restarted'
            : `${seen.restarts}, of ${[...seen.restartedPods].join(', ')}`,
        remedy:
          seen.restarts === 0
            ? 'the leak did not reach the limit: see resources.limits.memory and the log of the pod'
            : 'kubectl describe the pod: a failed liveness probe also restarts a container',
      }),
      check('last state is OOMKilled, exit code 137', seen.oomKilled, {
        expected: 'OOMKilled (137)',
        actual: seen.ending ?? 'no container ended',
        remedy:
          'Error (137) is a liveness restart, Error (134) is the heap limit of V8: leak off-heap memory in the main process and let probes answer',
      }),
      check('the pod is ready again', seen.readyAgainMs !== null, {
        expected: `${pod} ready after the restart`,
        actual: seen.readyAgainMs === null ? 'not ready' : `ready at ${seconds(seen.readyAgainMs)}`,
        remedy: 'kubectl describe the pod: its start-up or readiness probe fails, or it is in back-off',
      }),
      check(
        'the kill comes within 10 % of the announced second',
        lived !== null && announced !== null && Math.abs(lived - announced) <= announced * TOLERANCE,
        {
          expected:
            announced === null
              ? 'an announced second'
              : `${(announced * (1 - TOLERANCE)).toFixed(1)} to ${(announced * (1 + TOLERANCE)).toFixed(1)} s`,
          actual: lived === null ? 'no kill was seen' : `${lived.toFixed(1)} s`,
          remedy:
            'memory that was in use before, or swap on the node, moves the second: see the memory in the report',
        },
      ),
    ],
    {
      ...(lived === null ? {} : { 'leak to kill': `${lived.toFixed(1)} s` }),
      ...(announced === null ? {} : { announced: `${announced} s` }),
      ...(seen.killedMs === null || seen.readyAgainMs === null
        ? {}
        : { 'kill to ready again': seconds(seen.readyAgainMs - seen.killedMs) }),
    },
  );
}

function observe(timeline: Timeline, leaking: string): Healing {
  const state = new ClusterState();
  const restarts = new Map<string, number>();
  const seen: Healing = {
    restarts: 0,
    restartedPods: new Set(),
    killedMs: null,
    ending: null,
    oomKilled: false,
    readyAgainMs: null,
  };
  for (const change of timeline.changes) {
    state.apply(change);
    if (change.object.kind !== 'Pod' || change.type === 'DELETED') continue;
    const pod = state.pod(change.object.metadata.name);
    const name = pod?.metadata?.name;
    if (pod === undefined || name === undefined) continue;
    const before = restarts.get(name);
    const now = restartsOf(pod);
    restarts.set(name, now);
    if (before === undefined) continue;
    if (now > before) {
      seen.restarts += now - before;
      seen.restartedPods.add(name);
    }
    if (name !== leaking) continue;
    const [container] = pod.status?.containerStatuses ?? [];
    // The state shows the end first; where that change was missed, the last state after the restart still tells.
    const ended =
      container?.state?.terminated ?? (now > before ? container?.lastState?.terminated : undefined);
    if (ended !== undefined && seen.killedMs === null) {
      seen.killedMs = change.atMs;
      seen.ending = `${ended.reason ?? 'no reason'} (${ended.exitCode})`;
      seen.oomKilled = ended.reason === 'OOMKilled' && ended.exitCode === 137;
    }
    if (seen.restarts > 0 && isReady(pod)) seen.readyAgainMs ??= change.atMs;
    else if (seen.readyAgainMs !== null && !isReady(pod)) seen.readyAgainMs = null;
  }
  return seen;
}
