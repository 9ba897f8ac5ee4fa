import type { Model } from './model.ts';

/** What is going on, in one sentence. */
export type Headline =
  | { readonly kind: 'waiting' | 'paused' | 'nobody' }
  | { readonly kind: 'steady'; readonly pods: number; readonly version: string }
  | {
      readonly kind: 'mixed';
      readonly pods: number;
      readonly shares: readonly { readonly version: string; readonly percent: number }[];
    };

/** A mix is what the last seconds brought: a minute would still show a rollout that is over. */
const MIX_SECONDS = 8;
const LOSING_SECONDS = 10;

/** What has just been lost; `null` where nothing was. */
export function losingOf(
  model: Model,
  nowMs: number,
): { sent: number; lost: number; seconds: number } | null {
  const outcomes = model.outcomes(nowMs, LOSING_SECONDS);
  return outcomes.lost === 0 ? null : { ...outcomes, seconds: LOSING_SECONDS };
}

export function headlineOf(model: Model, nowMs: number): Headline {
  if (model.isPaused) return { kind: 'paused' };
  if (model.totals.answered + model.totals.lost === 0) return { kind: 'waiting' };
  const pods = model.answering.length;
  if (pods === 0) return { kind: 'nobody' };
  const byVersion = model.mix(nowMs, MIX_SECONDS);
  const total = [...byVersion.values()].reduce((sum, each) => sum + each, 0);
  const [only] = byVersion.keys();
  if (byVersion.size <= 1)
    return { kind: 'steady', pods, version: only ?? model.answering[0]?.answer.version ?? '' };
  const shares = [...byVersion].map(([version, answers]) => ({
    version,
    percent: Math.round((answers / total) * 100),
  }));
  return { kind: 'mixed', pods, shares };
}
