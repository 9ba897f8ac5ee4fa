import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRegistry } from './faults/registry.ts';
import type { ReadinessLead } from './readiness-lead.ts';

/** The kill may come a little after the announced second. */
const LATE_SECONDS = 3;

/**
 * For how long a leak is left alone when SIGTERM comes, so that it ends as announced; 0 where it is to be
 * undone at once. Liveness that asks the path of readiness fails with it: the kubelet then wants a restart in
 * the last moments before the kill.
 * @param mostSeconds that the shutdown has for it
 */
export function secondsToAnnouncedKill(
  registry: FaultRegistry,
  readinessLead: ReadinessLead,
  mostSeconds: number,
): number {
  const leak = registry.find('memory-leak');
  if (leak?.plan.ending !== 'oom-kill' || !readinessLead.isSharedWithLiveness) return 0;
  if (leak.secondsLeft > readinessLead.secondsAfterLivenessFailed) return 0;
  const seconds = Math.max(0, leak.secondsLeft) + LATE_SECONDS;
  return seconds > mostSeconds ? 0 : seconds;
}

/**
 * Settles when the leak was stopped after all, or the time is over: the kernel ends the process before that.
 */
export async function waitForAnnouncedKill(registry: FaultRegistry, seconds: number): Promise<void> {
  const stopped = new Promise<void>((resolve) =>
    registry.on('stopped', ({ kind }) => {
      if (kind === 'memory-leak') resolve();
    }),
  );
  await Promise.race([stopped, sleep(seconds * 1000)]);
}
