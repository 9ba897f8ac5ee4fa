import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MODULE = new URL('../../src/compile-early.ts', import.meta.url).href;

/** Prints after how many calls V8 has compiled a function, as V8 itself says (--allow-natives-syntax). */
const program = (isEarly: boolean) => `
  import { compileEarly } from ${JSON.stringify(MODULE)};
  if (${isEarly}) compileEarly();
  const OPTIMIZED = 1 << 3;
  const work = (value) => value.length + 1;
  let calls = 0;
  while ((%GetOptimizationStatus(work) & OPTIMIZED) === 0 && calls < 5000) {
    work(calls < 20 ? 'text' : ['list']);
    calls += 1;
    // Another thread compiles.
    if (calls % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  console.log(calls);
`;

async function callsUntilCompiled(isEarly: boolean): Promise<number> {
  const flags = ['--allow-natives-syntax', '--input-type=module', '--eval', program(isEarly)];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  return Number(stdout);
}

it('V8 compiles a function after a fraction of the calls that it waits for by itself', async () => {
  const [early, byItself] = await Promise.all([callsUntilCompiled(true), callsUntilCompiled(false)]);
  expect(early).toBeLessThan(byItself / 2);
});
