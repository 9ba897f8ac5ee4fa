import { message } from '../../messages/drills.ts';
import type { V1Deployment } from '../cluster/objects.ts';
import { refuseUnpullableImages, setImage, undoRollout } from '../cluster/rollout.ts';
import { imageOf } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { restoreImageLater } from '../run/image-cleanup.ts';
import {
  deadlineExceeded,
  type FailedUpdateFacts,
  judgeFailedUpdate,
  oldRevisionServes,
} from './failed-update.verdict.ts';

export const failedUpdate: Drill<FailedUpdateFacts> = {
  name: 'failed-update',
  summary: message('failed-update.summary'),
  timeoutSeconds: (found) => progressDeadlineSeconds(found) + 240,
  afterSeconds: 5,
  slowRequests: true,
  needs: { image: (options) => options.imageError },
  rights: [{ verb: 'patch', resource: 'deployments.apps' }],
  judge: judgeFailedUpdate,

  async run(run) {
    const { options, found } = run.setup;
    const image = options.imageError;
    await restoreImageLater(run);
    run.fact('image', image);
    run.fact('imageSetMs', run.action(message('failed-update.setImage', { image })));
    await setImage(run.setup, image);
    await run.until(message('failed-update.podToAppear', { image }), (state) =>
      state.pods().some((pod) => imageOf(pod) === image),
    );
    await run.until(
      message('failed-update.deadlineToBeExceeded', { time: progressDeadlineSeconds(found) }),
      (state) => {
        refuseUnpullableImages(state.pods());
        return deadlineExceeded(state);
      },
    );
    run.fact('undoneMs', run.action(message('failed-update.undone')));
    const revision = await undoRollout(run.setup);
    run.note(message('failed-update.backToRevision', { revision: `${revision}` }));
    await run.until(message('failed-update.oldToBeRestored'), (state) => oldRevisionServes(state, image));
  },
};

function progressDeadlineSeconds({ spec }: V1Deployment): number {
  return spec?.progressDeadlineSeconds ?? 600;
}
