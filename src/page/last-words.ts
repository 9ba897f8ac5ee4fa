/** What a pod last said of itself, for the sentence about why it is gone. */
export interface LastWords {
  readonly lifecycle: string;
  readonly isReady: boolean;
  readonly memoryPercent: number | null;
  /** How old the figure is at the time of the sentence. */
  readonly memoryAgeSeconds: number;
  readonly faults: readonly string[];
}

/** Why a container was started again, as far as it can be told from outside. */
export type RestartCause =
  | { readonly kind: 'oom' | 'heap-abort' | 'told-to-stop' }
  | { readonly kind: 'exit'; readonly exitCode: number }
  /** The kubelet's doing after a probe failed. */
  | { readonly kind: 'liveness'; readonly fault: string }
  | { readonly kind: 'unknown'; readonly lastWords: LastWords };
