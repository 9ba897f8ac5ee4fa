import { expect, onTestFinished, test, vi } from 'vitest';
import type { FaultsAnswer, FaultStarted } from '../../src/contract.ts';
import { CpuLoad } from '../../src/faults/cpu-load.ts';
import { MemoryLeak } from '../../src/faults/memory-leak.ts';
import { ReadinessLead } from '../../src/readiness-lead.ts';
import { fakeContainer, MIB } from '../support/fake-container.ts';
import { startFault } from '../support/fault-run.ts';
import { buildTestApp } from '../support/test-app.ts';

/*
 * An in-place resize (`kubectl patch pod NAME --subresource resize`) changes the limits of a container that
 * goes on running. Whatever tells a limit, or reckons with one, does so with the limit of that moment.
 */

/** 200m and 200Mi, until the test resizes it. */
function resizable() {
  const limits = { cpuLimitMillicores: 200 as number | null, memoryLimitBytes: (200 * MIB) as number | null };
  const used = { bytes: 40 * MIB };
  const container = fakeContainer();
  Object.defineProperties(container, {
    cpuLimitMillicores: { get: () => limits.cpuLimitMillicores },
    memoryLimitBytes: { get: () => limits.memoryLimitBytes },
    memoryUsage: {
      value: () => ({ workingSetBytes: used.bytes + 10 * MIB, unreclaimableBytes: used.bytes }),
    },
  });
  return { container, limits, used };
}

async function resizableApp() {
  const { container, limits, used } = resizable();
  return { ...(await buildTestApp({ whole: container })), limits, used };
}

test('/info and the sample of the page', async () => {
  const { app, limits } = await resizableApp();
  const told = async (path: string) => (await app.inject(path)).json().limits;
  expect(await told('/info')).toEqual({ cpuMillicores: 200, memoryBytes: 200 * MIB });
  Object.assign(limits, { cpuLimitMillicores: 500, memoryLimitBytes: 300 * MIB });
  expect(await told('/info')).toEqual({ cpuMillicores: 500, memoryBytes: 300 * MIB });
  expect(await told('/page/sample')).toEqual({ cpuMillicores: 500, memoryBytes: 300 * MIB });
});

test('the metrics, which have no sample where there is no limit', async () => {
  const { app, limits } = await resizableApp();
  const told = async () => (await app.inject('/metrics')).body.match(/^app_container_\w+_limit_\w+ .*$/gm);
  const both = (cores: number, bytes: number) => [
    `app_container_cpu_limit_cores ${cores}`,
    `app_container_memory_limit_bytes ${bytes}`,
  ];
  expect(await told()).toEqual(both(0.2, 200 * MIB));
  Object.assign(limits, { cpuLimitMillicores: 500, memoryLimitBytes: 300 * MIB });
  expect(await told()).toEqual(both(0.5, 300 * MIB));
  Object.assign(limits, { cpuLimitMillicores: null, memoryLimitBytes: null });
  expect(await told()).toBeNull();
  Object.assign(limits, { cpuLimitMillicores: 100, memoryLimitBytes: 100 * MIB });
  expect(await told()).toEqual(both(0.1, 100 * MIB));
});

test('the share of memory from which readiness is off', async () => {
  const { app, limits, used } = await resizableApp();
  const readiness = async () => (await app.inject('/readyz')).statusCode;
  used.bytes = 160 * MIB;
  expect(await readiness()).toBe(503);
  limits.memoryLimitBytes = 300 * MIB;
  expect(await readiness()).toBe(200);
  limits.memoryLimitBytes = 210 * MIB;
  expect(await readiness()).toBe(503);
});

test('the bound and the default of millicores, where they are checked and wherever they are told', async () => {
  const { app, limits } = await resizableApp();
  const asked = (millicores: number) => app.inject(`/cpu-load?millicores=${millicores}&seconds=1`);
  const told = async () => {
    const { kinds } = (await app.inject('/faults')).json<FaultsAnswer>();
    const { maximum, default: usual } = kinds[0]?.parameters.millicores ?? {};
    return [maximum, usual];
  };
  const documented = async () => {
    const { paths } = (await app.inject('/openapi.json')).json();
    return paths['/cpu-load'].get.parameters[0].schema.maximum;
  };
  expect((await asked(300)).json().message).toBe('millicores must be an integer from 1 to 200, got 300');
  expect([await told(), await documented()]).toEqual([[200, 130], 200]);
  limits.cpuLimitMillicores = 500;
  expect((await asked(300)).statusCode).toBe(202);
  expect([await told(), await documented()]).toEqual([[500, 325], 500]);
  expect((await app.inject('/cpu-load')).json<FaultStarted>().parameters.millicores).toBe(325);
  limits.cpuLimitMillicores = 100;
  expect((await asked(300)).json().message).toBe('millicores must be an integer from 1 to 100, got 300');
});

test('a load that no longer fits is told to be held at the limit, and one that fits again at what was asked', async () => {
  const { container, limits } = resizable();
  const fault = new CpuLoad(container);
  const { replans, reports, stop } = startFault(fault, { millicores: 130, seconds: 60 });
  limits.cpuLimitMillicores = 100;
  await expect.poll(() => replans.length).toBe(1);
  expect(replans[0]).toMatchObject({
    message: 'this container will use 100m of CPU in total for 60 s, its limit now; 130m were asked for',
    seconds: 60,
    parameters: { millicores: 130, seconds: 60 },
  });
  await expect.poll(() => reports.at(-1)?.targetMillicores).toBe(100);
  limits.cpuLimitMillicores = 300;
  await expect.poll(() => replans.length).toBe(2);
  expect(replans[1]?.message).toBe('this container will use 130m of CPU in total for 60 s');
  await stop();
});

