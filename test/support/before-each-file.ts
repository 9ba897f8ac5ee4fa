import { afterEach, aroundEach, vi } from 'vitest';
import { runningTest } from './test-end.ts';

aroundEach((runTest, context) => runningTest.run(context, runTest));

// The files of a worker share one clock: a fake one that stays would stop the tests of the next file.
afterEach(() => void vi.useRealTimers());
