import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Container } from '../../../src/container.ts';
import { MemoryLeak } from '../../../src/faults/memory-leak.ts';
import { ReadinessLead } from '../../../src/readiness-lead.ts';
import { fakeContainer, MIB } from '../../support/fake-container.ts';
import { startFault } from '../../support/fault-run.ts';
import { ServiceProcess } from '../../support/service-process.ts';

describe('in this process', () => {
  test('it leaks at the pace, stops at maxMib, holds that, and frees it when stopped', async () => {
    const rss = () => process.memoryUsage.rss();
    const base = rss();
    const container = fakeContainer({
      memoryLimitBytes: null,
      memoryUsage: () => ({ workingSetBytes: rss(), unreclaimableBytes: rss() }),
    });
    const { reports, stop } = leaking(container, { maxMib: 64, mibPerSecond: 200, seconds: 60 });
    await expect.poll(() => reports.at(-1)?.leakedBytes, { timeout: 5000 }).toBe(64 * MIB);
    expect(rss() - base).toBeGreaterThan(50 * MIB);
    await stop();
    await expect.poll(() => rss() - base, { timeout: 5000 }).toBeLessThan(20 * MIB);
  });

  test('other memory of the container is subtracted from the leak, so that the end does not move', async () => {
    const baseBytes = process.memoryUsage.rss();
    let otherBytes = 0;
    const usedBytes = () => process.memoryUsage.rss() - baseBytes + 40 * MIB + otherBytes;
    const container = fakeContainer({
      memoryUsage: () => ({ workingSetBytes: usedBytes(), unreclaimableBytes: usedBytes() }),
    });
    const startMs = performance.now();
    const { plan, reports, stop } = leaking(container, { mibPerSecond: 60 });
    expect(plan.ending).toBe('oom-kill');
    otherBytes = 30 * MIB;
    const leakedBytes = () => Number(reports.at(-1)?.leakedBytes ?? 0);
    await expect.poll(leakedBytes, { timeout: 5000 }).toBeGreaterThan(10 * MIB);
    const expectedBytes = ((performance.now() - startMs) / 1000) * 60 * MIB - otherBytes;
    await stop();
    expect(Math.abs(leakedBytes() - expectedBytes) / MIB).toBeLessThan(15);
  });

  test('in the announced second it takes the rest at once, also where the kernel slowed it down', async () => {
    const container = fakeContainer({
      memoryLimitBytes: 100 * MIB,
      memoryUsage: () => ({ workingSetBytes: usedBytes, unreclaimableBytes: usedBytes }),
    });
    let usedBytes = 40 * MIB;
    const { plan, reports, stop } = leaking(container, { mibPerSecond: 50 });
    expect(plan).toMatchObject({ ending: 'oom-kill', seconds: 1.2 });
    // More than its pace asks for, for as long as this runs: by the pace alone nothing is taken.
    usedBytes = 400 * MIB;
    await expect.poll(() => reports.length, { timeout: 5000 }).toBe(3);
    // The progress of the seconds 0, 1 and 2.
    const [first, second, third] = reports.map(({ leakedBytes }) => Number(leakedBytes));
    expect(first).toBeLessThan(MIB);
    expect(second).toBeLessThan(MIB);
    expect(third).toBe(100 * MIB);
    await stop();
  });

  test('a leak that replaces another counts the memory that the other will free as available', async () => {
    const baseBytes = process.memoryUsage.rss();
    const usedBytes = () => process.memoryUsage.rss() - baseBytes + 40 * MIB;
    const container = fakeContainer({
      memoryUsage: () => ({ workingSetBytes: usedBytes(), unreclaimableBytes: usedBytes() }),
    });
    const { fault, reports, stop } = leaking(container, { maxMib: 80, mibPerSecond: 400, seconds: 60 });
    await expect.poll(() => reports.at(-1)?.leakedBytes, { timeout: 5000 }).toBe(80 * MIB);
    const { parameters } = fault.plan({ kind: 'off-heap', seconds: 10 });
    await stop();
    // 160 MiB of room in ten seconds; without the 80 that come back it would be half of that.
    expect(parameters.mibPerSecond).toBeGreaterThan(13);
    expect(parameters.mibPerSecond).toBeLessThan(19);
  });
});

describe.each([
  ['off-heap', 300],
  ['heap', 150],
])('kind=%s in a process of its own', (kind, maxMib) => {
  test('what was leaked is given back within 5 s of DELETE, to within 10 % of the base', async () => {
    const service = await ServiceProcess.listening();
    // Warm: the base is that of a process that has answered before.
    for (let count = 0; count < 20; count++)
      await fetch(`${service.url}/faults`).then((answer) => answer.text());
    const base = residentBytes(service);
    const query = `kind=${kind}&maxMib=${maxMib}&mibPerSecond=400&seconds=60`;
    expect((await fetch(`${service.url}/memory-leak?${query}`)).status).toBe(202);
    await expect
      .poll(() => residentBytes(service) - base, { timeout: 10_000 })
      .toBeGreaterThan(maxMib * 0.9 * MIB);
    await fetch(`${service.url}/faults`, { method: 'DELETE' });
    await expect.poll(() => residentBytes(service) / base, { timeout: 5000 }).toBeLessThan(1.1);
  });
});

function leaking(container: Container, asked: Partial<Parameters<MemoryLeak['plan']>[0]>) {
  const fault = new MemoryLeak(container, new ReadinessLead(75));
  return { fault, ...startFault(fault, { kind: 'off-heap', ...asked }) };
}

function residentBytes({ child }: ServiceProcess): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;
}
