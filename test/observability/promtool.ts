import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from '../support/missing-tool.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export const prometheusIsMissing = isMissing(
  'Prometheus (Debian: apt-get install prometheus)',
  ['promtool', 'prometheus'].every((tool) => spawnSync(tool, ['--version']).status === 0),
  'no query or alert is checked',
);

export function promtool(arguments_: readonly string[], input = ''): { ok: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync('promtool', arguments_, { input, encoding: 'utf8' });
  return { ok: status === 0, output: stdout + stderr };
}

/** A file for promtool that is removed after the test. JSON is YAML, too. */
export function temporaryFile(name: string, content: string | object): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
}
