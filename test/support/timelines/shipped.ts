import { fileURLToPath } from 'node:url';
import { readRecording } from '../../../drills/recordings/recording.ts';
import type { Timeline } from '../../../drills/timeline.ts';

/** A recording of a drill on a real cluster, from drills/recordings/. */
export function readShipped(name: string): Promise<Timeline> {
  return readTimeline(`drills/recordings/${name}`);
}

/** A recording of a drill that failed, from test/drills/recordings/. */
export function readFailed(name: string): Promise<Timeline> {
  return readTimeline(`test/drills/recordings/${name}`);
}

/**
 * A prototype that served until the kernel killed it, and so lost eleven requests: what has to fail. Its
 * traffic was spread so that it adds up to its recorded summary.
 */
export const prototypeTimeline = await readFailed('self-healing-prototype');

async function readTimeline(path: string): Promise<Timeline> {
  const file = fileURLToPath(new URL(`../../../${path}.json.gz`, import.meta.url));
  return (await readRecording(file)).timeline;
}
