import { message } from '../../messages/drills.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { type AppliedFile, apply, describeDifference, diff, readAppliedFiles } from '../cluster/applied.ts';
import type { V1Deployment, V1Service, V2HorizontalPodAutoscaler } from '../cluster/objects.ts';
import { parseQuantity } from '../cluster/quantity.ts';
import { readDeployment } from '../cluster/rollout.ts';
import { containerOf, isRolledOut } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import type { DrillRun } from '../run/drill-run.ts';
import type { Text } from '../timeline.ts';
import { type DriftFacts, judgeDrift } from './drift.verdict.ts';

type Run = DrillRun<DriftFacts>;

export const drift: Drill<DriftFacts> = {
  name: 'drift',
  summary: message('drift.summary'),
  timeoutSeconds: 240,
  isQuick: true,
  afterSeconds: 5,
  needs: { appliedFiles: true },
  rights: [
    { verb: 'get', resource: 'horizontalpodautoscalers.autoscaling' },
    { verb: 'patch', resource: 'horizontalpodautoscalers.autoscaling' },
    { verb: 'list', resource: 'services' },
    { verb: 'watch', resource: 'services' },
    { verb: 'patch', resource: 'services' },
    { verb: 'patch', resource: 'deployments.apps' },
  ],
  judge: judgeDrift,

  async run(run) {
    const { api } = run.setup;
    const byKind = await readAppliedFiles(run.setup);
    const files = Object.values(byKind).filter((file): file is AppliedFile => file !== null);
    for (const file of files) {
      await applyLater(run, file);
      await changeByHand(run, file.path);
    }
    await untilRolledOutAgain(run, message('drift.changeToBeRolledOut'));
    run.fact('differencesByHand', await diff(api, files));
    for (const one of await diff(api, files)) run.note(`kubectl diff: ${describeDifference(one)}`);
    run.fact('appliedMs', run.action(message('drift.applied')));
    await apply(api, files);
    await untilRolledOutAgain(run, message('drift.filesToBeRolledOut'));
    run.fact('restoredMs', run.nowMs());
    run.fact('differencesLeft', await diff(api, files));
  },
};

async function applyLater(run: Run, file: AppliedFile): Promise<void> {
  const { kind, path, content } = file;
  await run.noteChange(
    path,
    { path, type: 'application/strategic-merge-patch+json', body: content },
    {
      done: message('drift.isAsItsFile', { kind }),
      left: message('drift.differs', { kind }),
      remedy: message('drift.applyAgain'),
      run: async (signal) => {
        await apply(run.setup.api, [file]);
        await run.cluster.until((state) => isRolledOut(state.deployment(), state.pods()), signal);
      },
    },
  );
}

/** As people do at night: none of it harms the traffic, and none of it is written down. */
async function changeByHand(run: Run, path: string): Promise<void> {
  const { api, namespace } = run.setup;
  const object = await api.get(path);
  if (object.kind === 'Service') {
    const [port] = (object as V1Service).spec?.ports ?? [];
    const target = otherTarget(run.setup.found, port?.targetPort);
    run.action(`kubectl patch service ${WORKLOAD.name}: targetPort ${port?.targetPort} -> ${target}`);
    await api.patch(path, 'application/strategic-merge-patch+json', {
      spec: { ports: [{ port: port?.port, targetPort: target }] },
    });
  } else if (object.kind === 'HorizontalPodAutoscaler') {
    const most = (object as V2HorizontalPodAutoscaler).spec?.maxReplicas ?? 0;
    run.action(`kubectl patch hpa ${WORKLOAD.name}: maxReplicas ${most} -> ${2 * most}`);
    await api.patch(path, 'application/merge-patch+json', { spec: { maxReplicas: 2 * most } });
  } else {
    const cpu = raised(containerOf(object as V1Deployment)?.resources?.limits?.cpu, namespace);
    run.action(`kubectl set resources deployment/${WORKLOAD.name} --limits=cpu=${cpu}`);
    await api.patch(path, 'application/strategic-merge-patch+json', {
      spec: {
        template: {
          spec: { containers: [{ name: WORKLOAD.container, resources: { limits: { cpu } } }] },
        },
      },
    });
  }
}

/** The same port by its other name: by number where it was named, by name where it was a number. */
function otherTarget(
  deployment: V1Deployment,
  target: string | number | object | undefined,
): string | number {
  const ports = containerOf(deployment)?.ports ?? [];
  const port = ports.find((one) => one.name === target || one.containerPort === target);
  const other = port?.name === target ? port?.containerPort : port?.name;
  if (other !== undefined) return other;
  throw new DrillFailure(message('drift.noNamedPort', { port: `${target}` }), message('drift.nameThePort'));
}

function raised(limit: string | undefined, namespace: string): string {
  const cores = limit === undefined ? null : parseQuantity(limit);
  if (cores !== null) return `${Math.round(cores * 1000) + 100}m`;
  throw new DrillFailure(
    message('drift.noCpuLimit', { container: WORKLOAD.name, namespace }),
    'kubectl apply -f k8s/deployment.yaml',
  );
}

/**
 * With the generation that the change made: a Deployment looks rolled out until its controller has seen the
 * change.
 */
async function untilRolledOutAgain(run: Run, waitingFor: Text): Promise<void> {
  const { metadata } = await readDeployment(run.setup);
  await run.until(
    waitingFor,
    (state) =>
      (state.deployment()?.metadata?.generation ?? 0) >= (metadata?.generation ?? 0) &&
      isRolledOut(state.deployment(), state.pods()),
  );
}
