import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TERMINAL = fileURLToPath(new URL('../../scripts/terminal.ts', import.meta.url));
const SAY = fileURLToPath(new URL('../../messages/say.ts', import.meta.url));
const ASK = `
  const { terminalFor } = await import(${JSON.stringify(TERMINAL)});
  const { sayIn } = await import(${JSON.stringify(SAY)});
  process.exitCode = (await terminalFor(sayIn('ko')).ask('진행하시겠습니까?')) ? 0 : 3;
`;

test.concurrent.each([
  ['예', 0],
  ['네', 0],
  ['y', 0],
  // The key of `y` on a Korean keyboard.
  ['ㅛ', 0],
  ['아니요', 3],
  ['', 3],
])('a question in Korean, answered %j', async (answer, exitCode) => {
  const child = execFile(process.execPath, ['--eval', ASK, '--input-type=module']);
  let shown = '';
  child.stdout?.on('data', (text) => {
    shown += text;
  });
  child.stdin?.end(`${answer}\n`);

  expect(await once(child, 'close')).toEqual([exitCode, null]);
  expect(shown).toContain('진행하시겠습니까? [예/아니요] ');
});
