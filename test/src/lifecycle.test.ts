import { expect, test } from 'vitest';
import type { LifecycleState } from '../../src/contract.ts';
import { Lifecycle } from '../../src/lifecycle.ts';

const MOVES: Record<string, (lifecycle: Lifecycle) => void> = {
  becomeReady: (lifecycle) => lifecycle.becomeReady(),
  drain: (lifecycle) => lifecycle.drain(),
  close: (lifecycle) => lifecycle.close(),
};

const ALLOWED: Record<LifecycleState, Record<string, LifecycleState>> = {
  starting: { becomeReady: 'ready', drain: 'draining', close: 'closed' },
  ready: { drain: 'draining', close: 'closed' },
  draining: { close: 'closed' },
  closed: {},
};

for (const state of Object.keys(ALLOWED) as LifecycleState[]) {
  for (const [move, make] of Object.entries(MOVES)) {
    const to = ALLOWED[state][move];
    test(`${move} while ${state} ${to ? `leads to ${to} and says so` : 'is refused and changes nothing'}`, () => {
      const lifecycle = lifecycleIn(state);
      const seen: LifecycleState[] = [];
      lifecycle.on('changed', (each) => seen.push(each));
      const drained = lifecycle.isDraining;
      if (to) make(lifecycle);
      else expect(() => make(lifecycle)).toThrow(`lifecycle cannot go from ${state} to`);
      expect(lifecycle.state).toBe(to ?? state);
      expect(seen).toEqual(to ? [to] : []);
      if (!to) expect(lifecycle.isDraining).toBe(drained);
    });
  }
}

test('the drain is timed from its start, also after the process is closed', () => {
  const lifecycle = lifecycleIn('ready');
  expect([lifecycle.isDraining, lifecycle.drainSeconds]).toEqual([false, null]);
  lifecycle.drain();
  expect(lifecycle.isDraining).toBe(true);
  expect(lifecycle.drainSeconds).toBeGreaterThanOrEqual(0);
  expect(lifecycle.drainSeconds).toBeLessThan(1);
});

function lifecycleIn(state: LifecycleState): Lifecycle {
  const lifecycle = new Lifecycle();
  if (state === 'ready') lifecycle.becomeReady();
  if (state === 'draining') lifecycle.drain();
  if (state === 'closed') lifecycle.close();
  return lifecycle;
}
