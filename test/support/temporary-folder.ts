import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestEnd } from './test-end.ts';

/** Removed with all that is in it when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-test-'));
  onTestEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
