import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeWithEngine, image, RunningContainer } from './engine.ts';
import { type CpuTarget, expectHeld } from './held-cpu.ts';

/** The target with the least headroom runs first: later the machine has worked for minutes. */
const targets: CpuTarget[] = [
  { millicores: 50, trafficRps: 50 },
  { millicores: 60, trafficRps: 50 },
];

describeWithEngine('a CPU load with the machine to itself', () => {
  it.for(targets)('holds $millicores m in every 15 s window, with $trafficRps rps of traffic', expectHeld);

  it('is reached within 2 s and gone within 1 s of DELETE', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const cpuMs = await app.cpuMeter();
    const millicoresOver = async (ms: number) => {
      const from = { atMs: performance.now(), cpuMs: cpuMs() };
      await sleep(ms);
      return ((cpuMs() - from.cpuMs) / (performance.now() - from.atMs)) * 1000;
    };
    await app.json('/cpu-load?millicores=130&seconds=60');
    await sleep(2000);
    expect(await millicoresOver(2000)).toBeGreaterThan(115);
    await app.json('/faults/cpu-load', { method: 'DELETE' });
    await sleep(1000);
    expect(await millicoresOver(2000)).toBeLessThan(10);
  });

  it('keeps several cores busy where there is no limit', async () => {
    await using app = await RunningContainer.startReady({ image: image('app'), cpus: null });
    const cpuMs = await app.cpuMeter();
    await app.json('/cpu-load?millicores=1200&seconds=20');
    await sleep(2000);
    const from = { atMs: performance.now(), cpuMs: cpuMs() };
    await sleep(5000);
    const used = ((cpuMs() - from.cpuMs) / (performance.now() - from.atMs)) * 1000;
    expect(used).toBeGreaterThan(1100);
    expect(used).toBeLessThan(1300);
  });
});
