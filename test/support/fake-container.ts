import type { Container } from '../../src/container.ts';

export const MIB = 2 ** 20;

/** A container of 200m and 200Mi at rest, as the manifest has it; what differs is said by the test. */
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
