import { message } from '../../messages/drills.ts';
import { refuseUnpullableImages, restart, setImage } from '../cluster/rollout.ts';
import { imageOf, isRolledOut } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { restoreImageLater } from '../run/image-cleanup.ts';
import { judgeRollingUpdate, type RollingUpdateFacts } from './rolling-update.verdict.ts';

export const rollingUpdate: Drill<RollingUpdateFacts> = {
  name: 'rolling-update',
  summary: message('rolling-update.summary'),
  timeoutSeconds: 240,
  isQuick: true,
  afterSeconds: 10,
  slowRequests: true,
  countsAnswers: true,
  needs: { image: (options) => options.imageUpdate },
  rights: [{ verb: 'patch', resource: 'deployments.apps' }],
  judge: judgeRollingUpdate,

  async run(run) {
    const { options } = run.setup;
    const image = options.imageUpdate;
    await restoreImageLater(run);
    run.fact('image', image);
    run.fact('imageSetMs', run.action(message('failed-update.setImage', { image })));
    await setImage(run.setup, image);
    await run.until(message('rolling-update.toRun', { image }), (state) => {
      refuseUnpullableImages(state.pods());
      return (
        isRolledOut(state.deployment(), state.pods()) && state.pods().every((pod) => imageOf(pod) === image)
      );
    });
  },

  async repeat(run, waitingFor) {
    const before = run.state.pods().map(({ metadata }) => metadata?.name);
    run.action(message('rolling-update.restarted'));
    await restart(run.setup);
    await run.until(waitingFor, (state) => {
      const pods = state.pods();
      return (
        isRolledOut(state.deployment(), pods) &&
        pods.every(({ metadata }) => !before.includes(metadata?.name))
      );
    });
  },
};
