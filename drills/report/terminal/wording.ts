import { message } from '../../../messages/drills.ts';
import type { Message } from '../../../messages/message.ts';
import { printable } from './pod-name.ts';
import type { PodView, TrafficView } from './shapes.ts';

/** `7 s`, `2 min 05 s`: read at a glance, no decimals. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

export function formatTraffic(traffic: TrafficView): string {
  const p99 = traffic.p99Ms === null ? '' : ` · p99 ${formatMilliseconds(traffic.p99Ms)}`;
  return `${Math.round(traffic.ratePerSecond)} req/s · ${traffic.sent} sent · ${formatLost(traffic.lost)}${p99}`;
}

export function formatLost(lost: number): string {
  return lost === 0 ? 'nothing lost' : `${lost} LOST`;
}

export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

/** `ready`, `not ready`, `Terminating, 1 restart`. */
export function formatPod({ condition, ready, restarts }: PodView): Message {
  const isNamed = condition !== '';
  const state = isNamed ? printable(condition) : message(ready ? 'pod.ready' : 'pod.notReady');
  return message('list', {
    items: [
      state,
      ...(isNamed && ready ? [message('pod.ready')] : []),
      ...(restarts > 0 ? [message('pod.restarts', { count: restarts })] : []),
    ],
  });
}
