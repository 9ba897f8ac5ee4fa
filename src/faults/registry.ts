import { EventEmitter } from 'node:events';
import { type Fault, type FaultPlan, FaultRefused, type Progress } from './fault.ts';

export type StopReason = 'stopped' | 'expired' | 'replaced' | 'shutdown' | 'failed';

/** A started fault, as other modules see it. */
export interface ActiveFault {
  readonly kind: string;
  readonly plan: FaultPlan<Record<string, unknown>>;
  readonly startedAt: Date;
  /** The announced end by the wall clock, if nobody has set that clock meanwhile. */
  readonly endsAt: Date;
  /** Seconds until the announced end, by a clock that nobody can set; negative when the end is overdue. */
  readonly secondsLeft: number;
  readonly progress: Progress;
}

export interface RegistryEvents {
  started: [fault: ActiveFault, by: string];
  progress: [fault: ActiveFault];
  replanned: [fault: ActiveFault];
  stopped: [fault: ActiveFault, reason: StopReason, error?: Error];
}

/**
 * If the platform should have ended a fault and has not, the fault undoes itself 20 % and 5 s after the
 * announced end.
 */
const OVERDUE = { share: 1.2, seconds: 5 } as const;

/** Runs at most one fault of each kind. Each fault ends and is undone. */
export class FaultRegistry extends EventEmitter<RegistryEvents> {
  readonly #kinds: ReadonlyMap<string, Fault>;
  readonly #running = new Map<string, RunningFault>();
  #isShutDown = false;

  constructor(faults: readonly Fault[]) {
    super();
    this.#kinds = new Map(faults.map((fault) => [fault.kind, fault]));
  }

  get kinds(): Fault[] {
    return [...this.#kinds.values()];
  }

  get active(): ActiveFault[] {
    return [...this.#running.values()];
  }

  fault(kind: string): Fault {
    const fault = this.#kinds.get(kind);
    if (!fault) throw new Error(`there is no fault ${kind}`);
    return fault;
  }

  find(kind: string): ActiveFault | undefined {
    return this.#running.get(kind);
  }

  /**
   * Starts a fault and returns its plan. A running fault of the same kind is stopped and undone first.
   * @param parameters by the fault's schema
   * @param by who asked, for the log
   * @throws {FaultRefused} when this container cannot do it; a running fault then goes on
   */
  start(kind: string, parameters: Record<string, unknown>, by: string): ActiveFault {
    const fault = this.fault(kind);
    if (this.#isShutDown) throw new FaultRefused(409, 'this pod is shutting down', { code: 'shutting-down' });
    const plan = fault.plan(parameters);
    const undone = this.#stop(kind, 'replaced');
    const running = new RunningFault(kind, plan);
    this.#running.set(kind, running);
    this.emit('started', running, by);
    void this.#run(fault, running, undone);
    return running;
  }

  /** Stops these kinds and settles when they are undone. Resolves with the kinds that were active. */
  async stop(kinds: readonly string[], reason: StopReason = 'stopped'): Promise<string[]> {
    const active = kinds.filter((kind) => this.#running.has(kind));
    await Promise.all(active.map((kind) => this.#stop(kind, reason)));
    return active;
  }

  /** Stops all kinds. After a shutdown no fault can start. */
  stopAll(reason: StopReason = 'stopped'): Promise<string[]> {
    this.#isShutDown ||= reason === 'shutdown';
    return this.stop([...this.#running.keys()], reason);
  }

  #stop(kind: string, reason: StopReason): Promise<void> {
    const running = this.#running.get(kind);
    if (!running) return Promise.resolve();
    running.abort(reason);
    return running.undone.promise;
  }

  async #run(fault: Fault, running: RunningFault, previous: Promise<void>): Promise<void> {
    let failure: Error | undefined;
    try {
      await previous;
      // The fault was replaced or stopped before it began, so there is nothing to undo.
      if (running.signal.aborted) return this.#end(running);
      await fault.run(running.plan, {
        signal: running.signal,
        report: (progress) => {
          if (running.signal.aborted) return;
          running.progress = progress;
          this.emit('progress', running);
        },
        replan: (plan) => {
          if (running.signal.aborted) return;
          running.replan(plan);
          this.emit('replanned', running);
        },
      });
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    this.#end(running, failure);
  }

  #end(running: RunningFault, failure?: Error): void {
    running.abort(failure ? 'failed' : 'expired');
    const reason = running.signal.reason as StopReason;
    if (this.#running.get(running.kind) === running) this.#running.delete(running.kind);
    this.emit('stopped', running, reason, failure);
    running.undone.resolve();
  }
}

class RunningFault implements ActiveFault {
  readonly kind: string;
  readonly startedAt = new Date();
  readonly #startedAtMs = performance.now();
  plan: FaultPlan<Record<string, unknown>>;
  progress: Progress = {};
  /** Settles when the fault is over and undone. */
  readonly undone = Promise.withResolvers<void>();
  readonly #controller = new AbortController();
  #deadline: NodeJS.Timeout | undefined;

  constructor(kind: string, plan: FaultPlan<Record<string, unknown>>) {
    this.kind = kind;
    this.plan = plan;
    this.replan(plan);
  }

  get endsAt(): Date {
    return new Date(this.startedAt.getTime() + this.plan.seconds * 1000);
  }

  get secondsLeft(): number {
    return this.plan.seconds - this.#elapsedMs / 1000;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  replan(plan: FaultPlan<Record<string, unknown>>): void {
    this.plan = plan;
    const { seconds, ending } = plan;
    const lastSecond = ending === 'expiry' ? seconds : seconds * OVERDUE.share + OVERDUE.seconds;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.abort('expired'), lastSecond * 1000 - this.#elapsedMs).unref();
  }

  /** The first reason counts. */
  abort(reason: StopReason): void {
    clearTimeout(this.#deadline);
    this.#controller.abort(reason);
  }

  get #elapsedMs(): number {
    return performance.now() - this.#startedAtMs;
  }
}
