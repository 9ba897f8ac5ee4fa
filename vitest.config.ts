import './scripts/node-version.cjs';
import { defineConfig } from 'vitest/config';

/** They measure seconds, and their process: CI runs them, and `npm run check`. */
const REAL_TIME = [
  'test/src/drain.test.ts',
  'test/drills/run-drill.test.ts',
  'test/drills/lessons/resize.test.ts',
  'test/drills/lessons/surge.test.ts',
  'test/drills/main.test.ts',
  'test/drills/traffic/*.test.ts',
  'test/src/faults-api.property.test.ts',
  'test/src/faults/cpu-load.test.ts',
  'test/src/faults/disk-fill.test.ts',
  'test/src/faults/hang.test.ts',
  'test/src/faults/memory-leak.test.ts',
  'test/src/main.test.ts',
  'test/monitoring/live.test.ts',
  'test/src/plugins/under-pressure-clock.test.ts',
  'test/src/unfinished-requests.test.ts',
];

export default defineConfig({
  test: {
    setupFiles: './test/support/before-each-file.ts',
    // A bound for what hangs, and none on how busy the machine may be.
    expect: { poll: { timeout: 60_000 } },
    // Most tests wait for processes that they started: more of them than cores keep two cores busy.
    maxWorkers: 4,
    reporters: ['default', './test/support/slowest-files.ts'],
    // Shown, without a threshold: a number to reach invites tests that assert nothing.
    coverage: {
      include: ['src/**', 'drills/**', 'cluster/**', 'monitoring/**', 'images/**'],
      reporter: ['text', 'html'],
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/containers/**', 'test/browser/**', ...REAL_TIME],
          // A worker loads each module once, for all of its files: loading them anew took a third of the CPU.
          // No module of ours keeps a state.
          isolate: false,
          testTimeout: 120_000,
        },
      },
      // Counts real requests and scrapes against a clock: after the others, and one at a time.
      {
        test: {
          name: 'real-time',
          include: REAL_TIME,
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      // One container and one browser at a time: they share the machine with what they measure.
      {
        test: {
          name: 'containers',
          include: ['test/containers/**/*.test.ts'],
          globalSetup: 'test/containers/global-setup.ts',
          maxConcurrency: 3,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
