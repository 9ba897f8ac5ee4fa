import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay, shippedRecordings } from '../../../drills/command/replay.ts';
import { DRILLS, DRILLS_AND_BY_HAND } from '../../../drills/lessons/catalogue.ts';
import { FORMAT_VERSION, readRecording, writeRecording } from '../../../drills/recordings/recording.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { expectFailure, expectPass, inEnglish } from '../../support/timelines/judged.ts';

describe('the recordings of a real cluster that come with the project', async () => {
  const results = await replay([]);

  it('are there for each drill, and for the one by hand', () => {
    const drills = DRILLS_AND_BY_HAND.map(({ name }) => name);
    expect(results.map(({ timeline }) => timeline.drill)).toEqual(expect.arrayContaining(drills));
  });

  it.each(results.map((result) => [result.timeline.drill, result] as const))(
    '%s passes again, with a headline',
    (_, { verdict }) => {
      expectPass(verdict);
      expect(inEnglish(verdict).headline).toMatch(/\d s/);
    },
  );

  it('hold nothing of the machine that they were made on', async () => {
    for (const file of await shippedRecordings()) {
      const text = gunzipSync(readFileSync(file)).toString('utf8');
      expect(text).not.toMatch(/\/(root|home|work)\//);
      expect(text).not.toContain('managedFields');
    }
  });
});

describe('a recording', () => {
  it('is read as it was written, with what could not be put back', async () => {
    const directory = temporaryFolder();
    const [file = ''] = await shippedRecordings();
    const left = { name: 'the cluster is left as it was found', passed: false, expected: 'x', actual: 'y' };
    const recording = { ...(await readRecording(file)), failedCleanups: [left] };
    const path = await writeRecording(directory, recording);
    expect(await readRecording(path)).toEqual(recording);
    const [again] = await replay([path]);
    expect(again?.verdict).toMatchObject({ result: 'FAIL' });
    if (again) expectFailure({ ...again.verdict, checks: [{ ...left, remedy: 'z' }] }, left.name, 'y');
  });

  it.each([
    [
      'of a later format',
      { formatVersion: FORMAT_VERSION + 1 },
      /has format version 2, this program reads 1/,
    ],
    ['cut off', { formatVersion: FORMAT_VERSION, timeline: { drill: 'x' } }, /its timeline lacks a part/],
    [
      'of a drill that is not there',
      {
        formatVersion: FORMAT_VERSION,
        timeline: { drill: 'x', durationMs: 1, facts: {}, requests: [], changes: [], actions: [], usage: [] },
      },
      new RegExp(`a recording of "x"; there are: ${DRILLS[0]?.name}`),
    ],
  ])('%s is refused', async (_, content, message) => {
    const file = join(temporaryFolder(), 'x.json');
    writeFileSync(file, JSON.stringify(content));
    await expect(replay([file])).rejects.toThrow(message);
  });

  it('that is not there is refused', async () => {
    await expect(replay(['/nowhere.json.gz'])).rejects.toThrow('cannot read the recording /nowhere.json.gz');
  });
});
