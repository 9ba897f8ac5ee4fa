import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 10;

/**
 * At the end of a run: the ten files that took longest, so that a slow one is noticed when it becomes slow.
 */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules
      .map((module) => ({ name: module.relativeModuleId, seconds: secondsOf(module) }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, SHOWN);
    console.log('The slowest files, in seconds');
    for (const { name, seconds } of files) console.log(`${seconds.toFixed(1).padStart(7)}  ${name}`);
  }
}

/** Its tests, and the loading of what it imports. */
function secondsOf(module: TestModule): number {
  const { collectDuration, duration, setupDuration } = module.diagnostic();
  return (collectDuration + duration + setupDuration) / 1000;
}
