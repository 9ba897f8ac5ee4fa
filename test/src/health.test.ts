import { expect, test, vi } from 'vitest';
import type { Container } from '../../src/container.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { Health } from '../../src/health.ts';
import { Lifecycle } from '../../src/lifecycle.ts';
import { ReadinessLead } from '../../src/readiness-lead.ts';
import { fakeContainer, MIB } from '../support/fake-container.ts';

function setUp(container: Partial<Container> = {}) {
  const lifecycle = new Lifecycle();
  const full = fakeContainer(container);
  const readinessLead = new ReadinessLead(75);
  const { registry } = createFaults({
    container: full,
    readinessLead,
    diskFillDir: '/nowhere',
    exit: () => {},
  });
  const health = new Health({ lifecycle, registry, container: full, readinessLead });
  return { health, lifecycle, registry };
}

test('the three probes follow the lifecycle: liveness is ok in every state', () => {
  const { health, lifecycle } = setUp();
  const statuses = () => [health.startup(), health.liveness(), health.readiness()].map((each) => each.status);
  expect(statuses()).toEqual(['unavailable', 'ok', 'unavailable']);
  lifecycle.becomeReady();
  expect(statuses()).toEqual(['ok', 'ok', 'ok']);
  lifecycle.drain();
  expect(statuses()).toEqual(['ok', 'ok', 'unavailable']);
  expect(health.readiness().reason).toBe('draining');
  lifecycle.close();
  expect(statuses()).toEqual(['ok', 'ok', 'unavailable']);
});

test.each([
  ['unready', ['ok', 'ok', 'unavailable']],
  ['unlive', ['ok', 'unavailable', 'ok']],
])('the fault %s turns its own probe and no other, and stopping it turns it back', async (kind, statuses) => {
  const { health, lifecycle, registry } = setUp();
  lifecycle.becomeReady();
  const seen = () => [health.startup(), health.liveness(), health.readiness()].map((each) => each.status);
  registry.start(kind, { seconds: 60 }, 'test');
  expect(seen()).toEqual(statuses);
  await registry.stop([kind]);
  expect(seen()).toEqual(['ok', 'ok', 'ok']);
});

test('readiness turns off from 75 % of the memory limit on, names the share, and turns back below it', () => {
  let usedBytes = 0;
  const memoryUsage = () => ({ workingSetBytes: usedBytes + 40 * MIB, unreclaimableBytes: usedBytes });
  const { health, lifecycle } = setUp({ memoryUsage });
  lifecycle.becomeReady();
  usedBytes = 149 * MIB;
  expect(health.readiness().status).toBe('ok');
  usedBytes = 150 * MIB;
  expect(health.readiness()).toEqual({
    status: 'unavailable',
    reason: 'memory is at 75 % of the limit; not ready from 75 % on',
  });
  expect(health.liveness().status).toBe('ok');
  usedBytes = 149 * MIB;
  expect(health.readiness().status).toBe('ok');
});

test('file cache is no memory pressure: the kernel takes it back', () => {
  const memoryUsage = () => ({ workingSetBytes: 195 * MIB, unreclaimableBytes: 60 * MIB });
  const { health, lifecycle } = setUp({ memoryUsage });
  lifecycle.becomeReady();
  expect(health.readiness().status).toBe('ok');
});

test('without a memory limit there is no memory pressure', () => {
  const memoryUsage = () => ({ workingSetBytes: 2 ** 40, unreclaimableBytes: 2 ** 40 });
  const { health, lifecycle } = setUp({ memoryLimitBytes: null, memoryUsage });
  lifecycle.becomeReady();
  expect(health.readiness().status).toBe('ok');
});

test('the last 5 s before an announced kill are unready even with little memory used, so that traffic has time to move', async () => {
  vi.useFakeTimers();
  const { health, lifecycle, registry } = setUp();
  lifecycle.becomeReady();
  const { plan } = registry.start('memory-leak', { kind: 'off-heap', seconds: 30 }, 'test');
  expect(plan.ending).toBe('oom-kill');
  vi.advanceTimersByTime(plan.seconds * 1000 - 5001);
  expect(health.readiness().status).toBe('ok');
  vi.advanceTimersByTime(1001);
  expect(health.readiness()).toEqual({ status: 'unavailable', reason: 'out of memory in 4.0 s' });
  await registry.stop(['memory-leak']);
  expect(health.readiness().status).toBe('ok');
});

test('a leak that frees its memory at the end does not turn readiness off before it', async () => {
  vi.useFakeTimers();
  const { health, lifecycle, registry } = setUp();
  lifecycle.becomeReady();
  const { plan } = registry.start('memory-leak', { kind: 'off-heap', seconds: 30, maxMib: 1 }, 'test');
  vi.advanceTimersByTime(plan.seconds * 1000 - 1000);
  expect(health.readiness().status).toBe('ok');
  await registry.stop(['memory-leak']);
});
