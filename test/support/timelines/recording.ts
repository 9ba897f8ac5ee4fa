import { readFileSync } from 'node:fs';
import type { ClusterChange, Timeline } from '../../../drills/timeline.ts';

export const RECORDINGS = [
  'traffic-routing',
  'self-healing',
  'autoscaling',
  'rolling-update',
  'failed-update',
  'node-drain',
] as const;
export type RecordingName = (typeof RECORDINGS)[number];

export function readChanges(name: RecordingName): ClusterChange[] {
  const text = readFileSync(new URL(`../../drills/recordings/${name}.ndjson`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ClusterChange);
}

/** Recordings of an early version of the drills, without single requests. */
export function recordedCluster(name: RecordingName): Timeline {
  const changes = readChanges(name);
  return {
    drill: name,
    startedAt: '2026-11-23T07:24:00.000Z',
    durationMs: (changes.at(-1)?.atMs ?? 0) + 100,
    requests: [],
    changes,
    actions: [],
    usage: [],
    facts: { replicasAtStart: 2 },
  };
}
