import { describe, expect, it } from 'vitest';
import {
  CheckRunner,
  type PreflightCheck,
  retryable,
} from '../../../../drills/command/preflight/check-runner.ts';
import type { Check } from '../../../../drills/timeline.ts';

const FAILED: Check = { name: 'two pods are ready', passed: false, expected: '2', actual: '1' };
const PASSED: Check = { ...FAILED, passed: true, actual: '2' };

/** Makes these checks in turn; the last one stays. */
async function run(answers: readonly PreflightCheck[], patienceSeconds: number) {
  const runner = new CheckRunner(patienceSeconds, new AbortController().signal);
  let made = 0;
  const holds = await runner.run(() => answers[Math.min(made++, answers.length - 1)] as PreflightCheck);
  return { holds, made, checks: runner.checks, allPassed: runner.allPassed };
}

describe.concurrent('a check of the preflight', () => {
  it('is repeated where it may hold later, until it holds', async () => {
    expect(await run([retryable(FAILED), retryable(FAILED), PASSED], 60)).toEqual({
      holds: true,
      made: 3,
      checks: [PASSED],
      allPassed: true,
    });
  });

  it('fails after --patience seconds, and is noted once', async () => {
    const { made, ...rest } = await run([retryable(FAILED)], 3);
    expect(rest).toEqual({ holds: false, checks: [FAILED], allPassed: false });
    expect(made).toBeGreaterThan(1);
  });

  it('is made once where waiting changes nothing', async () => {
    expect(await run([FAILED, PASSED], 60)).toMatchObject({ holds: false, made: 1 });
  });
});
