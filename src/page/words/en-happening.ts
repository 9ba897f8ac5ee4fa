import type { PageEvent } from '../state/event-log.ts';
import { bytes, cores } from '../state/figures.ts';
import { shortNameOf } from '../state/pod.ts';
import type { LastState, RestartCause } from '../state/restart-cause.ts';
import type { ReadinessReason } from '../state/status.ts';
import { losses } from './en-fixed.ts';
import { lessons } from './en-lessons.ts';
import { count, duration, listed } from './en-parts.ts';
import { lossesIn, MEMORY_MATTERS_PERCENT } from './parts.ts';

export function happening(event: PageEvent, clock: (atMs: number) => string): string {
  const pod = 'pod' in event ? `pod ${shortNameOf(event.pod)}` : '';
  switch (event.kind) {
    case 'watching':
      return `watching ${count(event.pods.length, 'pod', 'pods')} of version ${listed(event.versions)}: ${event.pods.map(shortNameOf).join(', ')}`;
    case 'appeared':
      return `${pod} appeared (version ${event.version})`;
    case 'joined':
      return `${pod} gets requests now (version ${event.version}, up ${duration(event.uptimeSeconds)})`;
    case 'restarted':
      return `${pod} restarted after ${duration(event.afterSeconds)}: ${cause(event.cause)}`;
    case 'silent':
      return silent(event, pod);
    case 'back':
      return `${pod} answers again`;
    case 'left':
      return `${pod} left, last seen at ${clock(event.lastSeenMs)}: ${leaving(event)}`;
    case 'unready':
      return `${pod} is not ready: ${reason(event.reason)}`;
    case 'ready':
      return `${pod} is ready again`;
    case 'terminating':
      return `${pod} is terminating: it was told to stop and still answers`;
    case 'version-new':
      return `version ${event.version} is here`;
    case 'version-gone':
      return `version ${event.version} is gone`;
    case 'limits-changed':
      return `the limits of ${pod} changed without a restart: ${limits(event.before)} -> ${limits(event.now)}`;
    case 'fault-started':
      return `${event.fault} started on ${pod}, ${duration(event.secondsLeft)} to go`;
    case 'fault-ended':
      return `${event.fault} ended on ${pod}`;
    case 'lost': {
      const within = event.seconds >= 1 ? ` within ${duration(event.seconds)}` : '';
      return `${count(event.count, 'request', 'requests')} lost${within} (${lossesIn(losses, event.byKind)})`;
    }
    case 'lesson':
      return `${lessons[event.lesson]?.title}: ${lessons[event.lesson]?.steps[event.step]}`;
    case 'new-lesson':
      return `new lesson: counters at zero (before: ${event.lost} lost, ${event.answered} answered)`;
    case 'paused':
      return 'paused';
    case 'hidden':
      return 'tab hidden: nothing is sent';
    case 'resumed':
      return `resumed after ${duration(event.afterSeconds)} without watching`;
  }
}

export function cause(event: RestartCause): string {
  switch (event.kind) {
    case 'oom':
      return 'OOMKilled, as the leak had announced';
    case 'heap-abort':
      return 'aborted at its heap limit, as the leak had announced';
    case 'exit':
      return `exit code ${event.exitCode}, as crash had announced`;
    case 'liveness':
      return `its liveness probe failed (${event.fault})`;
    case 'told-to-stop':
      return 'it was told to stop (SIGTERM) and drained';
    case 'unknown':
      return lastState(event.lastState);
  }
}

export function reason(event: ReadinessReason): string {
  switch (event.kind) {
    case 'fault':
      return 'fault unready is active';
    case 'starting':
      return 'still starting';
    case 'terminating':
      return 'terminating';
    case 'memory': {
      const share =
        event.percent === null ? 'memory runs out' : `memory is at ${Math.round(event.percent)}\u00a0%`;
      return event.oomInSeconds === null ? share : `${share}, OOM in ${Math.round(event.oomInSeconds)} s`;
    }
    case 'other':
      return event.text;
  }
}

function silent(event: Extract<PageEvent, { kind: 'silent' }>, pod: string): string {
  const lost = event.lost === 0 ? '' : ` (${count(event.lost, 'request', 'requests')} lost)`;
  if (event.cause) return `${pod} ended: ${cause(event.cause)}`;
  if (event.status === 'hung') return `${pod} hangs: it accepts and does not answer${lost}`;
  if (event.status === 'crashed') return `${pod} crashed${lost}: ${lastState(event.lastState)}`;
  return `${pod} gets no requests any more${event.lost === 0 ? '; nothing was lost' : ''}`;
}

function leaving({ status, lastState: words }: Extract<PageEvent, { kind: 'left' }>): string {
  if (status === 'finished' || status === 'terminating') return 'it drained';
  if (status === 'unready') return 'it was not ready';
  if (status === 'hung') return 'it did not answer any more';
  if (status === 'crashed') return lastState(words);
  return 'it was ready and did not say why';
}

function lastState({ memoryPercent, memoryAgeSeconds, isReady, faults, lifecycle }: LastState): string {
  if (lifecycle === 'draining') return 'it was terminating';
  const words = [
    ...(memoryPercent === null || memoryPercent < MEMORY_MATTERS_PERCENT
      ? []
      : [`memory was at ${Math.round(memoryPercent)}\u00a0% ${duration(memoryAgeSeconds)} before`]),
    ...(isReady ? [] : ['it was not ready']),
    ...(faults.length === 0 ? [] : [`with ${listed(faults)} active`]),
  ];
  return words.length === 0 ? 'it was ready and did not drain' : words.join(', ');
}

function limits({
  cpuMillicores,
  memoryBytes,
}: {
  cpuMillicores: number | null;
  memoryBytes: number | null;
}): string {
  const cpu = cpuMillicores === null ? 'no CPU limit' : cores(cpuMillicores);
  return `${cpu} / ${memoryBytes === null ? 'no memory limit' : bytes(memoryBytes)}`;
}
