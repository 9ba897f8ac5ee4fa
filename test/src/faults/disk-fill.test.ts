import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DiskFill } from '../../../src/faults/disk-fill.ts';
import { MIB } from '../../support/fake-container.ts';
import { startFault } from '../../support/fault-run.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The free blocks of the disk, as `statfs` tells them. */
type Statfs = ConstructorParameters<typeof DiskFill>[1];

function filling(folder: string, parameters: { mibPerSecond: number; maxMib: number }, statfs?: Statfs) {
  const started = startFault(new DiskFill(folder, statfs), { seconds: 60, ...parameters });
  return { ...started, file: join(folder, 'disk-fill.bin') };
}

test('it really writes, stops at maxMib to the byte, holds that, and removes everything when stopped', async () => {
  const folder = temporaryFolder();
  const { file, stop, reports } = filling(folder, { mibPerSecond: 200, maxMib: 7 });
  await expect.poll(() => statSync(file).size).toBe(7 * MIB);
  await expect.poll(() => reports.at(-1)).toEqual({ writtenBytes: 7 * MIB, note: 'holding' });
  const { size, blocks } = statSync(file);
  expect(size).toBe(7 * MIB);
  // Not sparse: it takes the space that it says.
  expect(blocks * 512).toBeGreaterThanOrEqual(7 * MIB);
  expect(readFileSync(file).every((byte) => byte === 0xa5)).toBe(true);
  await stop();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [99, 'holds from the beginning', 0],
  [100, 'fills on', 3 * MIB],
])('with %i of 1000 blocks left it %s: a tenth of the disk is never touched', async (bavail, _, bytes) => {
  const asked: string[] = [];
  const { reports, stop } = filling(temporaryFolder(), { mibPerSecond: 200, maxMib: 3 }, (path) => {
    asked.push(path);
    return { bavail, blocks: 1000 };
  });
  await expect.poll(() => reports.at(-1)).toEqual({ writtenBytes: bytes, note: 'holding' });
  await stop();
  expect(new Set(asked)).toEqual(new Set([expect.stringMatching(/disk-fill\.bin$/)]));
});

test('it stops where the disk is full, also where other programs write', async () => {
  let bavail = 1000;
  const { reports, stop } = filling(temporaryFolder(), { mibPerSecond: 10, maxMib: 100 }, () => {
    bavail -= 300;
    return { bavail, blocks: 1000 };
  });
  // 700, 400 and 100 blocks are left at the first three ticks.
  await expect.poll(() => reports.at(-1)).toEqual({ writtenBytes: 3 * MIB, note: 'holding' });
  await stop();
});

test('it keeps the pace', async () => {
  const { file, stop } = filling(temporaryFolder(), { mibPerSecond: 10, maxMib: 100 });
  const startMs = performance.now();
  await expect.poll(() => statSync(file).size).toBeGreaterThanOrEqual(10 * MIB);
  const seconds = (performance.now() - startMs) / 1000;
  expect(seconds).toBeGreaterThan(0.8);
  expect(seconds).toBeLessThan(2.5);
  await stop();
});

test('the start removes the file of an earlier process of the container, and nothing else', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'disk-fill.bin'), 'old');
  writeFileSync(join(folder, 'mine'), 'kept');
  new DiskFill(folder);
  expect(readdirSync(folder)).toEqual(['mine']);
});

test('a missing folder is refused with the reason, and is not created', () => {
  expect(() => filling('/nowhere/at/all', { mibPerSecond: 1, maxMib: 1 })).toThrow(
    expect.objectContaining({
      statusCode: 409,
      message: expect.stringContaining('/nowhere/at/all cannot be written to'),
    }),
  );
});
