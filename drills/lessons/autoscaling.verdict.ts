import { ClusterState, restartsOf } from '../cluster/state.ts';
import { check, numberFact, seconds, verdictOf } from '../judging/verdict.ts';
import type { Timeline, Verdict } from '../timeline.ts';

const LOW = 2;
const HIGH = 4;

interface Step {
  readonly replicas: number;
  readonly atMs: number;
}

export function judgeAutoscaling(timeline: Timeline): Verdict {
  const { desired, ready, restarted } = observe(timeline);
  const startedMs = numberFact(timeline, 'loadStartedMs') ?? 0;
  const peak = ready.find((step) => step.replicas >= HIGH);
  const highest = Math.max(0, ...ready.map((step) => step.replicas));
  const end = ready.at(-1)?.replicas ?? 0;
  const desiredLow = desired.find((step) => step.atMs > (peak?.atMs ?? Infinity) && step.replicas === LOW);
  return verdictOf(
    timeline,
    [
      check('starts at 2 replicas', ready[0]?.replicas === LOW, {
        expected: '2 ready',
        actual: `${ready[0]?.replicas ?? 0} ready`,
        remedy: 'let the autoscaler come down first: kubectl get hpa app-1-2-2-1 -w',
      }),
      check(
        'scales up to 4',
        highest === HIGH && Math.max(...desired.map((step) => step.replicas)) === HIGH,
        {
          expected: '4 ready replicas',
          actual: `${highest} at most (${path(desired)})`,
          remedy:
            'see the CPU per pod in the report: the load must reach the metrics (kubectl top pods), and maxReplicas must be 4',
        },
      ),
      check('scales back to 2', peak !== undefined && desiredLow !== undefined && end === LOW, {
        expected: '2 ready replicas at the end',
        actual: `${end} (${path(desired)})`,
        remedy:
          'the traffic alone may keep the CPU above the target (lower --rate), or the stabilisation window is long (scaleDown in the HPA; raise --timeout)',
      }),
      check('no restart', restarted.size === 0, {
        expected: '0',
        actual: restarted.size === 0 ? '0' : `restarted: ${[...restarted].join(', ')}`,
        remedy: 'the load starves the probes: it must stay below the CPU limit',
      }),
    ],
    {
      'desired replicas': path(desired),
      ...Object.fromEntries(
        desired
          .slice(1)
          .map((step, index) => [
            `${desired[index]?.replicas} -> ${step.replicas} after`,
            seconds(step.atMs - startedMs),
          ]),
      ),
      ...(peak === undefined ? {} : { '4 ready after': seconds(peak.atMs - startedMs) }),
    },
  );
}

function observe(timeline: Timeline): { desired: Step[]; ready: Step[]; restarted: Set<string> } {
  const state = new ClusterState();
  const desired: Step[] = [];
  const ready: Step[] = [];
  const restarted = new Set<string>();
  const restarts = new Map<string, number>();
  for (const change of timeline.changes) {
    state.apply(change);
    const { atMs, object } = change;
    if (object.kind === 'Deployment') push(desired, state.deployment()?.spec?.replicas, atMs);
    if (object.kind === 'EndpointSlice') push(ready, state.readyEndpoints()?.size, atMs);
    const pod = object.kind === 'Pod' ? state.pod(object.metadata.name) : undefined;
    if (pod === undefined) continue;
    const before = restarts.get(object.metadata.name) ?? restartsOf(pod);
    if (restartsOf(pod) > before) restarted.add(object.metadata.name);
    restarts.set(object.metadata.name, restartsOf(pod));
  }
  return { desired, ready, restarted };
}

function push(steps: Step[], replicas: number | undefined, atMs: number): void {
  if (replicas === undefined || steps.at(-1)?.replicas === replicas) return;
  steps.push({ replicas, atMs });
}

function path(steps: readonly Step[]): string {
  return steps.map((step) => step.replicas).join(' -> ') || 'never seen';
}
