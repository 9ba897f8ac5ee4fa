import { expect, test, vi } from 'vitest';
import { Crash } from '../../../src/faults/crash.ts';
import { FaultRegistry } from '../../../src/faults/registry.ts';

function setUp() {
  vi.useFakeTimers();
  const exitCodes: number[] = [];
  const registry = new FaultRegistry([new Crash((code) => void exitCodes.push(code)) as never]);
  return { registry, exitCodes };
}

test('it exits once, with the code asked for, after the seconds asked for', async () => {
  const { registry, exitCodes } = setUp();
  const { plan } = registry.start('crash', { exitCode: 42, afterSeconds: 3 }, 'me');
  expect(plan).toMatchObject({ seconds: 3, ending: 'exit' });
  await vi.advanceTimersByTimeAsync(2999);
  expect(exitCodes).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(exitCodes).toEqual([42]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(exitCodes).toEqual([42]);
});

test('stopped in time, it does not exit', async () => {
  const { registry, exitCodes } = setUp();
  registry.start('crash', { exitCode: 42, afterSeconds: 3 }, 'me');
  await vi.advanceTimersByTimeAsync(2999);
  await registry.stop(['crash']);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(exitCodes).toEqual([]);
});
