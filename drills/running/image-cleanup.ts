import { restoreTemplate } from '../cluster/rollout.ts';
import { containerOf, imageOf, isRolledOut } from '../cluster/state.ts';
import { WORKLOAD } from '../workload.ts';
import type { DrillRun } from './drill-run.ts';

export function restoreImageLater(run: DrillRun): void {
  const { found } = run.setup;
  const image = containerOf(found)?.image;
  run.cleanups.add({
    left: `the Deployment does not run ${image}`,
    remedy: `kubectl set image deployment/${WORKLOAD.name} ${WORKLOAD.container}=${image}`,
    run: async (signal) => {
      await restoreTemplate(run.setup, found);
      await run.cluster.until(
        (state) =>
          isRolledOut(state.deployment(), state.pods()) &&
          state.pods().every((pod) => imageOf(pod) === image),
        signal,
      );
    },
  });
}
