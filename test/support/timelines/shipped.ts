import { fileURLToPath } from 'node:url';
import { readRecording } from '../../../drills/recordings/recording.ts';
import type { Timeline } from '../../../drills/timeline.ts';

/** What a drill saw on a real cluster, as it comes with the project in drills/recordings/. */
export async function readShipped(name: string): Promise<Timeline> {
  const file = fileURLToPath(new URL(`../../../drills/recordings/${name}.json.gz`, import.meta.url));
  return (await readRecording(file)).timeline;
}
