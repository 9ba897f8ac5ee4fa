import { afterEach, aroundEach, vi } from 'vitest';
import { runningTest } from './test-end.ts';

aroundEach((runTest, context) => runningTest.run(context, runTest));

// The files of a worker share one clock: fake timers that stay would block the next file.
afterEach(() => void vi.useRealTimers());
