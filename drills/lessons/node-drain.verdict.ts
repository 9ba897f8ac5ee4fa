import { endOf, momentsOf } from '../cluster/history.ts';
import { isLeaving, isReady } from '../cluster/state.ts';
import { check, checkFacts, present, seconds } from '../judging/check.ts';
import { fewestReady } from '../judging/endpoints.ts';
import { inFlightAnswered } from '../judging/in-flight.ts';
import { fewestDesired } from '../judging/replicas.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

export type NodeDrainFacts = {
  readonly node: string;
  readonly cordonedMs: number;
  readonly evictionsRefused: number;
  readonly evicted: number;
  readonly drainedMs: number;
};

export function judgeNodeDrain(timeline: Timeline<NodeDrainFacts>): Verdict {
  const { cordonedMs, drainedMs, evictionsRefused } = timeline.facts;
  const pods = endOf(timeline).pods();
  const fewest = fewestReady(timeline);
  const drained =
    cordonedMs === undefined || drainedMs === undefined ? null : seconds(drainedMs - cordonedMs);
  return verdictOf(timeline, {
    deciding:
      drained === null || fewest === null
        ? ''
        : `drained in ${drained}, never fewer than ${fewest.count} ready`,
    checks: [
      budgetHonoured(timeline),
      checkFacts('the node is empty of the workload', timeline, ['node', 'evicted'], ({ node, evicted }) => {
        const left = pods.filter((pod) => pod.spec?.nodeName === node);
        return {
          passed: evicted > 0 && left.length === 0,
          expected: `at least one pod evicted, none left on ${node}`,
          actual: `${evicted} evicted, ${left.length} left`,
          remedy:
            'a budget that never allows a disruption blocks a drain: kubectl get pdb, and more replicas than minAvailable',
        };
      }),
      checkFacts('the pods run elsewhere', timeline, ['node', 'replicasAtStart'], ({ node }) => {
        const desired = fewestDesired(timeline)(timeline.durationMs);
        const elsewhere = pods.filter(
          (pod) => pod.spec?.nodeName !== node && isReady(pod) && !isLeaving(pod),
        );
        return {
          passed: elsewhere.length >= desired,
          expected: `at least ${desired} ready on other nodes`,
          actual: `${elsewhere.length} ready on other nodes`,
          remedy: 'kubectl describe the pending pod: another node must have room for it',
        };
      }),
      inFlightAnswered(timeline),
    ],
    figures: present({
      'evictions refused by the budget (429)':
        evictionsRefused === undefined ? null : String(evictionsRefused),
      'fewest ready endpoints': fewest === null ? null : String(fewest.count),
      'cordon to drained': drained,
    }),
  });
}

/** Both the Service's own view and the budget's: neither may fall below what the budget wants healthy. */
function budgetHonoured(timeline: Timeline): Check {
  let desired: number | null = null;
  let lowest: { healthy: number; atMs: number } | null = null;
  let broken: { healthy: number; atMs: number } | null = null;
  for (const { atMs, object, state } of momentsOf(timeline)) {
    const [budget] = state.budgets();
    desired = budget?.status?.desiredHealthy ?? desired;
    const healthy =
      object.kind === 'PodDisruptionBudget'
        ? budget?.status?.currentHealthy
        : object.kind === 'EndpointSlice'
          ? state.readyEndpoints()?.size
          : undefined;
    if (healthy === undefined) continue;
    if (lowest === null || healthy < lowest.healthy) lowest = { healthy, atMs };
    if (desired !== null && healthy < desired) broken ??= { healthy, atMs };
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
