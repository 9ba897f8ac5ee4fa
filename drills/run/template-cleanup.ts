import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { deploymentPath, templateUndo } from '../cluster/rollout.ts';
import { containerOf, imageOf } from '../cluster/state.ts';
import type { ChangeWords } from './cleanups.ts';
import type { DrillRun } from './drill-run.ts';

/** Restores the whole template and not the image alone: `kubectl rollout restart` leaves an annotation. */
export async function restoreTemplateLater(run: DrillRun, words: ChangeWords): Promise<void> {
  const image = imageFound(run);
  await run.undoLater(
    deploymentPath(run.setup),
    templateUndo(run.setup),
    words,
    (state) => state.isRolledOut() && state.pods().every((pod) => imageOf(pod) === image),
  );
}

export function restoreImageLater(run: DrillRun): Promise<void> {
  const image = imageFound(run);
  return restoreTemplateLater(run, {
    done: message('image-cleanup.runs', { image }),
    left: message('image-cleanup.doesNotRun', { image }),
    remedy: `kubectl set image deployment/${WORKLOAD.name} ${WORKLOAD.container}=${image}`,
  });
}

function imageFound({ setup }: DrillRun): string {
  return containerOf(setup.found)?.image ?? '';
}
