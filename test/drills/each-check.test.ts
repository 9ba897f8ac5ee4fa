import { describe, expect, it } from 'vitest';
import { DRILLS_AND_BY_HAND } from '../../drills/lessons/catalogue.ts';
import { watch } from '../../drills/lessons/your-service.ts';
import { expectFailure, expectPass, failedChecks, inEnglish } from '../support/timelines/judged.ts';
import { readShipped } from '../support/timelines/shipped.ts';
import { CHECK_TABLE, type Edit, type FailingChecks, SAID_BY_FAILED_CHECK } from './check-table.ts';

/** `watch` judges the recording of a rolling update. */
const recordingOf = (drill: string) => readShipped(drill === 'watch' ? 'rolling-update' : drill);

describe.each([...DRILLS_AND_BY_HAND, watch])('each check of $name', ({ name: drill, judge }) => {
  const checks = CHECK_TABLE[drill] ?? {};

  it('is in the table, and passes on the recording that comes with the project', async () => {
    const verdict = judge(await recordingOf(drill));
    expectPass(verdict);
    expect(Object.keys(checks).sort()).toEqual(
      inEnglish(verdict)
        .checks.map(({ name }) => name)
        .sort(),
    );
  });

  it.each(casesOf(checks))('fails %s', async (_, edit, failed) => {
    const verdict = judge(edit(await recordingOf(drill)));
    expect(failedChecks(verdict).sort()).toEqual(failed.toSorted());
    const [name = ''] = failed;
    expectFailure(verdict, name, SAID_BY_FAILED_CHECK[name] ?? 'what this table has it say');
    const { reason } = inEnglish(verdict);
    expect(failed.some((one) => reason.startsWith(one))).toBe(true);
  });
});

/** The title, the edit, and the names of the checks that fail. */
type Case = readonly [string, Edit, readonly string[]];

function casesOf(checks: FailingChecks): Case[] {
  return Object.entries(checks).flatMap<Case>(([name, failing]) => {
    if (typeof failing === 'function') return [[`alone: ${name}`, failing, [name]]];
    if ('neverFails' in failing) return [];
    const { edit, alsoFails, because } = failing;
    return [[`with "${alsoFails}", for ${because}: ${name}`, edit, [name, alsoFails]]];
  });
}
