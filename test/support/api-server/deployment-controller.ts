import { isDeepStrictEqual } from 'node:util';
import { type ApiObject, ObjectStore } from './object-store.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/** With a fake Deployment controller: a Deployment is rolled out at once. */
export class ControlledStore extends ObjectStore {
  /** Adds an object that exists before the first request. */
  seed(object: ApiObject): void {
    const byServer = { namespace: 'default', uid: `uid-of-${object.metadata.name}`, generation: 1 };
    this.put('ADDED', { ...object, metadata: { ...byServer, ...object.metadata } });
  }

  protected override keep(type: 'ADDED' | 'MODIFIED', object: ApiObject): ApiObject {
    return this.put(type, object.kind === 'Deployment' ? this.#rolledOut(object) : object);
  }

  /** The template of an older ReplicaSet becomes the newest revision; any other gets a new ReplicaSet. */
  #rolledOut(deployment: ApiObject): ApiObject {
    const { metadata, spec } = deployment;
    const replicaSets = this.list('ReplicaSet').filter(({ metadata: { ownerReferences } }) =>
      ownerReferences?.some((owner: ApiObject) => owner.uid === metadata.uid),
    );
    const same = replicaSets.find((one) => isDeepStrictEqual(templateOf(one), templateOf(deployment)));
    const newest = Math.max(0, ...replicaSets.map(revisionOf));
    const revision = same !== undefined && revisionOf(same) === newest ? newest : newest + 1;
    const annotations = { [REVISION]: String(revision) };
    const current = same ?? replicaSetOf(deployment, revision);
    for (const one of replicaSets)
      if (one !== same) this.put('MODIFIED', { ...one, spec: { ...one.spec, replicas: 0 } });
    this.put('MODIFIED', {
      ...current,
      metadata: { ...current.metadata, annotations },
      spec: { ...current.spec, replicas: spec.replicas ?? 1 },
    });
    return {
      ...deployment,
      metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
      status: statusOf(deployment),
    };
  }
}

/** The status of a Deployment after its rollout. */
export function statusOf({ metadata, spec }: ApiObject): ApiObject {
  const replicas = spec.replicas ?? 1;
  return {
    replicas,
    readyReplicas: replicas,
    updatedReplicas: replicas,
    availableReplicas: replicas,
    observedGeneration: metadata.generation ?? 1,
    conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
  };
}

/** The ReplicaSet that the Deployment controller creates for a revision. */
export function replicaSetOf({ metadata, spec }: ApiObject, revision: number): ApiObject {
  const labels = { ...spec.template.metadata.labels, 'pod-template-hash': String(revision) };
  const { name, uid } = metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${revision}`,
      namespace: 'default',
      uid: `${uid}-${revision}`,
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true }],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}

function templateOf({ spec }: ApiObject): ApiObject {
  const template = structuredClone(spec.template);
  delete template.metadata.labels['pod-template-hash'];
  return template;
}

function revisionOf({ metadata }: ApiObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}
