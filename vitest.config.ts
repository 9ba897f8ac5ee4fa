import './scripts/node-version.cjs';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';

/** They measure seconds: CI runs them, and `npm run test:real-time`. */
const REAL_TIME = [
  'test/drills/lessons/drift.test.ts',
  'test/drills/lessons/resize.test.ts',
  'test/drills/lessons/surge.test.ts',
  'test/drills/lessons/your-service.test.ts',
  'test/drills/main.test.ts',
  'test/drills/posted-objects.test.ts',
  'test/drills/traffic/*.test.ts',
  'test/src/faults/disk-fill.test.ts',
  'test/src/faults/hang.test.ts',
  'test/src/faults/memory-leak.test.ts',
  'test/observability/live.test.ts',
  'test/src/plugins/under-pressure-clock.test.ts',
  'test/src/unfinished-requests.test.ts',
];

/** As above, and need all of the CPU, or measure their own. */
const REAL_TIME_ALONE = [
  'test/drills/command/run-drill.test.ts',
  'test/src/drain.test.ts',
  'test/src/faults-api.property.test.ts',
  'test/src/faults/cpu-load.test.ts',
  'test/src/main.test.ts',
];

/**
 * The first holds the CPU to 2m where the traffic leaves hardly more: beside another container, a cold
 * request costs more than that. The second sends 4,000 requests a second, which are a core.
 */
const CONTAINERS_ALONE = ['test/containers/cpu-load-alone.test.ts', 'test/containers/load-shedding.test.ts'];

/** Others on the machine may take the CPU away for longer than a bound allows: the report says so. */
const SHARED_MACHINE_RETRIES = 1;

export default defineConfig({
  test: {
    setupFiles: './test/support/before-each-file.ts',
    // A bound for what hangs, and none on how busy the machine may be.
    expect: { poll: { timeout: 60_000 } },
    // Most tests wait for processes that they started: more of them than cores keep two cores busy.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/slowest-files.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/containers/**', 'test/browser/**', ...REAL_TIME, ...REAL_TIME_ALONE],
          // A worker loads each module once, for all of its files: loading them anew took a third of the CPU.
          // No module of ours keeps a state.
          isolate: false,
          testTimeout: 120_000,
        },
      },
      // Counts real requests and scrapes against a clock: after the others, and three at a time, which mostly
      // wait.
      {
        test: {
          name: 'real-time',
          include: REAL_TIME,
          testTimeout: 120_000,
          retry: SHARED_MACHINE_RETRIES,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'real-time-alone',
          include: REAL_TIME_ALONE,
          testTimeout: 120_000,
          retry: SHARED_MACHINE_RETRIES,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      // Three files at a time: what is measured is a container's, which has its own share of the CPU; a
      // browser waits for what it shows.
      {
        test: {
          name: 'containers',
          include: ['test/containers/**/*.test.ts'],
          exclude: CONTAINERS_ALONE,
          globalSetup: 'test/containers/global-setup.ts',
          maxConcurrency: 3,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          retry: SHARED_MACHINE_RETRIES,
          maxWorkers: 3,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'containers-alone',
          include: CONTAINERS_ALONE,
          globalSetup: 'test/containers/global-setup.ts',
          testTimeout: 300_000,
          hookTimeout: 600_000,
          retry: SHARED_MACHINE_RETRIES,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
