import { isDeepStrictEqual } from 'node:util';
import { ClusterState, isLeaving, isReady } from '../../../drills/cluster/state.ts';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { OURS, WORKLOAD, type Workload } from '../../../drills/workload.ts';
import { type RecordingName, readChanges } from '../timelines/recording.ts';

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
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
/** Above every version of the recordings: what the store makes up itself. */
const OWN_VERSIONS = 1_000_000;
/** From the deletion of a pod to SIGTERM, as a kubelet takes it. */
const SIGTERM_MS = 100;
/** Longer than a slow request takes here, and than a kept connection waits for its turn. */
const DRAIN_MS = 1000;
/** Of a pod whose container has ended: its log can still be read. */
const REMOVAL_MS = 300;

type ApiObject = ClusterChange['object'];
type Listener = (change: ClusterChange) => void;

/**
 * The objects of a recorded cluster. What was done to it is awaited; what followed is replayed, `speed` times
 * as fast. What a drill does beyond the recording (putting things back) is answered by the simplest
 * controller there can be.
 */
export class ReplayStore {
  readonly state: ClusterState;
  /** By name: their container has ended. */
  readonly endedPods = new Set<string>();
  readonly #objects = new Map<string, Map<string, ApiObject>>();
  readonly #log: ClusterChange[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #versions = new Map<string, number>();
  readonly #speed: number;
  readonly #deeds: (readonly [Deed, number])[];
  #pending: ClusterChange[];
  #ownVersion = OWN_VERSIONS;
  #timer: NodeJS.Timeout | undefined;
  readonly #endings: NodeJS.Timeout[] = [];

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

  /**
   * What a Deployment's controller ends up with: every pod as the template says, ready. The others stop as a
   * kubelet stops them.
   */
  rollOut(template: ApiObject): void {
    // What the recorded cluster did next is no longer what this one does.
    this.#stopPlaying();
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
    const pods = this.list('Pod').filter((pod) => !isLeaving(pod));
    const [kept, others] = partition(pods, (pod) => isReadyAndMadeBy(template, pod));
    const model = kept[0] ?? others.find(isReady) ?? others[0];
    for (let count = kept.length; count < replicas; count += 1) this.#addPod(model, template);
    for (const pod of others) this.#stopPod(pod);
    this.put('MODIFIED', deployment);
    this.#publishEndpoints();
  }

  /** What follows a deletion that is none of the recording's. */
  replacePod(name: string): void {
    this.#stopPlaying();
    const pod = this.get('Pod', name);
    this.#addPod(pod, this.get('Deployment', WORKLOAD.name)?.spec.template);
    this.#stopPod(pod);
    this.#publishEndpoints();
  }

  #addPod(model: ApiObject, template: ApiObject): void {
    const pod = structuredClone(model);
    const [{ image, env, lifecycle }] = template.spec.containers;
    pod.metadata.name = `${WORKLOAD.name}-replayed-${this.#ownVersion}`;
    pod.metadata.uid = pod.metadata.name;
    pod.metadata.annotations = template.metadata.annotations;
    Object.assign(pod.spec.containers[0], { image, env, lifecycle });
    pod.status.conditions = [{ type: 'Ready', status: 'True' }];
    this.put('ADDED', pod);
  }

  /** Told to, ended when it has drained, and gone a moment after that. */
  #stopPod(pod: ApiObject): void {
    const leaving = structuredClone(pod);
    const { name } = leaving.metadata;
    leaving.metadata.deletionTimestamp = new Date().toISOString();
    this.put('MODIFIED', leaving);
    const endMs = SIGTERM_MS + (stopsAtOnce(pod) ? 0 : DRAIN_MS);
    this.#later(endMs, () => this.endedPods.add(name));
    this.#later(endMs + REMOVAL_MS, () => this.put('DELETED', leaving));
  }

  #publishEndpoints(): void {
    const slice = structuredClone(
      this.list('EndpointSlice').find((one) => one.metadata.name.startsWith(WORKLOAD.name)),
    );
    const pods = this.list('Pod').filter((pod) => !isLeaving(pod));
    slice.endpoints = pods.map((pod) => ({
      addresses: ['10.0.0.1'],
      conditions: { ready: true },
      targetRef: { name: pod.metadata.name },
    }));
    this.put('MODIFIED', slice);
  }

  #later(milliseconds: number, then: () => void): void {
    this.#endings.push(setTimeout(then, milliseconds));
  }

  close(): void {
    this.#stopPlaying();
    for (const timer of this.#endings) clearTimeout(timer);
  }

  /** A pod that the recording has told to stop goes all the same. */
  #stopPlaying(): void {
    clearTimeout(this.#timer);
    const endings = this.#pending.filter(
      ({ type, object: { kind, metadata } }) =>
        type === 'DELETED' && kind === 'Pod' && isLeaving(this.get(kind, metadata.name) ?? {}),
    );
    this.#pending = [];
    for (const { object } of endings) this.#later(REMOVAL_MS, () => this.put('DELETED', object));
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

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** By what drills change of a template. */
function isReadyAndMadeBy(template: ApiObject, pod: ApiObject): boolean {
  const [wanted] = template.spec.containers;
  const [container] = pod.spec.containers;
  return (
    pod.status.containerStatuses?.[0]?.ready === true &&
    container.image === wanted.image &&
    isDeepStrictEqual(container.env, wanted.env) &&
    isDeepStrictEqual(container.lifecycle, wanted.lifecycle) &&
    pod.metadata.annotations?.[RESTARTED_AT] === template.metadata.annotations?.[RESTARTED_AT]
  );
}

/** Without a drain of its own, and without a hook before it. */
function stopsAtOnce(pod: ApiObject): boolean {
  const [{ env = [], lifecycle }] = pod.spec.containers;
  const drain = env.find(({ name }: { name: string }) => name === 'DRAIN_DELAY_MS');
  return drain?.value === '0' && lifecycle?.preStop === undefined;
}
