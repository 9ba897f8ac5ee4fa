import { restoreTemplate } from './cluster/rollout.ts';
import { imageOf, isAtRest } from './cluster/state.ts';
import type { DrillRun } from './run.ts';
import { WORKLOAD } from './workload.ts';

export function restoreImageLater(run: DrillRun): void {
  const { api, namespace, found } = run.scene;
  const image = found.spec?.template.spec?.containers.find((one) => one.name === WORKLOAD.container)?.image;
  run.debts.owe({
    left: `the Deployment does not run ${image}`,
    remedy: `kubectl set image deployment/${WORKLOAD.name} ${WORKLOAD.container}=${image}`,
    pay: async (signal) => {
      await restoreTemplate(api, namespace, found);
      await run.cluster.until(
        (state) =>
          isAtRest(state.deployment(), state.pods()) && state.pods().every((pod) => imageOf(pod) === image),
        signal,
      );
    },
  });
}
