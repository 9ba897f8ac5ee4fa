import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Instruments } from './instruments.ts';

const LIFECYCLE_STATES = ['starting', 'ready', 'draining', 'closed'] as const;

/** Which release this is, where in its life, and whether it wants traffic. */
export function addLifecycle(
  instruments: Instruments,
  sources: { identity: Identity; lifecycle: Lifecycle; health: Pick<Health, 'readiness'> },
): void {
  const { identity, lifecycle, health } = sources;
  const { version, colour } = identity;
  instruments
    .gauge('app_info', 'Always 1; the labels say which release this is.', ['version', 'colour'])
    .set({ version, colour }, 1);
  const state = instruments.gauge(
    'app_lifecycle_state',
    '1 for the state the process is in, 0 for the others.',
    ['state'],
    () => {
      for (const each of LIFECYCLE_STATES) state.set({ state: each }, each === lifecycle.state ? 1 : 0);
    },
  );
  const seconds = instruments.gauge(
    'app_drain_duration_seconds',
    'Time since draining began; 0 before.',
    [],
    () => seconds.set(lifecycle.drainSeconds ?? 0),
  );
  const ready = instruments.gauge(
    'app_ready',
    '1 where /readyz answers 200, 0 where it answers 503.',
    [],
    () => ready.set(health.readiness().status === 'ok' ? 1 : 0),
  );
}
