import type { TrafficRecord } from '../../../drills/traffic/traffic.ts';

/** Of a request that pod "a" answered, but for what the test says. */
export function requestRecord(part: Partial<TrafficRecord>): TrafficRecord {
  return {
    number: 1,
    lane: 'fresh',
    scheduledMs: 0,
    latencyMs: 1,
    outcome: 'ok',
    status: 200,
    pod: 'a',
    version: '1.0.0',
    error: null,
    ...part,
  };
}
