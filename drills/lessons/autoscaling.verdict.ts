import { momentsOf } from '../cluster/history.ts';
import { check, checkFacts, present, seconds } from '../judging/check.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Timeline, Verdict } from '../timeline.ts';

const LOW = 2;
const HIGH = 4;

export type AutoscalingFacts = {
  readonly loadStartedMs: number;
  readonly loadStoppedMs: number;
};

interface Step {
  readonly replicas: number;
  readonly atMs: number;
}

export function judgeAutoscaling(timeline: Timeline<AutoscalingFacts>): Verdict {
  const { desired, ready } = observe(timeline);
  const { loadStartedMs, loadStoppedMs } = timeline.facts;
  const peak = ready.find((step) => step.replicas >= HIGH);
  const highest = Math.max(0, ...ready.map((step) => step.replicas));
  const end = ready.at(-1)?.replicas ?? 0;
  const desiredHigh = desired.find((step) => step.replicas === HIGH);
  const desiredLow = desired.find((step) => step.atMs > (peak?.atMs ?? Infinity) && step.replicas === LOW);
  const since = (fromMs: number | undefined, atMs: number | undefined) =>
    fromMs === undefined || atMs === undefined ? null : seconds(atMs - fromMs);
  const up = since(loadStartedMs, desiredHigh?.atMs);
  const down = since(loadStoppedMs, desiredLow?.atMs);
  return verdictOf(timeline, {
    deciding: up === null ? '' : `2 -> 4 in ${up}${down === null ? '' : `, back in ${down}`}`,
    checks: [
      check('starts at 2 replicas', ready[0]?.replicas === LOW, {
        expected: '2 ready',
        actual: `${ready[0]?.replicas ?? 0} ready`,
        remedy: 'let the autoscaler come down first: kubectl get hpa app-1-2-2-1 -w',
      }),
      checkFacts('scales up to 4', timeline, ['loadStartedMs'], () => ({
        passed: highest === HIGH && Math.max(...desired.map((step) => step.replicas)) === HIGH,
        expected: '4 ready replicas',
        actual: `${highest} at most (${path(desired)})`,
        remedy:
          'see the CPU per pod in the report: the load must reach the metrics (kubectl top pods), and maxReplicas must be 4',
      })),
      check('scales back to 2', peak !== undefined && desiredLow !== undefined && end === LOW, {
        expected: '2 ready replicas at the end',
        actual: `${end} (${path(desired)})`,
        remedy:
          'the traffic alone may keep the CPU above the target (lower --rate), or the stabilisation window is long (scaleDown in the HPA; raise --timeout)',
      }),
    ],
    figures: present({
      'desired replicas': path(desired),
      ...Object.fromEntries(
        desired
          .slice(1)
          .map((step, index) => [
            `${desired[index]?.replicas} -> ${step.replicas} after`,
            since(loadStartedMs, step.atMs),
          ]),
      ),
      '4 ready after': since(loadStartedMs, peak?.atMs),
      'load stopped to 2 desired': down,
    }),
  });
}

function observe(timeline: Timeline): { desired: Step[]; ready: Step[] } {
  const desired: Step[] = [];
  const ready: Step[] = [];
  for (const { atMs, object, state } of momentsOf(timeline)) {
    if (object.kind === 'Deployment') push(desired, state.deployment()?.spec?.replicas, atMs);
    if (object.kind === 'EndpointSlice') push(ready, state.readyEndpoints()?.size, atMs);
  }
  return { desired, ready };
}

function push(steps: Step[], replicas: number | undefined, atMs: number): void {
  if (replicas === undefined || steps.at(-1)?.replicas === replicas) return;
  steps.push({ replicas, atMs });
}

function path(steps: readonly Step[]): string {
  return steps.map((step) => step.replicas).join(' -> ') || 'never seen';
}
