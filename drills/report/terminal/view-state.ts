import type { Text } from '../../../messages/message.ts';

/**
 * What a person sees in the terminal while a drill runs. The runner calls `update` as often as it likes (a
 * few times a second keeps the clock moving) with the whole state; the view decides what is worth showing.
 */
export interface PodView {
  readonly name: string;
  readonly ready: boolean;
  readonly restarts: number;
  /**
   * The field's own word for anything unusual: `Pending`, `Terminating`, `CrashLoopBackOff`, `OOMKilled`;
   * else empty.
   */
  readonly condition: string;
}

export interface TrafficView {
  readonly sent: number;
  readonly lost: number;
  /** Over the last few seconds. */
  readonly ratePerSecond: number;
  readonly p99Ms: number | null;
}

export interface ViewState {
  readonly drill: string;
  /** Completes the sentence "waiting for ...". */
  readonly waitingFor: Text;
  readonly elapsedMs: number;
  /** When the drill gives up; null where it cannot. */
  readonly timeoutMs: number | null;
  readonly traffic: TrafficView | null;
  readonly pods: readonly PodView[];
}

export interface View {
  update(state: ViewState): void;
  /** A line that stays: a step begun, a verdict, a warning. */
  line(text: string): void;
  /** Leaves the terminal as it was found; nothing may be called afterwards. Idempotent. */
  close(): void;
}

/** The part of a terminal or a pipe that a view needs. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}
