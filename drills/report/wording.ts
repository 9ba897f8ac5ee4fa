import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import { formatLossBound } from '../judging/loss-bound.ts';
import type { LossCount, Text, Verdict } from '../timeline.ts';

export const RESULT_SIGNS: Readonly<Record<Verdict['result'], string>> = { PASS: '✓', FAIL: '✕', SKIP: '–' };

/** The sentence that stands beside the result. */
export function headlineOf<Words extends Text>({
  result,
  headline,
  reason,
}: Pick<Verdict<Words>, 'result' | 'headline' | 'reason'>): Words {
  return result === 'PASS' && headline !== '' ? headline : reason;
}

/** One sentence over all drills. */
export function formatOverall(verdicts: readonly Pick<Verdict, 'result'>[]): Message {
  const count = (result: Verdict['result']) => verdicts.filter((one) => one.result === result).length;
  const [failed, skipped] = [count('FAIL'), count('SKIP')];
  const judged = verdicts.length - skipped;
  const overall =
    judged === 0
      ? message('overall.none')
      : failed > 0
        ? message('overall.failed', { failed, judged })
        : message(judged === 1 ? 'overall.onePassed' : 'overall.passed', { judged });
  return skipped === 0 ? overall : message('overall.skipped', { overall, skipped });
}

/** Over all drills: how sure it is that nothing is lost, and what the controls have lost as intended. */
export function formatLosses(verdicts: readonly Pick<Verdict, 'loss' | 'control'>[]): Message {
  const { sent, lost } = sumOf(verdicts.map(({ loss }) => loss));
  const meant = sumOf(verdicts.map(({ control }) => control)).lost;
  const bound = formatLossBound(lost, sent);
  return meant === 0 ? bound : message('losses.andMeant', { bound, meant });
}

export function sumOf(counts: readonly (LossCount | null)[]): LossCount {
  const sum = (which: keyof LossCount) => counts.reduce((total, one) => total + (one?.[which] ?? 0), 0);
  return { sent: sum('sent'), lost: sum('lost') };
}

/** For JUnit and GitHub, beside the figures. */
export function lossProperties({ loss, control }: Pick<Verdict, 'loss' | 'control'>): Record<string, string> {
  return {
    ...(loss && { 'lost requests': formatLossBound(loss.lost, loss.sent).text }),
    ...(control && { 'meant to be lost': `${control.lost} of ${control.sent}` }),
  };
}
