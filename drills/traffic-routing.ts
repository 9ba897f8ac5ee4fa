import type { Drill } from './drill.ts';
import { GaveUp } from './refusal.ts';
import { judgeTrafficRouting } from './verdicts/traffic-routing.ts';

export const trafficRouting: Drill = {
  name: 'traffic-routing',
  summary: 'deletes a pod: every ready pod answers, in random shares, and the replacement joins them',
  timeoutSeconds: 120,
  // Long enough for a thousand requests to show the shares.
  afterSeconds: 20,
  needs: {},
  rights: [{ verb: 'delete', resource: 'pods' }],
  judge: judgeTrafficRouting,

  async run(run) {
    const victim = run.state.pods()[0]?.metadata?.name;
    if (victim === undefined) throw new GaveUp('there is no pod to delete', 'kubectl get pods');
    run.fact('deletedPod', victim);
    run.act(`deleted pod ${victim}`);
    await run.scene.api.delete(`/api/v1/namespaces/${run.scene.namespace}/pods/${victim}`);
    await run.until(`${victim} to begin to leave`, (state) => {
      const pod = state.pod(victim);
      return pod === undefined || pod.metadata?.deletionTimestamp != null;
    });
    await run.untilAtRest(`the replacement of ${victim} to be ready`);
  },
};
