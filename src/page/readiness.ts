import type { SampleAnswer } from '../contract.ts';

/** Why a pod says that it is not ready, as data: the page has the sentence in each language. */
export type ReadinessReason =
  | { readonly kind: 'fault' | 'starting' | 'terminating' }
  | { readonly kind: 'memory'; readonly percent: number | null; readonly oomInSeconds: number | null }
  /** Only the pod's own words are left. */
  | { readonly kind: 'other'; readonly text: string };

/** From what the answer says beside the words: its faults, its memory, where it is in its life. */
export function readinessReason({
  readiness,
  lifecycle,
  faults,
  usage,
  limits,
}: SampleAnswer): ReadinessReason {
  if (lifecycle === 'starting') return { kind: 'starting' };
  if (lifecycle !== 'ready') return { kind: 'terminating' };
  if (faults.some(({ fault }) => fault === 'unready')) return { kind: 'fault' };
  if (!/memory/.test(readiness.reason)) return { kind: 'other', text: readiness.reason };
  const leak = faults.find(({ fault, ending }) => fault === 'memory-leak' && ending === 'oom-kill');
  const percent =
    usage.memoryBytes === null || limits.memoryBytes === null
      ? null
      : (usage.memoryBytes / limits.memoryBytes) * 100;
  return { kind: 'memory', percent, oomInSeconds: leak?.secondsLeft ?? null };
}
