import { message } from '../../messages/drills.ts';
import { evict, isEvictable, isSchedulable, setUnschedulable } from '../cluster/drain.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { judgeNodeDrain, type NodeDrainFacts } from './node-drain.verdict.ts';

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
    // As `kubectl drain --pod-selector`: whatever else runs on the node is none of this drill's business.
    const pods = run.state.pods().filter((pod) => pod.spec?.nodeName === node && isEvictable(pod));
    run.fact('node', node);
    await cordon(run, node);
    await setUnschedulable(run.setup.api, node, true);
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
        run.action(message('node-drain.evicted', { pod: pod.metadata?.name ?? '' }));
      }),
    );
    await run.until(message('node-drain.toBeEmpty', { node }), (state) => isEmpty(state.pods(), node));
    run.fact('drainedMs', run.nowMs());
    await run.untilRolledOut(message('node-drain.toBeReadyElsewhere'));
  },
};

async function cordon(run: DrillRun, node: string): Promise<void> {
  const path = `/api/v1/nodes/${node}`;
  const body = { spec: { unschedulable: null } };
  await run.noteChange(
    path,
    { path, type: 'application/merge-patch+json', body },
    {
      done: message('node-drain.isUncordoned', { node }),
      left: message('node-drain.isCordoned', { node }),
      remedy: `kubectl uncordon ${node}`,
      run: async (signal) => {
        await setUnschedulable(run.setup.api, node, false);
        await run.cluster.until(
          (state) => state.nodes().find((one) => one.metadata?.name === node)?.spec?.unschedulable !== true,
          signal,
        );
      },
    },
  );
  run.fact('cordonedMs', run.action(message('node-drain.cordon', { node })));
}

/**
 * The node with the most pods of the workload: that is where a budget has something to say. Among equals no
 * control plane, and the last by name: the first often runs the cluster's own add-ons.
 */
function chooseNode(run: DrillRun<NodeDrainFacts>): string {
  const pods = run.state.pods();
  const [first] = run.state
    .nodes()
    .filter(isSchedulable)
    .map((node) => ({
      name: node.metadata?.name ?? '',
      isControlPlane: node.metadata?.labels?.['node-role.kubernetes.io/control-plane'] !== undefined,
      count: pods.filter((pod) => pod.spec?.nodeName === node.metadata?.name).length,
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

function isEmpty(pods: readonly V1Pod[], node: string): boolean {
  return pods.every((pod) => pod.spec?.nodeName !== node);
}
