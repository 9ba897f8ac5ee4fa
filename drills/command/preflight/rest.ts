import { message } from '../../../messages/all.ts';
import { isOurs } from '../../../scripts/workload.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import { selectorText } from '../../cluster/label-selector.ts';
import type { V1Deployment, V1Pod } from '../../cluster/objects.ts';
import { remedyForRefusal } from '../../cluster/refused-creation.ts';
import { listPods, readDeployment } from '../../cluster/rollout.ts';
import { conditionOf, isReady, isRolledOut } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Text } from '../../timeline.ts';
import { type PreflightCheck, retryable } from './check-runner.ts';

/** For our service. Another Deployment may have one pod: the drill shows what it loses. */
const FEWEST_REPLICAS = 2;

export async function checkAtRest(at: InNamespace): Promise<PreflightCheck> {
  const deployment = await readDeployment(at);
  const pods = await listPods(at, selectorText(deployment.spec.selector));
  const { replicas: desired, paused = false } = deployment.spec;
  const fewest = isOurs(at.workload) ? FEWEST_REPLICAS : 1;
  const fit = isRolledOut(deployment, pods) && desired >= fewest && !paused;
  const refused = refusalIn(deployment);
  const found = check(message('rest.rolledOut'), fit, {
    expected: message('rest.rolledOutExpected', { count: fewest }),
    actual: paused
      ? message('rest.paused')
      : message('sentences', {
          items: [
            ...(refused === undefined ? [] : [refused]),
            message('list', { items: [...counts(deployment, pods), ...describePods(pods)] }),
          ],
        }),
    remedy:
      refused === undefined || paused
        ? remedyFor(deployment, desired < fewest, pods)
        : remedyForRefusal(refused),
  });
  return paused || refused !== undefined ? found : retryable(found);
}

/** Why the API server refuses its pods, in its own words: a quota, a limit range or an admission. */
function refusalIn({ status }: V1Deployment): string | undefined {
  return status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True')
    ?.message;
}

/** The three counts that people look at first, and each other count that differs from the desired one. */
function counts({ metadata, spec, status }: V1Deployment, pods: readonly V1Pod[]): Text[] {
  const desired = spec.replicas;
  const { updatedReplicas = 0, readyReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  const others = [
    ['rest.replicas', replicas],
    ['rest.available', availableReplicas],
    ['rest.pods', pods.length],
  ] as const;
  const odd = others.filter(([, count]) => count !== desired);
  const generation = metadata.generation;
  return [
    message('rest.counts', { desired, updated: updatedReplicas, ready: readyReplicas }),
    ...odd.map(([name, count]) => message(name, { count })),
    ...(status.observedGeneration === generation
      ? []
      : [
          message('rest.generation', {
            generation: `${generation}`,
            observed: `${status.observedGeneration ?? '-'}`,
          }),
        ]),
  ];
}

function describePods(pods: readonly V1Pod[]): Text[] {
  return pods.flatMap((pod) => {
    const state = conditionOf(pod) || (isReady(pod) ? '' : message('pod.notReady'));
    return state === '' ? [] : message('rest.pod', { pod: pod.metadata.name, state });
  });
}

function remedyFor({ metadata, spec }: V1Deployment, isTooSmall: boolean, pods: readonly V1Pod[]): Text {
  const name = metadata.name;
  if (spec.paused) return `kubectl rollout resume deployment/${name}`;
  if (isTooSmall) return `kubectl scale deployment/${name} --replicas=2`;
  if (pods.some((pod) => /Image/.test(conditionOf(pod)))) return message('rest.loadImages');
  const seconds = spec.minReadySeconds ?? 0;
  if (seconds > 0 && pods.every(isReady)) return message('rest.minReadySeconds', { seconds });
  return message('rest.rolloutStatus', { name });
}
