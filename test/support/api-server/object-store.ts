import { isDeepStrictEqual } from 'node:util';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { groupResourceOf, isClusterWide } from './discovery.ts';
import { jsonPatched, merged } from './json-patch.ts';
import { mergeStrategically } from './strategic-merge.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- objects of any kind
export type ApiObject = any;

/** A refusal of the API server. */
export class Refused extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

/**
 * The objects of an API server. Each change is stored, gets a new version and is sent to the watches. A
 * change of an older version is refused. A change that alters nothing keeps the version.
 */
export class ObjectStore {
  /** The kind that this user may not change. */
  refuses: string | null = null;
  readonly #objects: Record<string, ApiObject>;
  readonly #versions = new Map<string, number>();
  readonly #history: ClusterChange[] = [];
  readonly #listeners = new Set<(change: ClusterChange) => void>();
  #version: number;

  /** @param version higher than the version of every object */
  constructor(version = 0, objects: Record<string, ApiObject> = {}) {
    this.#version = version;
    this.#objects = objects;
  }

  /** The keys: `Kind/name`. */
  get names(): string[] {
    return Object.keys(this.#objects).sort();
  }

  list(kind: string): ApiObject[] {
    return Object.values(this.#objects).filter((object) => object.kind === kind);
  }

  find(kind: string, name: string): ApiObject | undefined {
    return this.#objects[`${kind}/${name}`];
  }

  get(kind: string, name: string): ApiObject {
    const object = this.find(kind, name);
    if (object === undefined)
      throw new Refused(404, 'NotFound', `${groupResourceOf(kind)} "${name}" not found`);
    return object;
  }

  /** The newest version of a kind. */
  version(kind: string): number {
    return this.#versions.get(kind) ?? 1;
  }

  since(kind: string, version: number): ClusterChange[] {
    return this.#history.filter(
      ({ object }) => object.kind === kind && Number(object.metadata.resourceVersion) > version,
    );
  }

  listen(listener: (change: ClusterChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  create(asked: ApiObject, isDryRun = false): ApiObject {
    const { status: _, ...object } = withoutNulls(asked);
    const { kind, metadata } = object;
    this.#refuseForbidden(object);
    if (this.find(kind, metadata.name) !== undefined)
      throw new Refused(409, 'AlreadyExists', `${groupResourceOf(kind)} "${metadata.name}" already exists`);
    const uid = `uid-${this.#version + 1}`;
    const namespace = isClusterWide(kind) ? {} : { namespace: 'default' };
    this.#refuseNodePort(object);
    const created = { ...object, metadata: { ...namespace, ...metadata, uid, generation: 1 } };
    return isDryRun ? created : this.keep('ADDED', created);
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
        `Operation cannot be fulfilled on ${groupResourceOf(object.kind)} "${object.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
      );
    }
    return this.#change(before, { ...object, status: before.status }, isDryRun);
  }

  patch(kind: string, name: string, type: string, patch: ApiObject, isDryRun = false): ApiObject {
    const after = patched(this.get(kind, name), type, patch);
    return this.replace({ ...after, kind, metadata: { ...after.metadata, name } }, isDryRun);
  }

  scale(kind: string, name: string, replicas: number, isDryRun = false): ApiObject {
    const before = this.get(kind, name);
    return this.#change(before, { ...before, spec: { ...before.spec, replicas } }, isDryRun);
  }

  /** Deletes also what the object owns, or what is in the namespace. */
  delete(kind: string, name: string): void {
    const object = this.get(kind, name);
    this.#refuseForbidden(object);
    this.put('DELETED', object);
    for (const { kind: other, metadata } of Object.values(this.#objects)) {
      const isOwned = metadata.ownerReferences?.some(({ uid }: ApiObject) => uid === object.metadata.uid);
      const isInside = kind === 'Namespace' && metadata.namespace === name;
      if (isOwned || isInside) this.delete(other, metadata.name);
    }
  }

  /** Stores without any check, with a new version. */
  put(type: ClusterChange['type'], object: ApiObject): ApiObject {
    this.#version += 1;
    const kept = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
    this.tell({ atMs: 0, type, object: kept });
    return kept;
  }

  /** Stores with the version that the object has. */
  tell(change: ClusterChange): void {
    const { type, object } = change;
    const { kind, metadata } = object;
    if (type === 'DELETED') delete this.#objects[kindName(object)];
    else this.#objects[kindName(object)] = withoutNulls(object);
    this.#versions.set(kind, Math.max(this.version(kind), Number(metadata.resourceVersion)));
    this.#history.push(change);
    for (const listener of this.#listeners) listener(change);
  }

  /** Watches begin after the list. */
  forgetHistory(): void {
    this.#history.length = 0;
  }

  /** A subclass acts here as the controllers do. */
  protected keep(type: 'ADDED' | 'MODIFIED', object: ApiObject): ApiObject {
    return this.put(type, object);
  }

  #change(before: ApiObject, after: ApiObject, isDryRun: boolean): ApiObject {
    this.#refuseForbidden(before);
    const { namespace, uid, generation, resourceVersion } = before.metadata;
    const object = withoutNulls({
      ...after,
      metadata: { ...after.metadata, namespace, uid, generation, resourceVersion },
    });
    const { metadata, spec } = object;
    if (isDeepStrictEqual(object, before)) return before;
    if (before.kind === 'Deployment' && !isDeepStrictEqual(before.spec.selector, spec.selector))
      throw invalid(
        object,
        `spec.selector: Invalid value: ${JSON.stringify(spec.selector)}: field is immutable`,
      );
    if (before.kind === 'Service') this.#refuseAddress(before, object);
    const isAnotherSpec = !isDeepStrictEqual(before.spec, spec);
    if (isAnotherSpec && generation !== undefined) metadata.generation = generation + 1;
    return isDryRun ? object : this.keep('MODIFIED', object);
  }

  #refuseForbidden({ kind, metadata }: ApiObject): void {
    if (kind === this.refuses)
      throw new Refused(
        403,
        'Forbidden',
        `${groupResourceOf(kind)} "${metadata.name}" is forbidden: User "fake" cannot change them`,
      );
  }

  /** The clusterIP of a Service cannot change. */
  #refuseAddress(before: ApiObject, service: ApiObject): void {
    const { clusterIP } = service.spec;
    if (clusterIP !== undefined && clusterIP !== before.spec.clusterIP)
      throw invalid(
        service,
        `spec.clusterIP: Invalid value: ${JSON.stringify(clusterIP)}: may not change once set`,
      );
    this.#refuseNodePort(service);
  }

  /** A NodePort belongs to one Service. */
  #refuseNodePort(object: ApiObject): void {
    if (object.kind !== 'Service') return;
    const [taken] = nodePortsOf(object).filter((port) =>
      this.list('Service').some(
        (other) => other.metadata.name !== object.metadata.name && nodePortsOf(other).includes(port),
      ),
    );
    if (taken !== undefined)
      throw invalid(
        object,
        `spec.ports[0].nodePort: Invalid value: ${taken}: provided port is already allocated`,
      );
  }
}

/** The key of an object: `Deployment/app-1-2-2-1`. */
export function kindName({ kind, metadata }: ApiObject): string {
  return `${kind}/${metadata.name}`;
}

function nodePortsOf({ spec }: ApiObject): number[] {
  return (spec.ports ?? []).flatMap(({ nodePort }: { nodePort?: number }) => nodePort ?? []);
}

function invalid({ kind, metadata }: ApiObject, why: string): Refused {
  const group = groupResourceOf(kind).split('.').slice(1);
  return new Refused(422, 'Invalid', `${[kind, ...group].join('.')} "${metadata.name}" is invalid: ${why}`);
}

function patched(object: ApiObject, type: string, patch: ApiObject): ApiObject {
  if (type === 'application/json-patch+json') return jsonPatched(object, patch);
  if (type === 'application/merge-patch+json') return merged(object, patch);
  if (/^application\/(strategic-merge-patch\+json|apply-patch\+yaml)$/u.test(type))
    return mergeStrategically(object, patch);
  throw new Refused(415, 'UnsupportedMediaType', `the body of the request was in an unknown format: ${type}`);
}

/** The server treats null as a missing field. */
function withoutNulls(object: ApiObject): ApiObject {
  return JSON.parse(JSON.stringify(object, (_, value) => value ?? undefined));
}
