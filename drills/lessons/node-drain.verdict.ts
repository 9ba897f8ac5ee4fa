import { message } from '../../messages/drills.ts';
import { endOf, snapshotsOf } from '../cluster/history.ts';
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
    headline:
      drained === null || fewest === null
        ? ''
        : message('node-drain.drainedWithReady', { time: drained, count: fewest.count }),
    checks: [
      budgetHonoured(timeline),
      checkFacts(message('node-drain.nodeIsEmpty'), timeline, ['node', 'evicted'], ({ node, evicted }) => {
        const left = pods.filter((pod) => pod.spec?.nodeName === node);
        return {
          passed: evicted > 0 && left.length === 0,
          expected: message('node-drain.someEvictedNoneLeft', { node }),
          actual: message('node-drain.evictedAndLeft', { evicted, left: left.length }),
          remedy: message('node-drain.budgetBlocksDrain'),
        };
      }),
      checkFacts(message('node-drain.runElsewhere'), timeline, ['node', 'replicasAtStart'], ({ node }) => {
        const desired = fewestDesired(timeline)(timeline.durationMs);
        const elsewhere = pods.filter(
          (pod) => pod.spec?.nodeName !== node && isReady(pod) && !isLeaving(pod),
        );
        return {
          passed: elsewhere.length >= desired,
          expected: message('node-drain.atLeastReadyElsewhere', { count: desired }),
          actual: message('node-drain.readyElsewhere', { count: elsewhere.length }),
          remedy: message('node-drain.describePendingPod'),
        };
      }),
      inFlightAnswered(timeline),
    ],
    figures: present([
      [message('figure.evictionsRefused'), evictionsRefused === undefined ? null : String(evictionsRefused)],
      [message('figure.fewestEndpoints'), fewest === null ? null : String(fewest.count)],
      [message('figure.cordonToDrained'), drained],
    ]),
  });
}

/** Both the Service's own view and the budget's: neither may fall below what the budget wants healthy. */
function budgetHonoured(timeline: Timeline): Check {
  let desired: number | null = null;
  let lowest: { healthy: number; atMs: number } | null = null;
  let broken: { healthy: number; atMs: number } | null = null;
  for (const { atMs, object, state } of snapshotsOf(timeline)) {
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
  return check(message('node-drain.budgetHonoured'), desired !== null && shown !== null && broken === null, {
    expected:
      desired === null
        ? message('node-drain.someBudget')
        : message('node-drain.neverFewerHealthy', { count: desired }),
    actual:
      desired === null
        ? message('node-drain.noBudgetSeen')
        : shown === null
          ? message('node-drain.noHealthyCountSeen')
          : message('endpoints.countAt', { count: shown.healthy, time: seconds(shown.atMs) }),
    remedy: desired === null ? 'kubectl apply -f k8s/pdb.yaml' : message('node-drain.notAnEviction'),
  });
}
