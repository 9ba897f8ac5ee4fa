import type { Container } from '../../src/container.ts';

export const MIB = 2 ** 20;

/** An idle container with the manifest's limits, 200m and 200Mi; a test overrides what it needs. */
export function fakeContainer(differences: Partial<Container> = {}): Container {
  return {
    cpuLimitMillicores: 200,
    cpuCapacityMillicores: 2000,
    memoryLimitBytes: 200 * MIB,
    cpuUsageMs: () => process.cpuUsage().user / 1e3,
    throttledMs: () => 0,
    memoryUsage: () => ({ workingSetBytes: 50 * MIB, unreclaimableBytes: 40 * MIB }),
    ...differences,
  };
}
