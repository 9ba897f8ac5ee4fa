import { ClusterState } from '../../drills/cluster/state.ts';
import type { ClusterChange } from '../../drills/timeline.ts';
import { OURS, WORKLOAD, type Workload } from '../../drills/workload.ts';
import { type RecordingName, readChanges } from './recording.ts';

/** When, in the recording, something was done that the drill under test has to do itself. */
export type Deed = 'delete-pod' | 'fault' | 'set-image' | 'undo' | 'cordon' | 'evict';

const DEEDS: Readonly<Record<RecordingName, readonly (readonly [Deed, number])[]>> = {
  'traffic-routing': [['delete-pod', 10_000]],
  'self-healing': [['fault', 8000]],
  autoscaling: [['fault', 8000]],
  'rolling-update': [['set-image', 7940]],
  'failed-update': [
    ['set-image', 7970],
    ['undo', 83_060],
  ],
  'node-drain': [
    ['cordon', 12_900],
    ['evict', 12_930],
  ],
};
const INITIAL_LIST_MS = 600;
/** Above every version of the recordings: what the store makes up itself. */
const OWN_VERSIONS = 1_000_000;

type ApiObject = ClusterChange['object'];
type Listener = (change: ClusterChange) => void;

/**
 * The objects of a recorded cluster. What was done to it is awaited; what followed is replayed, `speed` times
 * as fast. What a drill does beyond the recording (putting things back) is answered by the simplest
 * controller there can be.
 */
