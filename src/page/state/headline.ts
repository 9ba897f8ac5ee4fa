import { SLOW_MS } from './history.ts';
import type { Model } from './model.ts';
import { statusOf } from './status.ts';

/** The state of the service, for one sentence. */
export type Headline = ReturnType<typeof headlineOf>;

/** Versions are counted over a few seconds: a minute would still show a rollout that is over. */
const MIX_SECONDS = 8;
const RECENT_SECONDS = 10;

/** What was lost or slow in the last seconds. */
export function recentProblems(model: Model, nowMs: number) {
  const { sent, lost, slow } = model.history.outcomes(nowMs, RECENT_SECONDS);
  const said = (count: number) =>
    count === 0 || model.isPaused ? null : { sent, count, seconds: RECENT_SECONDS, slowMs: SLOW_MS };
  return { losing: said(lost), slow: said(slow) };
}

export function headlineOf(model: Model, nowMs: number) {
  if (model.isPaused) return { kind: model.pauseReason } as const;
  if (model.totals.answered + model.totals.lost === 0 && model.pods.length === 0)
    return { kind: 'waiting' } as const;
  const ready = model.serving(nowMs);
  // Where no pod is ready, some may still answer.
  const { answering } = model.podTable;
  const pods = ready.length > 0 ? ready : answering.filter((pod) => statusOf(pod, nowMs) !== 'hung');
  if (pods.length === 0) return { kind: 'nobody' } as const;
  const here = new Set(pods.map(({ answer }) => answer.version));
  const byVersion = [...model.history.mix(nowMs, MIX_SECONDS)].filter(([version]) => here.has(version));
  const total = byVersion.reduce((sum, [, answers]) => sum + answers, 0);
  if (byVersion.length <= 1)
    return {
      kind: 'steady',
      pods: pods.length,
      version: byVersion[0]?.[0] ?? pods[0]?.answer.version ?? '',
    } as const;
  const shares = byVersion
    .map(([version, answers]) => ({ version, percent: Math.round((answers / total) * 100) }))
    .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
  return { kind: 'mixed', pods: pods.length, shares } as const;
}
