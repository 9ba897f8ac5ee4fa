const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800] as const;
const MOST_TICKS = 12;

/** Round times on the axis, in milliseconds. */
export function timeTicks(endMs: number): number[] {
  const stepSeconds = STEPS_SECONDS.find((one) => endMs / 1000 / one <= MOST_TICKS) ?? 3600;
  const count = Math.floor(endMs / 1000 / stepSeconds);
  return Array.from({ length: count + 1 }, (_, index) => index * stepSeconds * 1000);
}
