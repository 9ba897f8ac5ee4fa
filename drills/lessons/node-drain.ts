import { message } from '../../messages/all.ts';
import { evict, isEvictable, isSchedulable } from '../cluster/drain.ts';
import { endOf, snapshotsOf } from '../cluster/history.ts';
import { isReady, isTerminating } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import { check, checkFacts, present, seconds, secondsBetween } from '../judging/check.ts';
import { fewestReady } from '../judging/endpoints.ts';
import { inFlightAnswered } from '../judging/in-flight.ts';
import { fewestDesired } from '../judging/replicas.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

export type NodeDrainFacts = {
  readonly node: string;
  readonly cordonedMs: number;
  readonly evictionsRefused: number;
  readonly evicted: number;
  readonly drainedMs: number;
};

export const nodeDrain: Drill<NodeDrainFacts> = {
  name: 'node-drain',
  summary: message('node-drain.summary'),
  timeoutSeconds: 300,
  isQuick: true,
  afterSeconds: 10,
  slowRequests: true,
  needs: { drainableNode: true },
  rights: [
    { verb: 'list', resource: 'nodes', clusterWide: true },
    { verb: 'watch', resource: 'nodes', clusterWide: true },
    { verb: 'patch', resource: 'nodes', clusterWide: true },
    { verb: 'create', resource: 'pods/eviction' },
    { verb: 'list', resource: 'poddisruptionbudgets.policy' },
    { verb: 'watch', resource: 'poddisruptionbudgets.policy' },
  ],
  judge: judgeNodeDrain,

  async run(run) {
    const node = chooseNode(run);
    // As `kubectl drain --pod-selector`: other pods stay on the node.
    const pods = run.state.pods().filter((pod) => pod.spec.nodeName === node && isEvictable(pod));
    run.fact('node', node);
    await cordon(run, node);
    let refused = 0;
    let evicted = 0;
    run.fact('evictionsRefused', 0);
    run.waitingFor = message('node-drain.budgetToAllow', { count: pods.length });
    await Promise.all(
      pods.map(async (pod) => {
        const onRefused = (reason: string) => {
          refused += 1;
          run.fact('evictionsRefused', refused);
          if (refused === 1) run.note(message('node-drain.budgetRefuses', { reason }));
        };
        await evict(run.setup.api, pod, run.signal, onRefused);
        evicted += 1;
        run.fact('evicted', evicted);
        run.action(message('node-drain.evicted', { pod: pod.metadata.name }));
      }),
    );
    await run.until(message('node-drain.toBeEmpty', { node }), (state) =>
      state.pods().every((pod) => pod.spec.nodeName !== node),
    );
    run.fact('drainedMs', run.nowMs());
    await run.untilRolledOut(message('node-drain.toBeReadyElsewhere'));
  },
};

async function cordon(run: DrillRun, node: string): Promise<void> {
  const path = `/api/v1/nodes/${node}`;
  const type = 'application/merge-patch+json';
  await run.undoLater(
    path,
    // Null removes the field: an uncordoned node looks as it did before.
    { path, type, body: { spec: { unschedulable: null } } },
    {
      done: message('node-drain.isUncordoned', { node }),
      left: message('node-drain.isCordoned', { node }),
      remedy: `kubectl uncordon ${node}`,
    },
    (state) => state.nodes().find((one) => one.metadata.name === node)?.spec.unschedulable !== true,
  );
  run.fact('cordonedMs', run.action(message('node-drain.cordon', { node })));
  await run.setup.api.patch(path, type, { spec: { unschedulable: true } });
}

/**
 * The node with the most pods of the workload: there the budget has an effect. Among equal nodes no control
 * plane, and the last by name: the first one often runs the cluster's add-ons.
 */
function chooseNode(run: DrillRun<NodeDrainFacts>): string {
  const pods = run.state.pods();
  const [first] = run.state
    .nodes()
    .filter(isSchedulable)
    .map((node) => ({
      name: node.metadata.name,
      isControlPlane: node.metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined,
      count: pods.filter((pod) => pod.spec.nodeName === node.metadata.name).length,
    }))
    .filter(({ count }) => count > 0)
    .sort(
      (a, b) =>
        b.count - a.count ||
        Number(a.isControlPlane) - Number(b.isControlPlane) ||
        b.name.localeCompare(a.name),
    );
  if (first === undefined) throw new DrillFailure(message('node-drain.noNode'), 'kubectl get pods -o wide');
  return first.name;
}

export function judgeNodeDrain(timeline: Timeline<NodeDrainFacts>): Verdict {
  const { cordonedMs, drainedMs, evictionsRefused } = timeline.facts;
  const pods = endOf(timeline).pods();
  const fewest = fewestReady(timeline);
  const drained = secondsBetween(cordonedMs, drainedMs);
  return verdictOf(timeline, {
    headline:
      drained === null || fewest === null
        ? ''
        : message('node-drain.drainedWithReady', { time: drained, count: fewest.count }),
    checks: [
      budgetHonoured(timeline),
      checkFacts(message('node-drain.nodeIsEmpty'), timeline, ['node', 'evicted'], ({ node, evicted }) => {
        const left = pods.filter((pod) => pod.spec.nodeName === node);
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
          (pod) => pod.spec.nodeName !== node && isReady(pod) && !isTerminating(pod),
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
      [
        message('figure.evictionsRefused'),
        evictionsRefused === undefined ? null : message('count', { count: evictionsRefused }),
      ],
      [message('figure.fewestEndpoints'), fewest === null ? null : message('count', { count: fewest.count })],
      [message('figure.cordonToDrained'), drained],
    ]),
  });
}

/**
 * Neither the ready endpoints nor the budget's healthy pods may be fewer than the budget's `desiredHealthy`.
 */
function budgetHonoured(timeline: Timeline): Check {
  let desired: number | null = null;
  let lowest: { healthy: number; atMs: number } | null = null;
  let broken: { healthy: number; atMs: number } | null = null;
  for (const { atMs, object, state } of snapshotsOf(timeline)) {
    const [budget] = state.budgets();
    desired = budget?.status.desiredHealthy ?? desired;
    const healthy =
      object.kind === 'PodDisruptionBudget'
        ? budget?.status.currentHealthy
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
