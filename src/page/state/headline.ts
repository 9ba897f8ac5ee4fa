import { SLOW_MS } from './history.ts';
import type { Model } from './model.ts';
import { statusOf } from './status.ts';

/** What is going on, in one sentence. */
export type Headline =
  | { readonly kind: 'waiting' | 'paused' | 'hidden' | 'nobody' }
  | { readonly kind: 'steady'; readonly pods: number; readonly version: string }
  | {
      readonly kind: 'mixed';
      readonly pods: number;
      readonly shares: readonly { readonly version: string; readonly percent: number }[];
    };

/** A mix is what the last seconds brought: a minute would still show a rollout that is over. */
const MIX_SECONDS = 8;
const RECENT_SECONDS = 10;

/** What was lost just now; `null` where nothing was. */
export function losingOf(model: Model, nowMs: number) {
  const { sent, lost } = model.history.outcomes(nowMs, RECENT_SECONDS);
  return lost === 0 ? null : { sent, count: lost, seconds: RECENT_SECONDS };
}

/** Answers that took long, with from when on that is said. */
export function slowOf(model: Model, nowMs: number) {
  const { sent, slow } = model.history.outcomes(nowMs, RECENT_SECONDS);
  return slow === 0 ? null : { sent, count: slow, seconds: RECENT_SECONDS, slowMs: SLOW_MS };
}

export function headlineOf(model: Model, nowMs: number): Headline {
  if (model.isPaused) return { kind: model.pauseReason };
  if (model.totals.answered + model.totals.lost === 0 && model.pods.length === 0) return { kind: 'waiting' };
  const ready = model.serving(nowMs);
  // Where none is ready those that answer all the same are worth counting.
  const pods = ready.length > 0 ? ready : model.answering.filter((pod) => statusOf(pod, nowMs) !== 'hung');
  if (pods.length === 0) return { kind: 'nobody' };
  const here = new Set(pods.map(({ answer }) => answer.version));
  const byVersion = [...model.history.mix(nowMs, MIX_SECONDS)].filter(([version]) => here.has(version));
  const total = byVersion.reduce((sum, [, answers]) => sum + answers, 0);
  if (byVersion.length <= 1)
    return { kind: 'steady', pods: pods.length, version: byVersion[0]?.[0] ?? pods[0]?.answer.version ?? '' };
  const shares = byVersion
    .map(([version, answers]) => ({ version, percent: Math.round((answers / total) * 100) }))
    .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
  return { kind: 'mixed', pods: pods.length, shares };
}
