import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { message } from '../../messages/all.ts';
import type { Stack } from '../../observability/stack/discovery.ts';
import { isOurs } from '../../scripts/workload.ts';
import type { InNamespace, Patch } from '../cluster/api-server.ts';
import { removeNote, writeNote } from '../cluster/change-notes.ts';
import { type ExtraResources, LiveCluster, resourcesOf } from '../cluster/live-cluster.ts';
import type { KubernetesObject, V1Deployment, V1Pod } from '../cluster/objects.ts';
import type { ServiceClient } from '../cluster/service-client.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { DrillOptions } from '../options.ts';
import type {
  ClusterChange,
  CommonFacts,
  Facts,
  Mark,
  RequestRecord,
  Text,
  Timeline,
  UsageSample,
} from '../timeline.ts';
import { Tally } from '../traffic/tally.ts';
import type { TrafficOptions, TrafficRecord } from '../traffic/traffic.ts';
import { type ChangeWords, type Cleanup, Cleanups } from './cleanups.ts';

export type TrafficPlan = Pick<TrafficOptions, 'ratePerSecond' | 'slowPerSecond' | 'users'>;

/** `firstNumber`: the numbers of the requests continue those of the traffic before. */
export type StartTraffic = (plan: TrafficPlan, firstNumber: number) => Promise<RunningTraffic>;

/** Traffic that is running, from here or from inside the cluster. */
export interface RunningTraffic {
  /** The drill's time at which the traffic's own clock shows 0. It is final when the traffic has stopped. */
  readonly originMs: number;
  /** Sends nothing more and resolves when the outcome of everything sent is known. */
  stop(): Promise<void>;
}

export interface Setup extends InNamespace {
  readonly app: ServiceClient;
  readonly options: DrillOptions;
  /** The Deployment as it was found. */
  readonly found: V1Deployment;
  readonly podSelector: string;
  /** Empty where the drill does not need the stack. */
  readonly stack: Stack;
}

/**
 * One drill while it runs: what it sees, what it did, and what it has to undo. `Own` are the facts of this
 * drill.
 */
export class DrillRun<Own extends Facts = Facts> {
  readonly drill: string;
  readonly setup: Setup;
  readonly cleanups = new Cleanups();
  /** Under this name the pods count their answers to this run's traffic. */
  readonly client = `drill-${randomUUID().slice(0, 8)}`;
  /** Aborts at the timeout and at an interruption; the reason says which. */
  readonly signal: AbortSignal;
  /** Completes the sentence "waiting for ...". */
  waitingFor: Text = message('drill-run.cluster');
  /** Requests of traffic that was stopped, on the drill's clock. */
  #requestsBefore: RequestRecord[] = [];
  /** Requests of the running traffic, on the traffic's own clock. */
  #requests: RequestRecord[] = [];
  readonly tally = new Tally();
  readonly startedAt = new Date().toISOString();
  readonly #origin = performance.now();
  readonly #changes: ClusterChange[] = [];
  readonly #actions: Mark[] = [];
  readonly #usage: UsageSample[] = [];
  #facts: Partial<Own & CommonFacts> = {};
  readonly #watching = new AbortController();
  readonly #say: (line: Text) => void;
  #cluster: LiveCluster | undefined;
  #traffic: RunningTraffic | undefined;
  #startTraffic: StartTraffic = () => Promise.reject(new Error('the run has no traffic'));

  constructor(drill: string, setup: Setup, signal: AbortSignal, say: (line: Text) => void) {
    this.drill = drill;
    this.setup = setup;
    this.signal = signal;
    this.#say = say;
    this.#facts = { ...this.#facts, replicasAtStart: setup.found.spec.replicas };
  }

