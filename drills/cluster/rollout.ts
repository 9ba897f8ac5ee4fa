import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { InNamespace, Patch } from './api-server.ts';
import { NOTE } from './change-notes.ts';
import type { V1Deployment, V1Pod, V1ReplicaSet } from './objects.ts';

const REVISION = 'deployment.kubernetes.io/revision';
/** These belong to the Deployment and not to a revision: kubectl keeps them, too. */
const KEPT_ANNOTATIONS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
  NOTE,
];
const PULL_FAILURES = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
]);

export function deploymentPath({ namespace, workload }: Omit<InNamespace, 'api'>): string {
  return `/apis/apps/v1/namespaces/${namespace}/deployments/${workload.deployment}`;
}

export function readDeployment(at: InNamespace): Promise<V1Deployment> {
  return at.api.get<V1Deployment>(deploymentPath(at));
}

export function listPods({ api, namespace }: InNamespace, labelSelector: string): Promise<V1Pod[]> {
  return api.list<V1Pod>(`/api/v1/namespaces/${namespace}/pods`, { labelSelector });
}

/** `kubectl set image deployment/app-1-2-2-1 app-1-2-2-1=IMAGE` */
export async function setImage(at: InNamespace, image: string): Promise<void> {
  await at.api.patch(deploymentPath(at), 'application/strategic-merge-patch+json', {
    spec: { template: { spec: { containers: [{ name: WORKLOAD.container, image }] } } },
  });
}

/** `kubectl rollout restart deployment/app-1-2-2-1` */
export async function restart(at: InNamespace): Promise<void> {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
  await at.api.patch(deploymentPath(at), 'application/strategic-merge-patch+json', {
    spec: { template: { metadata: { annotations } } },
  });
}

/**
 * `kubectl rollout undo deployment/app-1-2-2-1`: the template of the second newest revision. Returns that
 * revision.
 */
export async function undoRollout(at: InNamespace): Promise<string> {
  const deployment = await readDeployment(at);
  if (deployment.spec.paused) {
    throw new DrillFailure(message('rollout.paused'), `kubectl rollout resume deployment/${WORKLOAD.name}`);
  }
  const replicaSets = await at.api.list<V1ReplicaSet>(`/apis/apps/v1/namespaces/${at.namespace}/replicasets`);
  const [, previous] = replicaSets
    .filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === deployment.metadata.uid),
    )
    .sort((a, b) => revisionOf(b) - revisionOf(a));
  if (previous === undefined) {
    throw new DrillFailure(message('rollout.noEarlierRevision'), message('rollout.keepOneRevision'));
  }
  await at.api.patch(deploymentPath(at), 'application/json-patch+json', [
    { op: 'replace', path: '/spec/template', value: withoutHash(previous) },
    { op: 'replace', path: '/metadata/annotations', value: annotationsFor(deployment, previous) },
  ]);
  return String(revisionOf(previous));
}

/** Goes back to what was found, however many changes were made since. */
export function commandToRestore(found: V1Deployment): string {
  const revision = found.metadata.annotations?.[REVISION];
  return `kubectl rollout undo deployment/${WORKLOAD.name} --to-revision=${revision ?? 'N'}`;
}

/** Gives the Deployment the very template that was found. */
export function templateUndo({ found, ...at }: InNamespace & { readonly found: V1Deployment }): Patch {
  const body = [{ op: 'replace', path: '/spec/template', value: found.spec.template }];
  return { path: deploymentPath(at), type: 'application/json-patch+json', body };
}

/** @throws DrillFailure where an image cannot be pulled: waiting does not help */
export function refuseUnpullableImages(pods: readonly V1Pod[]): void {
  for (const pod of pods) {
    for (const { state, image } of pod.status.containerStatuses ?? []) {
      const waiting = state?.waiting;
      if (waiting?.reason === undefined || !PULL_FAILURES.has(waiting.reason)) continue;
      throw new DrillFailure(
        message(waiting.message ? 'rollout.noImageBecause' : 'rollout.noImage', {
          reason: waiting.reason ?? '',
          pod: pod.metadata.name,
          image: image ?? '',
          said: waiting.message?.split('\n')[0] ?? '',
        }),
        message('rollout.loadImage'),
      );
    }
  }
}

function revisionOf(replicaSet: V1ReplicaSet): number {
  return Number(replicaSet.metadata.annotations?.[REVISION] ?? 0);
}

function withoutHash(replicaSet: V1ReplicaSet): unknown {
  const template = structuredClone(replicaSet.spec.template);
  delete template.metadata.labels?.['pod-template-hash'];
  return template;
}

function annotationsFor(deployment: V1Deployment, replicaSet: V1ReplicaSet): Record<string, string> {
  const isKept = ([name]: [string, string]) => KEPT_ANNOTATIONS.includes(name);
  return Object.fromEntries([
    ...Object.entries(deployment.metadata.annotations ?? {}).filter(isKept),
    ...Object.entries(replicaSet.metadata.annotations ?? {}).filter((one) => !isKept(one)),
  ]);
}
