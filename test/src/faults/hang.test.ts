import { expect, test } from 'vitest';
import { Hang } from '../../../src/faults/hang.ts';
import { startFault } from '../../support/fault-run.ts';
import { ServiceProcess } from '../../support/service-process.ts';

test('it answers that it will hang, then nothing for the seconds asked for, and is over by itself', async () => {
  const service = await ServiceProcess.listening();
  const answer = await fetch(`${service.url}/faults/hang?seconds=2`, { method: 'POST' });
  const startMs = performance.now();
  expect(answer.status).toBe(202);
  // It begins 0.2 s after the answer; a probe sent then waits for the end.
  await service.logged('fault started');
  let slowestMs = 0;
  while (performance.now() - startMs < 2200) {
    const sentMs = performance.now();
    expect((await fetch(`${service.url}/livez`)).status).toBe(200);
    slowestMs = Math.max(slowestMs, performance.now() - sentMs);
  }
  expect(slowestMs).toBeGreaterThan(1500);
  expect(slowestMs).toBeLessThan(2500);
  await service.logged('fault stopped');
  expect(service.logLines.find((line) => line.msg === 'fault stopped')).toMatchObject({ reason: 'expired' });
});

test('stopped before it begins, it does not hang', async () => {
  const startMs = performance.now();
  await startFault(new Hang(), { seconds: 300 }).stop();
  expect(performance.now() - startMs).toBeLessThan(200);
});
