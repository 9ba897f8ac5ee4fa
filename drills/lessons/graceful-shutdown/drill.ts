import { message } from '../../../messages/all.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import { ApiError } from '../../cluster/http.ts';
import type { V1Container, V1Deployment } from '../../cluster/objects.ts';
import { commandToRestore, deploymentPath, templateUndo } from '../../cluster/rollout.ts';
import { containerOf } from '../../cluster/state.ts';
import type { Drill } from '../../drill.ts';
import type { DrillRun } from '../../run/drill-run.ts';
import { restoreTemplateLater } from '../../run/template-cleanup.ts';
import type { Text } from '../../timeline.ts';
import { type GracefulShutdownFacts, judgeGracefulShutdown, type Way } from './verdict.ts';

/** A node may route to a stopped pod this much longer: such a loss belongs to the step before. */
const LATE_SECONDS = 2;
const PRE_STOP_SECONDS = 5;

/** Strategic merge removes what is null. */
type Change = { readonly [Name in keyof V1Container]?: V1Container[Name] | null };

const AT_ONCE: Change = { env: [{ name: 'DRAIN_DELAY_MS', value: '0' }], lifecycle: null };
const PRE_STOP: Change = { ...AT_ONCE, lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } } };

export const gracefulShutdown: Drill<GracefulShutdownFacts> = {
  name: 'graceful-shutdown',
  summary: message('graceful-shutdown.summary'),
  timeoutSeconds: 300,
  isQuick: true,
  // Half of the requests use fresh connections. A stopped pod gets its share of these for less than a second.
  ratePerSecond: 100,
  afterSeconds: 5,
  slowRequests: true,
  countsAnswers: true,
  asksEachNode: true,
  needs: {},
  rights: [{ verb: 'patch', resource: 'deployments.apps' }],
  judge: judgeGracefulShutdown,

  /** Each rollout stops the pods of the template before it. The verdict judges how they stop. */
  async run(run) {
    const { api, found } = run.setup;
    const restoreTemplate = () => api.send(templateUndo(run.setup));
    await restoreTemplateLater(run, {
      done: message('shutdown.putBack'),
      left: message('shutdown.left'),
      remedy: commandToRestore(found),
    });
    await stopPods(run, 'as-found', message('shutdown.rolledOutNoDrain'), () => change(run, AT_ONCE));
    const unsupported = await whyNoPreStop(run);
    if (unsupported === null) {
      await stopPods(
        run,
        'at-once',
        message('shutdown.rolledOutPreStop', { seconds: PRE_STOP_SECONDS }),
        () => change(run, PRE_STOP),
      );
      await stopPods(run, 'pre-stop', message('shutdown.rolledOutFound'), restoreTemplate);
    } else {
      run.note(message('shutdown.noPreStopHere', { reason: unsupported }));
      run.fact('preStopUnsupported', unsupported);
      await stopPods(run, 'at-once', message('shutdown.rolledOutFoundAtOnce'), restoreTemplate);
    }
  },
};

async function stopPods(
  run: DrillRun<GracefulShutdownFacts>,
  way: Way['way'],
  label: Text,
  rollOut: () => Promise<unknown>,
): Promise<void> {
  const pods = run.state.podNames();
  const fromMs = run.action(label);
  await rollOut();
  await run.until(
    message('shutdown.everyPodToBeReplaced', { way: message(`shutdown.${way}`) }),
    (state) => state.isRolledOut() && state.podNames().every((pod) => !pods.includes(pod)),
  );
  await run.hold(message('shutdown.lostLate'), LATE_SECONDS);
  const before = run.timeline().facts.ways ?? [];
  run.fact('ways', [...before, { way, fromMs, untilMs: run.nowMs(), pods }]);
}

async function change(
  run: DrillRun<GracefulShutdownFacts>,
  to: Change,
  dryRun = false,
): Promise<V1Deployment> {
  const { api } = run.setup;
  return api.patch<V1Deployment>(
    deploymentPath(run.setup),
    'application/strategic-merge-patch+json',
    { spec: { template: { spec: { containers: [{ name: WORKLOAD.container, ...to }] } } } },
    dryRun ? { dryRun: 'All' } : {},
  );
}

/**
 * Kubernetes has this by default since 1.30. An older API server drops the field, or refuses the handler
 * without an action.
 */
async function whyNoPreStop(run: DrillRun<GracefulShutdownFacts>): Promise<Text | null> {
  try {
    const tried = await change(run, PRE_STOP, true);
    const isKept = containerOf(tried)?.lifecycle?.preStop?.sleep?.seconds === PRE_STOP_SECONDS;
    return isKept ? null : message('shutdown.fieldUnknown');
  } catch (err) {
    if (err instanceof ApiError && (err.status === 400 || err.status === 422)) return err.said;
    throw err;
  }
}