  async open(options: ExtraResources): Promise<void> {
    const { setup } = this;
    this.#cluster = await LiveCluster.open(
      setup,
      resourcesOf(setup, setup.podSelector, options),
      (type, object: KubernetesObject) => this.#changes.push({ atMs: this.nowMs(), type, object }),
      this.#watching.signal,
    );
  }

  close(): void {
    this.#watching.abort();
  }

  get cluster(): LiveCluster {
    if (this.#cluster === undefined) throw new Error('the run was not opened');
    return this.#cluster;
  }

  /** None before the cluster was first listed. */
  podsSoFar(): V1Pod[] {
    return this.#cluster?.state.pods() ?? [];
  }

  get state(): ClusterState {
    return this.cluster.state;
  }

  /** A request for a service that only the cluster reaches goes to one of its pods: any will do. */
  anyPod(): string {
    return this.state.podNames()[0] ?? '';
  }

  nowMs(): number {
    return performance.now() - this.#origin;
  }

  /** Something that the drill does to the cluster: a line in the report, and on the terminal. */
  action(label: Text): number {
    const atMs = this.nowMs();
    this.#actions.push({ atMs, kind: 'action', label });
    this.#say(label);
    return atMs;
  }

  note(label: Text): void {
    this.#actions.push({ atMs: this.nowMs(), kind: 'note', label });
    this.#say(label);
  }

  fact<Name extends keyof (Own & CommonFacts)>(name: Name, value: (Own & CommonFacts)[Name]): void {
    this.#facts = { ...this.#facts, [name]: value };
  }

  sample(sample: Omit<UsageSample, 'atMs'>, atMs = this.nowMs()): void {
    this.#usage.push({ atMs, ...sample });
  }

  record(record: TrafficRecord): void {
    const { error: _, ...plain } = record;
    this.#requests.push(plain);
    this.tally.add(record);
  }

  /** Before a change to the object at `path`: `undo` is sent at the end, until the cluster shows it. */
  undoLater(
    path: string,
    undo: Patch,
    words: ChangeWords,
    isUndone: (state: ClusterState) => boolean,
  ): Promise<void> {
    const run = async (signal: AbortSignal) => {
      await this.setup.api.send(undo);
      await this.cluster.until(isUndone, signal);
    };
    return this.noteChange(path, undo, { ...words, run });
  }

  /** A note on the object at `path` lets the next drill send `undo` if this one is killed. */
  async noteChange(path: string, undo: Patch, cleanup: ChangeWords & Pick<Cleanup, 'run'>): Promise<void> {
    const { api } = this.setup;
    this.cleanups.add({
      ...cleanup,
      run: async (signal) => {
        await cleanup.run(signal);
        await removeNote(api, path);
      },
    });
    const { left, done } = cleanup;
    await writeNote(api, path, { drill: this.drill, since: this.startedAt, left, done, undo });
  }

  useTraffic(start: StartTraffic): void {
    this.#startTraffic = start;
  }

  /** Only one traffic runs at a time: the last answers to the one before are awaited first. */
  async switchTraffic(plan: TrafficPlan): Promise<void> {
    await this.stopTraffic();
    const firstNumber = 1 + this.#requestsBefore.reduce((most, { number }) => Math.max(most, number), 0);
    this.#traffic = await this.#startTraffic(plan, firstNumber);
  }

  async stopTraffic(): Promise<void> {
    try {
      await this.#traffic?.stop();
    } finally {
      this.#requestsBefore = this.#requestsSoFar();
      this.#requests = [];
      this.#traffic = undefined;
    }
  }

  async until(waitingFor: Text, question: (state: ClusterState) => boolean): Promise<void> {
    this.waitingFor = waitingFor;
    await this.cluster.until(question, this.signal);
  }

  /** Returns false when the time is over. The verdict may judge whether it happened. */
  async untilOrFor(
    waitingFor: Text,
    seconds: number,
    question: (state: ClusterState) => boolean,
  ): Promise<boolean> {
    this.waitingFor = waitingFor;
    const time = AbortSignal.timeout(Math.max(0, seconds * 1000));
    try {
      await this.cluster.until(question, AbortSignal.any([this.signal, time]));
      return true;
    } catch (err) {
      this.signal.throwIfAborted();
      if (time.aborted) return false;
      throw err;
    }
  }

  /** Waits for as many replicas as are desired at that time: an autoscaler may change the number. */
  untilRolledOut(waitingFor: Text): Promise<void> {
    return this.until(waitingFor, (state) => state.isRolledOut());
  }

  /** The traffic goes on meanwhile: what happens before and after the action is judged, too. */
  async hold(waitingFor: Text, seconds: number): Promise<void> {
    this.waitingFor = waitingFor;
    await sleep(seconds * 1000, undefined, { signal: this.signal }).catch(() => this.signal.throwIfAborted());
  }

  /** A copy: nothing that happens later changes it. */
  timeline(): Timeline<Own> {
    return {
      drill: this.drill,
      startedAt: this.startedAt,
      durationMs: this.nowMs(),
      requests: this.#requestsSoFar().sort((a, b) => a.scheduledMs - b.scheduledMs),
      changes: [...this.#changes],
      actions: [...this.#actions],
      usage: [...this.#usage],
      facts: { ...this.#facts },
      ...(isOurs(this.setup.workload) ? {} : { workload: this.setup.workload }),
    };
  }

  #requestsSoFar(): RequestRecord[] {
    const originMs = this.#traffic?.originMs ?? 0;
    return [
      ...this.#requestsBefore,
      ...this.#requests.map((one) => ({ ...one, scheduledMs: one.scheduledMs + originMs })),
    ];
  }
}
