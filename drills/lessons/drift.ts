import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import {
  type AppliedFile,
  applying,
  describeDifference,
  diff,
  type Difference,
  readAppliedFiles,
} from '../cluster/applied.ts';
import { snapshotsOf } from '../cluster/history.ts';
import type { V1Deployment, V1Service, V2HorizontalPodAutoscaler } from '../cluster/objects.ts';
import { parseQuantity } from '../cluster/quantity.ts';
import { readDeployment } from '../cluster/rollout.ts';
import { containerOf } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import { check, checkFacts, present, secondsBetween } from '../judging/check.ts';
import { neverFewerReady } from '../judging/endpoints.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import type { Check, Text, Timeline, Verdict } from '../timeline.ts';

export type DriftFacts = {
  /** What `kubectl diff` finds after the change by hand. */
  readonly differencesByHand: readonly Difference[];
  readonly appliedMs: number;
  readonly restoredMs: number;
  /** What `kubectl diff` still finds after the files were applied. */
  readonly differencesLeft: readonly Difference[];
};

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
    const byHand = await diff(api, files);
    run.fact('differencesByHand', byHand);
    for (const one of byHand) run.note(`kubectl diff: ${describeDifference(one)}`);
    run.fact('appliedMs', run.action(message('drift.applied')));
    for (const file of files) await api.send(applying(file));
    await untilRolledOutAgain(run, message('drift.filesToBeRolledOut'));
    run.fact('restoredMs', run.nowMs());
    run.fact('differencesLeft', await diff(api, files));
  },
};

async function applyLater(run: Run, file: AppliedFile): Promise<void> {
  const { kind, path } = file;
  await run.undoLater(
    path,
    applying(file),
    {
      done: message('drift.isAsItsFile', { kind }),
      left: message('drift.differs', { kind }),
      remedy: message('drift.applyAgain'),
    },
    (state) => state.isRolledOut(),
  );
}

/** Changes as people make them by hand: none harms the traffic, and no file has them. */
async function changeByHand(run: Run, path: string): Promise<void> {
  const { api, namespace } = run.setup;
  const object = await api.get(path);
  if (object.kind === 'Service') {
    const [port] = (object as V1Service).spec.ports ?? [];
    const target = otherTarget(run.setup.found, port?.targetPort);
    run.action(`kubectl patch service ${WORKLOAD.name}: targetPort ${port?.targetPort} -> ${target}`);
    await api.patch(path, 'application/strategic-merge-patch+json', {
      spec: { ports: [{ port: port?.port, targetPort: target }] },
    });
  } else if (object.kind === 'HorizontalPodAutoscaler') {
    const most = (object as V2HorizontalPodAutoscaler).spec.maxReplicas;
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

/** The same port in its other form: its number in place of its name, or its name in place of its number. */
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
 * Waits for the generation of the change, too: a Deployment looks rolled out until its controller has seen
 * the change.
 */
async function untilRolledOutAgain(run: Run, waitingFor: Text): Promise<void> {
  const { generation } = (await readDeployment(run.setup)).metadata;
  await run.until(
    waitingFor,
    (state) => (state.deployment()?.metadata.generation ?? 0) >= generation && state.isRolledOut(),
  );
}

/** In the order in which they are changed. */
const CHANGED = ['Service', 'HorizontalPodAutoscaler', 'Deployment'];

export function judgeDrift(timeline: Timeline<DriftFacts>): Verdict {
  const { appliedMs, restoredMs, differencesByHand } = timeline.facts;
  const restoredIn = secondsBetween(appliedMs, restoredMs);
  const count = differencesByHand?.length ?? 0;
  return verdictOf(timeline, {
    headline: restoredIn === null ? '' : message('drift.foundAndPutRight', { count, time: restoredIn }),
    checks: [
      checkFacts(message('drift.diffFindsEveryChange'), timeline, ['differencesByHand'], (facts) => {
        const found = facts.differencesByHand;
        const missed = CHANGED.filter((kind) => !found.some((one) => one.kind === kind));
        return {
          passed: missed.length === 0,
          expected: message('drift.oneOrMoreInEach', { kinds: CHANGED.join(', ') }),
          actual: describe(found),
          remedy: message('drift.changedBackMeanwhile', { kinds: missed.join(', ') }),
        };
      }),
      checkFacts(message('drift.appliedAgain'), timeline, ['differencesLeft'], (facts) => ({
        passed: facts.differencesLeft.length === 0,
        expected: message('drift.noDifference'),
        actual: describe(facts.differencesLeft),
        remedy: message('drift.ownedByAnotherController'),
      })),
      endsAsItBegan(timeline),
      neverFewerReady(timeline),
    ],
    figures: present([
      [message('figure.differences'), message('count', { count })],
      [message('figure.appliedToRolledOut'), restoredIn],
    ]),
  });
}

function describe(differences: readonly Difference[]): Text {
  return differences.map(describeDifference).join(', ') || message('drift.noDifference');
}

/** The watches know no files. They show that the last spec of each object is the first one again. */
function endsAsItBegan(timeline: Timeline): Check {
  const specs = new Map<string, string[]>();
  for (const { object } of snapshotsOf(timeline)) {
    if (!CHANGED.includes(object.kind)) continue;
    const seen = specs.get(object.kind) ?? [];
    specs.set(object.kind, seen);
    // The autoscaler may change the replicas at any time.
    const { replicas: _, ...lasting } = object.spec;
    const spec = JSON.stringify(lasting);
    if (seen.at(-1) !== spec) seen.push(spec);
  }
  const unchanged = [...specs].filter(([, seen]) => seen.length < 3).map(([kind]) => kind);
  const different = [...specs].filter(([, seen]) => seen.at(0) !== seen.at(-1)).map(([kind]) => kind);
  const missing = CHANGED.filter((kind) => !specs.has(kind));
  const passed = missing.length === 0 && unchanged.length === 0 && different.length === 0;
  return check(message('drift.changedAndBack'), passed, {
    expected: message('drift.anotherSpecThenTheFirst', { kinds: CHANGED.join(', ') }),
    actual: passed
      ? message('drift.all')
      : message('list', {
          items: [
            ...missing.map((kind) => message('drift.neverSeen', { kind })),
            ...unchanged.map((kind) => message('drift.neverChanged', { kind })),
            ...different.map((kind) => message('drift.endsWithAnotherSpec', { kind })),
          ],
        }),
    remedy: message('drift.compareSpec'),
  });
}
