import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRegistry } from './faults/registry.ts';
import type { ReadinessLead } from './readiness-lead.ts';

/** The kill may come a little after the announced second. */
const KILL_TOLERANCE_SECONDS = 3;

/**
 * How many seconds a leak goes on after SIGTERM, so that the kernel kills the pod in the announced second.
 * 0 means that the leak is undone at once. A liveness probe on the path of the readiness probe fails
 * together with it, so the kubelet may send SIGTERM in the last moments before the kill.
 * @param maxSeconds what the shutdown timeout leaves
 */
export function secondsToAnnouncedKill(
  registry: FaultRegistry,
  readinessLead: ReadinessLead,
  maxSeconds: number,
): number {
  const leak = registry.find('memory-leak');
  if (leak?.plan.ending !== 'oom-kill' || !readinessLead.isSharedWithLiveness) return 0;
  if (leak.secondsLeft > readinessLead.secondsAfterLivenessFailed) return 0;
  const seconds = Math.max(0, leak.secondsLeft) + KILL_TOLERANCE_SECONDS;
  return seconds > maxSeconds ? 0 : seconds;
}

/**
 * Settles when the leak was stopped or the time is over. A kernel that kills ends the process before that.
 */
export async function waitForAnnouncedKill(registry: FaultRegistry, seconds: number): Promise<void> {
  const stopped = new Promise<void>((resolve) =>
    registry.on('stopped', ({ kind }) => {
      if (kind === 'memory-leak') resolve();
    }),
  );
  await Promise.race([stopped, sleep(seconds * 1000)]);
}
