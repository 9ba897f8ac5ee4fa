import { formatLossBound } from '../judging/loss-bound.ts';
import type { Say } from '../language/say.ts';
import type { LossCount, Verdict } from '../timeline.ts';
import { LOST_OUTCOMES, type LostOutcome } from './requests.ts';

export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

export function formatOutcomes(outcomes: Readonly<Partial<Record<LostOutcome, number>>>): string {
  return LOST_OUTCOMES.flatMap((outcome) =>
    outcomes[outcome] ? [`${outcomes[outcome]} ${outcome}`] : [],
  ).join(', ');
}

export const RESULT_SIGNS: Readonly<Record<Verdict['result'], string>> = { PASS: '✓', FAIL: '✕', SKIP: '–' };

/** One sentence over all drills. */
export function formatOverall(verdicts: readonly Verdict[]): string {
  const count = (result: Verdict['result']) => verdicts.filter((one) => one.result === result).length;
  const judged = verdicts.length - count('SKIP');
  const skipped = count('SKIP') === 0 ? '' : `, ${count('SKIP')} skipped`;
  if (judged === 0) return `No drill was judged${skipped}`;
  if (count('FAIL') === 0) return `${judged === 1 ? 'The drill' : `All ${judged} drills`} passed${skipped}`;
  return `${count('FAIL')} of ${judged} ${judged === 1 ? 'drill' : 'drills'} failed${skipped}`;
}

/** Over all drills: how sure it is that nothing is lost, and what was meant to be. */
export function formatLosses(verdicts: readonly Verdict[]): string {
  const sum = (counts: readonly (LossCount | null)[], which: keyof LossCount) =>
    counts.reduce((total, one) => total + (one?.[which] ?? 0), 0);
  const judged = verdicts.map(({ loss }) => loss);
  const meant = sum(
    verdicts.map(({ control }) => control),
    'lost',
  );
  const words = formatLossBound(sum(judged, 'lost'), sum(judged, 'sent'));
  return meant === 0 ? words : `${words}; ${meant} more in controls, which are meant to lose`;
}

/** For machines and tables, beside the figures. */
export function lossProperties({ loss, control }: Verdict): Record<string, string> {
  return {
    ...(loss === null ? {} : { 'lost requests': formatLossBound(loss.lost, loss.sent) }),
    ...(control === null ? {} : { 'meant to be lost': `${control.lost} of ${control.sent}` }),
  };
}

/** What the page's script says. */
export function pageWords(say: Say): Record<string, string> {
  const words = ['nothing lost', 'LOST', 'ready of', 'HPA desires'];
  return Object.fromEntries(words.map((word) => [word, say(word)]));
}

/** `30 s`, `1:05`: short enough for an axis. */
export function formatTick(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
