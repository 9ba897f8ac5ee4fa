import { expect, onTestFinished, test, vi } from 'vitest';
import { secondsToAnnouncedKill, waitForAnnouncedKill } from '../../src/announced-kill.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { ReadinessLead } from '../../src/readiness-lead.ts';
import { fakeContainer } from '../support/fake-container.ts';

/**
 * A leak of 40 s on a pod that a kubelet asks every 10 s, at one path for both probes or at a path for each.
 */
function leaking({ isSharedPath = true, query = {} } = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  const readinessLead = new ReadinessLead(75);
  const { registry } = createFaults({
    container: fakeContainer(),
    readinessLead,
    diskFillDir: '/nowhere',
    exit: () => {},
  });
  readinessLead.noteProbe(isSharedPath);
  registry.start('memory-leak', { kind: 'off-heap', mibPerSecond: 4, ...query }, 'test');
  onTestFinished(async () => void (await registry.stopAll()));
  return {
    registry,
    wait: (mostSeconds = 20) => secondsToAnnouncedKill(registry, readinessLead, mostSeconds),
  };
}

test('SIGTERM in the last 15 s, when liveness can have failed three times, leaves the leak to the kernel', () => {
  const { wait } = leaking();
  vi.advanceTimersByTime(24_900);
  expect(wait()).toBe(0);
  vi.advanceTimersByTime(200);
  expect(wait()).toBeCloseTo(14.9 + 3);
});

test('there is no wait where liveness has a path of its own, where nothing kills, or where the shutdown has no time', () => {
  const { wait: ofOwnPath } = leaking({ isSharedPath: false });
  vi.advanceTimersByTime(39_000);
  expect(ofOwnPath()).toBe(0);
  const { wait: ofHeldLeak } = leaking({ query: { maxMib: 1, seconds: 40 } });
  vi.advanceTimersByTime(39_000);
  expect(ofHeldLeak()).toBe(0);
  const { wait } = leaking();
  vi.advanceTimersByTime(39_000);
  expect(wait(3.9)).toBe(0);
  expect(wait(4.1)).toBeCloseTo(4);
});

test('the wait ends with the leak, whatever else stops meanwhile, and at the latest when it is over', async () => {
  const { registry } = leaking();
  registry.start('unready', { seconds: 60 }, 'test');
  const settled = vi.fn();
  const wait = waitForAnnouncedKill(registry, 10).then(settled);
  await registry.stop(['unready']);
  expect(settled).not.toHaveBeenCalled();
  await registry.stop(['memory-leak']);
  await wait;
  expect(settled).toHaveBeenCalledOnce();
});
