import { aroundEach } from 'vitest';
import { runningTest } from './test-end.ts';

aroundEach((runTest, context) => runningTest.run(context, runTest));
