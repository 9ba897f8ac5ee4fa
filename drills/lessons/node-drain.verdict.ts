import { ClusterState, isLeaving, isReady } from '../cluster/state.ts';
import { fewestReady } from '../judging/endpoints.ts';
import { check, numberFact, seconds, textFact, verdictOf } from '../judging/verdict.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

export function judgeNodeDrain(timeline: Timeline): Verdict {
  const node = textFact(timeline, 'node') ?? 'the node';
  const desired = numberFact(timeline, 'replicasAtStart') ?? 2;
  const evicted = numberFact(timeline, 'evicted') ?? 0;
  const state = new ClusterState();
  for (const change of timeline.changes) state.apply(change);
  const left = state.pods().filter((pod) => pod.spec?.nodeName === node);
  const elsewhere = state
    .pods()
    .filter((pod) => pod.spec?.nodeName !== node && isReady(pod) && !isLeaving(pod));
  const cordonedMs = numberFact(timeline, 'cordonedMs');
  const drainedMs = numberFact(timeline, 'drainedMs');
  return verdictOf(
    timeline,
    [
      budgetHonoured(timeline),
      check('the node is empty of the workload', evicted > 0 && left.length === 0, {
        expected: `at least one pod evicted, none left on ${node}`,
        actual: `${evicted} evicted, ${left.length} left`,
        remedy:
          'a budget that never allows a disruption blocks a drain: kubectl get pdb, and more replicas than minAvailable',
      }),
      check('the pods run elsewhere', elsewhere.length >= desired, {
        expected: `at least ${desired} ready on other nodes`,
        actual: `${elsewhere.length} ready on other nodes`,
        remedy: 'kubectl describe the pending pod: another node must have room for it',
      }),
    ],
    {
      'evictions refused by the budget (429)': String(numberFact(timeline, 'evictionsRefused') ?? 0),
      'fewest ready endpoints': String(fewestReady(timeline)?.count ?? 'unknown'),
      ...(cordonedMs === null || drainedMs === null
        ? {}
        : { 'cordon to drained': seconds(drainedMs - cordonedMs) }),
    },
  );
}

/** Both the Service's own view and the budget's: neither may fall below what the budget wants healthy. */
function budgetHonoured(timeline: Timeline): Check {
  const state = new ClusterState();
  let desired: number | null = null;
  let lowest: { healthy: number; atMs: number } | null = null;
  let broken: { healthy: number; atMs: number } | null = null;
  for (const change of timeline.changes) {
    state.apply(change);
    const [budget] = state.budgets();
    desired = budget?.status?.desiredHealthy ?? desired;
    const healthy =
      change.object.kind === 'PodDisruptionBudget'
        ? budget?.status?.currentHealthy
        : change.object.kind === 'EndpointSlice'
          ? state.readyEndpoints()?.size
          : undefined;
    if (healthy === undefined) continue;
    if (lowest === null || healthy < lowest.healthy) lowest = { healthy, atMs: change.atMs };
    if (desired !== null && healthy < desired) broken ??= { healthy, atMs: change.atMs };
  }
  const shown = broken ?? lowest;
  return check('the budget is honoured', desired !== null && shown !== null && broken === null, {
    expected: desired === null ? 'a PodDisruptionBudget' : `never fewer than ${desired} healthy`,
    actual:
      desired === null
        ? 'no PodDisruptionBudget was seen'
        : shown === null
          ? 'no count of healthy pods was seen'
          : `${shown.healthy} at ${seconds(shown.atMs)}`,
    remedy:
      desired === null
        ? 'kubectl apply -f k8s/pdb.yaml'
        : 'something other than an eviction took a pod away: a crash, a deletion or a node that failed',
  });
}
