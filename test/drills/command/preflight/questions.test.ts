import { describe, expect, it } from 'vitest';
import { mayHeal, type PreflightCheck, Questions } from '../../../../drills/command/preflight/questions.ts';
import type { Check } from '../../../../drills/timeline.ts';

const FAILED: Check = { name: 'two pods are ready', passed: false, expected: '2', actual: '1' };
const PASSED: Check = { ...FAILED, passed: true, actual: '2' };

/** Asks for these answers in turn; the last one stays. */
async function ask(answers: readonly PreflightCheck[], patienceSeconds: number) {
  const questions = new Questions(patienceSeconds, new AbortController().signal);
  let asked = 0;
  const holds = await questions.ask(() => answers[Math.min(asked++, answers.length - 1)] as PreflightCheck);
  return { holds, asked, checks: questions.checks, allHold: questions.allHold };
}

describe.concurrent('a question of the preflight', () => {
  it('is repeated where it may hold later, until it holds', async () => {
    expect(await ask([mayHeal(FAILED), mayHeal(FAILED), PASSED], 60)).toEqual({
      holds: true,
      asked: 3,
      checks: [PASSED],
      allHold: true,
    });
  });

  it('fails after --patience seconds, and is noted once', async () => {
    const { asked, ...rest } = await ask([mayHeal(FAILED)], 3);
    expect(rest).toEqual({ holds: false, checks: [FAILED], allHold: false });
    expect(asked).toBeGreaterThan(1);
  });

  it('is asked once where waiting changes nothing', async () => {
    expect(await ask([FAILED, PASSED], 60)).toMatchObject({ holds: false, asked: 1 });
  });
});
