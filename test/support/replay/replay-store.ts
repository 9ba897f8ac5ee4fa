import { isDeepStrictEqual } from 'node:util';
import { ClusterState, isReady, isTerminating } from '../../../drills/cluster/state.ts';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { OURS, WORKLOAD, type Workload } from '../../../scripts/workload.ts';
import { type ApiObject, ObjectStore } from '../api-server/object-store.ts';
import { readChanges, type RecordingName } from '../timelines/recording.ts';

/** An action of the recorded drill, which the drill under test has to repeat. */
export type RecordedAction = 'delete-pod' | 'fault' | 'set-image' | 'undo' | 'cordon' | 'evict';

const RECORDED_ACTIONS: Readonly<Record<RecordingName, readonly (readonly [RecordedAction, number])[]>> = {
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
/** Higher than every version of the recordings: for the store's own changes. */
const OWN_VERSIONS = 1_000_000;
/** A kubelet takes this long from the deletion of a pod to SIGTERM. */
const SIGTERM_MS = 100;
/** Longer than a slow request takes here, and than a kept connection waits for its turn. */
const DRAIN_MS = 1500;
/** A kept connection whose turn comes late on a busy machine still gets its `Connection: close`. */
const LATE_CONNECTIONS = { checks: 200, everyMs: 10 };
/** The log of a pod can still be read for this long after its container ended. */
const REMOVAL_MS = 300;

/**
 * The objects of a recorded cluster. The store awaits each action of the recorded drill and then replays what
 * followed, `speed` times as fast. A fake controller answers what the drill does beyond the recording, as
 * its cleanups.
 */
export class ReplayStore extends ObjectStore {
  readonly state: ClusterState;
  /** The names of pods whose container has ended. */
  readonly endedPods = new Set<string>();
  hasConnections = (_pod: string): boolean => false;
  readonly #speed: number;
  readonly #actions: (readonly [RecordedAction, number])[];
  #pending: ClusterChange[];
  #podsAdded = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #endings: NodeJS.Timeout[] = [];

  constructor(
    name: RecordingName,
    speed: number,
    alter: (change: ClusterChange) => ClusterChange | null = (one) => one,
    workload: Workload = OURS,
  ) {
    super(OWN_VERSIONS);
    this.state = new ClusterState(workload);
    this.listen((change) => this.state.apply(change));
    this.#speed = speed;
    this.#actions = [...RECORDED_ACTIONS[name]];
    this.#pending = readChanges(name)
      .map((change) => renamed(change, workload))
      .map(alter)
      .filter((one) => one !== null);
    while ((this.#pending[0]?.atMs ?? Number.POSITIVE_INFINITY) <= INITIAL_LIST_MS) this.#applyNext();
    this.forgetHistory();
    this.#schedule(INITIAL_LIST_MS);
  }

  get isFinished(): boolean {
    return this.#pending.length === 0;
  }

  /** @returns whether the recording goes on after this action */
  did(action: RecordedAction): boolean {
    const [next] = this.#actions;
    if (next?.[0] !== action) return false;
    this.#actions.shift();
    while ((this.#pending[0]?.atMs ?? Number.POSITIVE_INFINITY) < next[1]) this.#applyNext();
    this.#schedule(next[1]);
    return true;
  }

  protected override keep(type: 'ADDED' | 'MODIFIED', object: ApiObject): ApiObject {
    const { kind, metadata } = object;
    const isRecorded =
      (kind === 'Node' && this.#isRecordedCordon(object)) ||
      (kind === 'Deployment' && this.#isRecordedUpdate(this.get(kind, metadata.name), object));
    if (isRecorded) return this.get(kind, metadata.name);
    if (kind !== 'Deployment' || isDeepStrictEqual(this.get(kind, metadata.name).spec, object.spec))
      return this.put(type, object);
    this.rollOut(object);
    return this.get(kind, metadata.name);
  }

  #isRecordedCordon({ spec }: ApiObject): boolean {
    if (spec.unschedulable === true) return this.did('cordon');
    delete spec.taints;
    return false;
  }

  #isRecordedUpdate(before: ApiObject, after: ApiObject): boolean {
    const [old, wanted] = [before, after].map(({ spec }) => spec.template);
    const isRestart = restartedAt(old) !== restartedAt(wanted);
    const setsImage = old.spec.containers[0].image !== wanted.spec.containers[0].image;
    return (isRestart || setsImage) && (this.did('set-image') || this.did('undo'));
  }

  /** The result of a rollout: ready pods with the template of the Deployment; other pods stop. */
  rollOut(asked: ApiObject): void {
    // From here on this cluster differs from the recorded one.
    this.#stopPlaying();
    const deployment = structuredClone(asked);
    const { replicas, template } = deployment.spec;
    Object.assign(deployment.status, {
      observedGeneration: deployment.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
    });
    delete deployment.status.unavailableReplicas;
    const pods = this.list('Pod').filter((pod) => !isTerminating(pod));
    const [kept, others] = partition(pods, (pod) => isReadyAndMadeBy(template, pod));
    const model = kept[0] ?? others.find(isReady) ?? others[0];
    for (let count = kept.length; count < replicas; count += 1) this.#addPod(model, template);
    for (const pod of others) this.#stopPod(pod);
    this.put('MODIFIED', deployment);
    this.#publishEndpoints();
  }

  /** A deletion that is not in the recording: the pod is replaced. */
  replacePod(name: string): void {
    this.#stopPlaying();
    const pod = this.get('Pod', name);
    this.#addPod(pod, this.get('Deployment', WORKLOAD.name).spec.template);
    this.#stopPod(pod);
    this.#publishEndpoints();
  }

  #addPod(model: ApiObject, template: ApiObject): void {
    const pod = structuredClone(model);
    const [{ image, env, lifecycle }] = template.spec.containers;
    pod.metadata.name = `${WORKLOAD.name}-replayed-${++this.#podsAdded}`;
    pod.metadata.uid = pod.metadata.name;
    pod.metadata.annotations = template.metadata.annotations;
    Object.assign(pod.spec.containers[0], { image, env, lifecycle });
    pod.status.conditions = [{ type: 'Ready', status: 'True' }];
    this.put('ADDED', pod);
  }

  /** The pod is told to stop, ends when it has drained, and is deleted a moment later. */
  #stopPod(pod: ApiObject): void {
    const leaving = structuredClone(pod);
    const { name } = leaving.metadata;
    leaving.metadata.deletionTimestamp = new Date().toISOString();
    this.put('MODIFIED', leaving);
    const end = (checksLeft: number): void => {
      if (checksLeft > 0 && this.hasConnections(name))
        return this.#later(LATE_CONNECTIONS.everyMs, () => end(checksLeft - 1));
      this.endedPods.add(name);
      this.#later(REMOVAL_MS, () => this.put('DELETED', leaving));
    };
    if (stopsAtOnce(pod)) this.#later(SIGTERM_MS, () => end(0));
    else this.#later(SIGTERM_MS + DRAIN_MS, () => end(LATE_CONNECTIONS.checks));
  }

  #publishEndpoints(): void {
    const slice = structuredClone(
      this.list('EndpointSlice').find((one) => one.metadata.name.startsWith(WORKLOAD.name)),
    );
    const pods = this.list('Pod').filter((pod) => !isTerminating(pod));
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

  /** A pod that the recording has told to stop is deleted all the same. */
  #stopPlaying(): void {
    clearTimeout(this.#timer);
    const endings = this.#pending.filter(
      ({ type, object: { kind, metadata } }) =>
        type === 'DELETED' &&
        kind === 'Pod' &&
        this.find(kind, metadata.name)?.metadata.deletionTimestamp != null,
    );
    this.#pending = [];
    for (const { object } of endings) this.#later(REMOVAL_MS, () => this.put('DELETED', object));
  }

  #schedule(nowMs: number) {
    clearTimeout(this.#timer);
    const next = this.#pending[0];
    const awaited = this.#actions[0]?.[1] ?? Number.POSITIVE_INFINITY;
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
    if (change !== undefined) this.tell(this.#withAnnotations(change));
  }

  /** Keeps the annotations of the drill under test: the recording does not have them. */
  #withAnnotations(change: ClusterChange): ClusterChange {
    const { metadata } = change.object;
    const { managedFields, annotations } = this.find(change.object.kind, metadata.name)?.metadata ?? {};
    if (managedFields === undefined) return change;
    const ofTheDrill = Object.entries(annotations ?? {}).filter(([name]) =>
      JSON.stringify(managedFields).includes(`"f:${name}"`),
    );
    const kept = { ...metadata.annotations, ...Object.fromEntries(ofTheDrill) };
    const annotated = { ...metadata, managedFields, annotations: kept };
    return { ...change, object: { ...change.object, metadata: annotated } };
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

/** Compares the fields that drills change. */
function isReadyAndMadeBy(template: ApiObject, pod: ApiObject): boolean {
  const [wanted] = template.spec.containers;
  const [container] = pod.spec.containers;
  return (
    pod.status.containerStatuses?.[0]?.ready === true &&
    container.image === wanted.image &&
    isDeepStrictEqual(container.env, wanted.env) &&
    isDeepStrictEqual(container.lifecycle, wanted.lifecycle) &&
    restartedAt(pod) === restartedAt(template)
  );
}

function restartedAt({ metadata }: ApiObject): string | undefined {
  return metadata.annotations?.['kubectl.kubernetes.io/restartedAt'];
}

/** It has no drain delay and no preStop hook. */
function stopsAtOnce(pod: ApiObject): boolean {
  const [{ env = [], lifecycle }] = pod.spec.containers;
  const drain = env.find(({ name }: { name: string }) => name === 'DRAIN_DELAY_MS');
  return drain?.value === '0' && lifecycle?.preStop === undefined;
}
