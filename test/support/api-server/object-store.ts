import { isDeepStrictEqual } from 'node:util';
import { jsonPatched, merged } from './json-patch.ts';
import { mergeStrategically } from './strategic-merge.ts';

// biome-ignore lint/suspicious/noExplicitAny: objects of any kind
export type ApiObject = any;

/** What an API server says no with. */
export class Refused extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

const REVISION = 'deployment.kubernetes.io/revision';

/**
 * What an API server keeps: each change is stored and gets a version of its own, one that means an older
 * version is refused, and one that changes nothing leaves the version as it was. The controllers are the
 * simplest there can be: a Deployment is rolled out at once, and with an owner goes what it owns.
 */
export class StoredObjects {
  readonly #objects = new Map<string, ApiObject>();
  #version = 0;

  /** As `Kind/name`. */
  get names(): string[] {
    return [...this.#objects.keys()].sort();
  }

  list(kind: string): ApiObject[] {
    return [...this.#objects.values()].filter((object) => object.kind === kind);
  }

  find(kind: string, name: string): ApiObject | undefined {
    return this.#objects.get(`${kind}/${name}`);
  }

  get(kind: string, name: string): ApiObject {
    const object = this.find(kind, name);
    if (object === undefined) throw new Refused(404, 'NotFound', `${kind} "${name}" not found`);
    return object;
  }

  /** What is there before anybody asks. */
  seed(object: ApiObject): void {
    const uid = `uid-of-${object.metadata.name}`;
    this.#store({ ...object, metadata: { uid, generation: 1, ...object.metadata } });
  }

  create(asked: ApiObject, isDryRun = false): ApiObject {
    const { status: _, ...object } = withoutNulls(asked);
    const { kind, metadata } = object;
    if (this.find(kind, metadata.name) !== undefined)
      throw new Refused(409, 'AlreadyExists', `${kind} "${metadata.name}" already exists`);
    const uid = `uid-${this.#version + 1}`;
    return this.#keep({ ...object, metadata: { ...metadata, uid, generation: 1 } }, isDryRun);
  }

  replace(asked: ApiObject, isDryRun = false): ApiObject {
    const object = withoutNulls(asked);
    const before = this.get(object.kind, object.metadata.name);
    for (const field of ['resourceVersion', 'uid']) {
      const meant = object.metadata[field];
      if (meant === undefined || meant === before.metadata[field]) continue;
      throw new Refused(
        409,
        'Conflict',
        `Operation cannot be fulfilled on ${object.kind} "${object.metadata.name}": the object has been modified`,
      );
    }
    return this.#change(before, withoutNulls({ ...object, status: before.status }), isDryRun);
  }

  patch(kind: string, name: string, type: string, patch: ApiObject, isDryRun = false): ApiObject {
    const before = this.get(kind, name);
    const after = patched(before, type, patch);
    return this.replace({ ...after, kind, metadata: { ...after.metadata, name } }, isDryRun);
  }

  scale(kind: string, name: string, replicas: number, isDryRun = false): ApiObject {
    const before = this.get(kind, name);
    return this.#change(before, { ...before, spec: { ...before.spec, replicas } }, isDryRun);
  }

  delete(kind: string, name: string): void {
    const { uid } = this.get(kind, name).metadata;
    this.#objects.delete(`${kind}/${name}`);
    for (const { kind: owned, metadata } of [...this.#objects.values()])
      if (metadata.ownerReferences?.some((owner: ApiObject) => owner.uid === uid))
        this.delete(owned, metadata.name);
  }

  #change(before: ApiObject, after: ApiObject, isDryRun: boolean): ApiObject {
    const { uid, generation, resourceVersion } = before.metadata;
    const metadata = { ...after.metadata, uid, generation, resourceVersion };
    const object = { ...after, metadata };
    if (isDeepStrictEqual(object, before)) return before;
    if (before.kind === 'Deployment' && !isDeepStrictEqual(before.spec.selector, after.spec.selector))
      throw new Refused(422, 'Invalid', `Deployment "${metadata.name}": spec.selector: field is immutable`);
    if (!isDeepStrictEqual(before.spec, after.spec)) metadata.generation = generation + 1;
    return this.#keep(object, isDryRun);
  }

  #keep(object: ApiObject, isDryRun: boolean): ApiObject {
    if (isDryRun) return object;
    return this.#store(object.kind === 'Deployment' ? this.#rolledOut(object) : object);
  }

  #store(object: ApiObject): ApiObject {
    this.#version += 1;
    const resourceVersion = String(this.#version);
    const kept = {
      ...object,
      metadata: { namespace: 'default', ...object.metadata, resourceVersion },
    };
    this.#objects.set(`${kept.kind}/${kept.metadata.name}`, structuredClone(kept));
    return kept;
  }

  /** A template that was there before is the newest revision again; another one is a new ReplicaSet. */
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
      if (one !== same) this.#store({ ...one, spec: { ...one.spec, replicas: 0 } });
    this.#store({
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

/** As a rollout leaves it. */
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

/** The ReplicaSet of a revision, as the Deployment's controller makes it. */
export function replicaSetOf({ metadata, spec }: ApiObject, revision: number): ApiObject {
  const labels = { ...spec.template.metadata.labels, 'pod-template-hash': String(revision) };
  const { name, uid } = metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${revision}`,
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

/** A null and no field are the same to the server. */
function withoutNulls(object: ApiObject): ApiObject {
  return JSON.parse(JSON.stringify(object, (_, value) => value ?? undefined));
}

function revisionOf({ metadata }: ApiObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}

function patched(object: ApiObject, type: string, patch: ApiObject): ApiObject {
  if (type === 'application/json-patch+json') return jsonPatched(object, patch);
  if (type === 'application/merge-patch+json') return merged(object, patch);
  if (/^application\/(strategic-merge-patch\+json|apply-patch\+yaml)$/u.test(type))
    return mergeStrategically(object, patch);
  throw new Refused(415, 'UnsupportedMediaType', `the body of the request was in an unknown format: ${type}`);
}
