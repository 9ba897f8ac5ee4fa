import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TerminationLog } from '../../src/termination-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the last message replaces the ones before', () => {
  const path = join(temporaryFolder(), 'termination-log');
  writeFileSync(path, '');
  const log = new TerminationLog(path);
  log.write('a long first message');
  log.write('last');
  expect(readFileSync(path, 'utf8')).toBe('last');
});

test('where the file is not there, nothing is written and nothing is created', () => {
  const path = join(temporaryFolder(), 'missing');
  new TerminationLog(path).write('lost');
  expect(() => readFileSync(path)).toThrow('ENOENT');
});

test('a missing file or a full disk is no error', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'termination-log');
  writeFileSync(path, '');
  const log = new TerminationLog(path);
  rmSync(folder, { recursive: true });
  expect(() => log.write('lost')).not.toThrow();
  expect(() => new TerminationLog('/dev/full').write('lost')).not.toThrow();
});
