import type { UsageSample } from '../timeline.ts';

/** The CPU of all pods together between two times, from the samples of each. 0: there is no sample. */
export function meanMillicores(usage: readonly UsageSample[], fromMs: number, untilMs = Infinity): number {
  const samples = usage.filter(
    ({ atMs, cpuMillicores }) => atMs >= fromMs && atMs < untilMs && cpuMillicores !== null,
  );
  return [...Map.groupBy(samples, ({ pod }) => pod).values()]
    .map((ofPod) => ofPod.reduce((sum, one) => sum + (one.cpuMillicores ?? 0), 0) / ofPod.length)
    .reduce((sum, one) => sum + one, 0);
}