test('a load announces a limit that was lowered between its plan and its start', async () => {
  const { container, limits } = resizable();
  const fault = new CpuLoad(container);
  const plan = fault.plan({ millicores: 130, seconds: 60 });
  limits.cpuLimitMillicores = 100;
  const { replans, stop } = startFault(fault, plan);
  await stop();
  expect(replans.map(({ message }) => message)).toEqual([
    'this container will use 100m of CPU in total for 60 s, its limit now; 130m were asked for',
  ]);
});

test.each([
  ['raised', 300],
  ['lowered', 150],
])('a leak whose limit is %s keeps its pace and announces its new end', async (_how, limitMib) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { container, limits } = resizable();
  const fault = new MemoryLeak(container, new ReadinessLead(75));
  const plan = fault.plan({ kind: 'off-heap' });
  // 160 MiB of room in 30 s.
  expect(plan).toMatchObject({ seconds: 30, ending: 'oom-kill', parameters: { mibPerSecond: 160 / 30 } });
  const { replans, stop } = startFault(fault, plan);
  limits.memoryLimitBytes = limitMib * MIB;
  await expect.poll(() => replans.length).toBe(1);
  await stop();
  expect(replans[0]?.message).toContain(`the memory limit is ${limitMib} MiB now: `);
  expect(replans[0]).toMatchObject({ ending: 'oom-kill', parameters: { mibPerSecond: 160 / 30 } });
  // The usage of the container does not grow here: the headroom counts from the change.
  const room = limitMib - 40;
  expect(replans[0]?.seconds).toBeGreaterThanOrEqual((room / 160) * 30 - 0.1);
  expect(replans[0]?.seconds).toBeLessThan((room / 160) * 30 + 2);
});

test('a leak that is bounded by maxMib is fatal once the limit is lowered below that, and held once it is raised', async () => {
  const { container, limits } = resizable();
  const fault = new MemoryLeak(container, new ReadinessLead(75));
  const plan = fault.plan({ kind: 'off-heap', maxMib: 100, mibPerSecond: 1 });
  expect(plan).toMatchObject({ ending: 'expiry', seconds: 120 });
  const { replans, stop } = startFault(fault, plan);
  limits.memoryLimitBytes = 100 * MIB;
  await expect.poll(() => replans.at(-1)?.ending).toBe('oom-kill');
  limits.memoryLimitBytes = 200 * MIB;
  await expect.poll(() => replans.at(-1)?.ending).toBe('expiry');
  expect(replans.at(-1)).toMatchObject({ seconds: 120, parameters: { maxMib: 100, mibPerSecond: 1 } });
  await stop();
});

test('seconds beside a pace bound the leak also where the limit is raised', async () => {
  const { container, limits } = resizable();
  const fault = new MemoryLeak(container, new ReadinessLead(75));
  const plan = fault.plan({ kind: 'off-heap', mibPerSecond: 10, seconds: 20 });
  expect(plan.ending).toBe('oom-kill');
  const { replans, stop } = startFault(fault, plan);
  limits.memoryLimitBytes = 400 * MIB;
  await expect.poll(() => replans.at(-1)).toMatchObject({ ending: 'expiry', seconds: 20 });
  await stop();
});

test('a leak that nothing would end any more fails, and gives back', async () => {
  const { container, limits } = resizable();
  const fault = new MemoryLeak(container, new ReadinessLead(75));
  const { run } = startFault(fault, { kind: 'off-heap' });
  limits.memoryLimitBytes = null;
  await expect(run).rejects.toThrow('the memory limit that was to end this leak is gone');
});

test("a leak on the heap says that V8's limit does not follow", async () => {
  const { container, limits } = resizable();
  limits.memoryLimitBytes = 2 ** 40;
  const fault = new MemoryLeak(container, new ReadinessLead(75));
  expect(fault.plan({ kind: 'heap' }).message).toContain("V8's heap limit is met");
  limits.memoryLimitBytes = 2 ** 41;
  expect(fault.plan({ kind: 'heap' }).message).toContain(
    "V8's heap limit, which is set at the start and does not follow a resize, is met",
  );
});

test('a new end is told by /faults and by the log, and the fault lives to see it', async () => {
  const { app, limits, logLines } = await resizableApp();
  const { endsAt } = (await app.inject('/memory-leak?seconds=5')).json<FaultStarted>();
  limits.memoryLimitBytes = 1000 * MIB;
  const active = async () => (await app.inject('/faults')).json<FaultsAnswer>().active[0];
  await expect.poll(async () => (await active())?.endsAt).not.toBe(endsAt);
  expect(Date.parse((await active())?.endsAt ?? '') - Date.parse(endsAt)).toBeGreaterThan(24_000);
  expect(logLines).toContainEqual(
    expect.objectContaining({
      msg: 'fault replanned',
      fault: 'memory-leak',
      endsAt: (await active())?.endsAt,
    }),
  );
});