export class ReplayStore {
  readonly state: ClusterState;
  readonly #objects = new Map<string, Map<string, ApiObject>>();
  readonly #log: ClusterChange[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #versions = new Map<string, number>();
  readonly #speed: number;
  readonly #deeds: (readonly [Deed, number])[];
  #pending: ClusterChange[];
  #ownVersion = OWN_VERSIONS;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    name: RecordingName,
    speed: number,
    alter: (change: ClusterChange) => ClusterChange | null = (one) => one,
    workload: Workload = OURS,
  ) {
    this.state = new ClusterState(workload);
    this.#speed = speed;
    this.#deeds = [...DEEDS[name]];
    this.#pending = readChanges(name)
      .map((change) => renamed(change, workload))
      .map(alter)
      .filter((one) => one !== null);
    while ((this.#pending[0]?.atMs ?? Number.POSITIVE_INFINITY) <= INITIAL_LIST_MS) this.#applyNext();
    // A list gives no history: watches begin after it.
    this.#log.length = 0;
    this.#schedule(INITIAL_LIST_MS);
  }

  get isFinished(): boolean {
    return this.#pending.length === 0;
  }

  list(kind: string): ApiObject[] {
    return [...(this.#objects.get(kind)?.values() ?? [])];
  }

  get(kind: string, name: string): ApiObject | undefined {
    return this.#objects.get(kind)?.get(name);
  }

  version(kind: string): number {
    return this.#versions.get(kind) ?? 1;
  }

  since(kind: string, version: number): ClusterChange[] {
    return this.#log.filter(
      ({ object }) => object.kind === kind && Number(object.metadata.resourceVersion) > version,
    );
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** True when this was the action that the recording goes on after. */
  did(deed: Deed): boolean {
    const [next] = this.#deeds;
    if (next?.[0] !== deed) return false;
    this.#deeds.shift();
    while ((this.#pending[0]?.atMs ?? Number.POSITIVE_INFINITY) < next[1]) this.#applyNext();
    this.#schedule(next[1]);
    return true;
  }

  /** A change of the store's own, outside the recording. */
  put(type: ClusterChange['type'], object: ApiObject): void {
    this.#ownVersion += 1;
    const metadata = { ...object.metadata, resourceVersion: String(this.#ownVersion) };
    this.#apply({ atMs: 0, type, object: { ...object, metadata } });
  }

  /** What a Deployment's controller ends up with: every pod with the template's image, ready. */
  rollOut(template: ApiObject): void {
    // What the recorded cluster did next is no longer what this one does.
    this.close();
    const deployment = structuredClone(this.get('Deployment', WORKLOAD.name));
    const { replicas } = deployment.spec;
    deployment.spec.template = template;
    deployment.metadata.generation += 1;
    Object.assign(deployment.status, {
      observedGeneration: deployment.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
    });
    delete deployment.status.unavailableReplicas;
    const { image } = template.spec.containers[0];
    const model =
      this.list('Pod').find((pod) => pod.status.containerStatuses?.[0]?.ready) ?? this.list('Pod')[0];
    for (const pod of this.list('Pod')) {
      if (pod.spec.containers[0].image !== image || !pod.status.containerStatuses?.[0]?.ready)
        this.put('DELETED', pod);
    }
    for (let index = this.list('Pod').length; index < replicas; index += 1) {
      const pod = structuredClone(model);
      pod.metadata.name = `${WORKLOAD.name}-replayed-${this.#ownVersion}`;
      pod.metadata.uid = pod.metadata.name;
      delete pod.metadata.deletionTimestamp;
      pod.spec.containers[0].image = image;
      pod.status.conditions = [{ type: 'Ready', status: 'True' }];
      this.put('ADDED', pod);
    }
    this.put('MODIFIED', deployment);
    const slice = structuredClone(
      this.list('EndpointSlice').find((one) => one.metadata.name.startsWith(WORKLOAD.name)),
    );
    slice.endpoints = this.list('Pod').map((pod) => ({
      addresses: ['10.0.0.1'],
      conditions: { ready: true },
      targetRef: { name: pod.metadata.name },
    }));
    this.put('MODIFIED', slice);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#pending = [];
  }

  #schedule(nowMs: number) {
    clearTimeout(this.#timer);
    const next = this.#pending[0];
    const awaited = this.#deeds[0]?.[1] ?? Number.POSITIVE_INFINITY;
    if (next === undefined || next.atMs >= awaited) return;
    this.#timer = setTimeout(
      () => {
        this.#applyNext();
        this.#schedule(next.atMs);
      },
      (next.atMs - nowMs) / this.#speed,
    );
  }

  #applyNext() {
    const change = this.#pending.shift();
    if (change !== undefined) this.#apply(this.#withAnnotations(change));
  }

  /** The recorded cluster knows nothing of what the drill under test has annotated: that alone is kept. */
  #withAnnotations(change: ClusterChange): ClusterChange {
    const { metadata } = change.object;
    const { managedFields, annotations } = this.get(change.object.kind, metadata.name)?.metadata ?? {};
    if (managedFields === undefined) return change;
    const ofTheDrill = Object.entries(annotations ?? {}).filter(([name]) =>
      JSON.stringify(managedFields).includes(`"f:${name}"`),
    );
    const kept = { ...metadata.annotations, ...Object.fromEntries(ofTheDrill) };
    const annotated = { ...metadata, managedFields, annotations: kept };
    return { ...change, object: { ...change.object, metadata: annotated } };
  }

  #apply(change: ClusterChange) {
    const { type, object } = change;
    const ofKind = this.#objects.get(object.kind) ?? new Map<string, ApiObject>();
    this.#objects.set(object.kind, ofKind);
    if (type === 'DELETED') ofKind.delete(object.metadata.name);
    else ofKind.set(object.metadata.name, object);
    this.#versions.set(
      object.kind,
      Math.max(this.version(object.kind), Number(object.metadata.resourceVersion)),
    );
    this.#log.push(change);
    this.state.apply(change);
    for (const listener of this.#listeners) listener(change);
  }
}

/** The recorded cluster of another Deployment. */
function renamed(change: ClusterChange, { deployment }: Workload): ClusterChange {
  if (deployment === WORKLOAD.name) return change;
  return JSON.parse(JSON.stringify(change).replaceAll(WORKLOAD.name, deployment));
}
