import type { TrafficRecord } from '../../../drills/traffic/traffic.ts';

/** A request that pod "a" answered; a test overrides what it needs. */
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
