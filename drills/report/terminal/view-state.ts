import type { Text } from '../../../messages/message.ts';

export interface PodView {
  readonly name: string;
  readonly ready: boolean;
  readonly restarts: number;
  /**
   * Kubernetes' own word for an unusual state: `Pending`, `Terminating`, `CrashLoopBackOff`, `OOMKilled`;
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

/** What a person sees in the terminal while a drill runs. */
export interface ViewState {
  readonly drill: string;
  /** Completes the sentence "waiting for ...". */
  readonly waitingFor: Text;
  readonly elapsedMs: number;
  /** When the drill gives up; null for a drill without a timeout. */
  readonly timeoutMs: number | null;
  readonly traffic: TrafficView | null;
  readonly pods: readonly PodView[];
}

export interface View {
  /** Called a few times a second, so that the clock moves. The view decides what is worth showing. */
  update(state: ViewState): void;
  /** A line that stays: a step begun, a verdict, a warning. */
  line(text: string): void;
  /** Restores the terminal. Idempotent; no other method may be called afterwards. */
  close(): void;
}

/** The part of a terminal or a pipe that a view needs. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}
