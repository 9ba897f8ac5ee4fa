import { message } from '../../messages/drills.ts';
import { type ClusterState, isRolledOut } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import { untilOrRefused } from '../run/refusal-watch.ts';
import { judgeTrafficRouting, type TrafficRoutingFacts } from './traffic-routing.verdict.ts';

export const trafficRouting: Drill<TrafficRoutingFacts> = {
  name: 'traffic-routing',
  summary: message('traffic-routing.summary'),
  timeoutSeconds: 120,
  isQuick: true,
  // Long enough for a thousand requests to show the shares.
  afterSeconds: 20,
  slowRequests: true,
  countsAnswers: true,
  needs: {},
  rights: [{ verb: 'delete', resource: 'pods' }],
  judge: judgeTrafficRouting,

  async run(run) {
    const victim = run.state.pods()[0]?.metadata?.name;
    if (victim === undefined) throw new DrillFailure(message('traffic-routing.noPod'), 'kubectl get pods');
    run.fact('deletedPod', victim);
    run.action(message('traffic-routing.deleted', { pod: victim }));
    await run.setup.api.delete(`/api/v1/namespaces/${run.setup.namespace}/pods/${victim}`);
    const isReplaced = (state: ClusterState) =>
      state.pod(victim) === undefined && isRolledOut(state.deployment(), state.pods());
    run.cleanups.add({
      done: message('traffic-routing.isReplaced', { pod: victim }),
      left: message('traffic-routing.isNotReplaced', { pod: victim }),
      remedy: `kubectl rollout status deployment/${run.setup.workload.deployment}`,
      run: (signal) => untilOrRefused(run, isReplaced, signal),
    });
    await run.until(message('traffic-routing.replacementToBeReady', { pod: victim }), isReplaced);
  },

  async repeat(run, waitingFor) {
    const [pod] = run.state.pods();
    const name = pod?.metadata?.name ?? '';
    run.action(message('traffic-routing.deleted', { pod: name }));
    await run.setup.api.delete(`/api/v1/namespaces/${run.setup.namespace}/pods/${name}`);
    await run.until(
      waitingFor,
      (state) => state.pod(name) === undefined && isRolledOut(state.deployment(), state.pods()),
    );
  },
};
