import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most tests wait for processes that they started: more of them than cores keep two cores busy.
    maxWorkers: 4,
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
          exclude: ['test/containers/**', 'test/browser/**'],
          // A bound for what hangs, and none on how busy the machine may be.
          testTimeout: 120_000,
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
