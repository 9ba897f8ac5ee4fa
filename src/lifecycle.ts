import { EventEmitter } from 'node:events';
import type { LifecycleState } from './contract.ts';

const NEXT: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  starting: ['ready', 'draining', 'closed'],
  ready: ['draining', 'closed'],
  draining: ['closed'],
  closed: [],
};

/**
 * starting -> ready -> draining -> closed, never back. Only main.ts changes the state; every module reads
 * it.
 */
export class Lifecycle extends EventEmitter<{ changed: [LifecycleState] }> {
  #state: LifecycleState = 'starting';
  #drainStartedAtMs: number | null = null;

  get state(): LifecycleState {
    return this.#state;
  }

  get isDraining(): boolean {
    return this.#drainStartedAtMs !== null;
  }

  /** Seconds since draining began; `null` before that. */
  get drainSeconds(): number | null {
    return this.#drainStartedAtMs === null ? null : (performance.now() - this.#drainStartedAtMs) / 1000;
  }

  becomeReady(): void {
    this.#move('ready');
  }

  /** From now on readiness fails. Liveness and requests go on. */
  drain(): void {
    this.#move('draining');
  }

  close(): void {
    this.#move('closed');
  }

  #move(to: LifecycleState): void {
    if (!NEXT[this.#state].includes(to)) throw new Error(`lifecycle cannot go from ${this.#state} to ${to}`);
    if (to === 'draining') this.#drainStartedAtMs = performance.now();
    this.#state = to;
    this.emit('changed', to);
  }
}
