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
export function formatPod(pod: PodView): string {
  const words = [pod.condition === '' ? (pod.ready ? 'ready' : 'not ready') : printable(pod.condition)];
  if (pod.condition !== '' && pod.ready) words.push('ready');
  if (pod.restarts > 0) words.push(`${pod.restarts} restart${pod.restarts === 1 ? '' : 's'}`);
  return words.join(', ');
}
