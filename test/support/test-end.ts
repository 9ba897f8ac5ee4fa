import { AsyncLocalStorage } from 'node:async_hooks';
import type { TestContext } from 'vitest';

/** The test that the current code runs for, also beside concurrent tests. */
export const runningTest = new AsyncLocalStorage<TestContext>();

/** Like `onTestFinished`, which in concurrent tests takes the test that began last. */
export function onTestEnd(tidy: () => void | Promise<void>): void {
  const context = runningTest.getStore();
  if (context === undefined) throw new Error('no test is running that could end');
  context.onTestFinished(tidy);
}
