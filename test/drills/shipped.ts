import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Timeline } from '../../drills/timeline.ts';

/** What a drill saw on a real cluster, as it comes with the project in drills/recordings/. */
export function readShipped(name: string): Timeline {
  const file = readFileSync(new URL(`../../drills/recordings/${name}.json.gz`, import.meta.url));
  return JSON.parse(gunzipSync(file).toString()).timeline;
}
