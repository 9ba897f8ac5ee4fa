import type { ReportWords } from '../../messages/report.ts';

const SECOND_MS = 1000;
/** Round times on an axis. */
export const TICK_STEPS_MS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].map(
  (seconds) => seconds * SECOND_MS,
);
const MOST_TICKS = 12;

/** For the axis without JavaScript; uPlot chooses its own. */
export function timeTicks(endMs: number): number[] {
  const stepMs =
    TICK_STEPS_MS.find((one) => one >= SECOND_MS && endMs / one <= MOST_TICKS) ?? 3600 * SECOND_MS;
  return Array.from({ length: Math.floor(endMs / stepMs) + 1 }, (_, index) => index * stepMs);
}

/** `30 s`, `1:05`, with a decimal where the ticks are closer than a second. */
export function formatTick(atMs: number, stepMs: number, words: ReportWords): string {
  const decimals = stepMs < SECOND_MS ? 1 : 0;
  const [minutes, seconds] = [Math.floor(atMs / 60_000), ((atMs % 60_000) / SECOND_MS).toFixed(decimals)];
  if (minutes === 0) return words('duration.seconds', { count: seconds });
  return `${minutes}:${seconds.padStart(decimals === 0 ? 2 : 4, '0')}`;
}
