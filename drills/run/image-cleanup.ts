import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { deploymentPath, restoreTemplate } from '../cluster/rollout.ts';
import { containerOf, imageOf } from '../cluster/state.ts';
import type { DrillRun } from './drill-run.ts';

export async function restoreImageLater(run: DrillRun): Promise<void> {
  const { found } = run.setup;
  const image = containerOf(found)?.image ?? '';
  const path = deploymentPath(run.setup);
  const body = { spec: { template: { spec: { containers: [{ name: WORKLOAD.container, image }] } } } };
  await run.noteChange(
    path,
    { path, type: 'application/strategic-merge-patch+json', body },
    {
      done: message('image-cleanup.runs', { image }),
      left: message('image-cleanup.doesNotRun', { image }),
      remedy: `kubectl set image deployment/${WORKLOAD.name} ${WORKLOAD.container}=${image}`,
      run: async (signal) => {
        await restoreTemplate(run.setup, found);
        await run.cluster.until(
          (state) => state.isRolledOut() && state.pods().every((pod) => imageOf(pod) === image),
          signal,
        );
      },
    },
  );
}
