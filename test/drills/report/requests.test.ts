import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLosses } from '../../../drills/report/losses.ts';
import {
  binTimes,
  endOf,
  LEAST_BIN_MS,
  LOST_OUTCOMES,
  ratePerSecond,
  requestTimes,
} from '../../../drills/report/requests.ts';
import type { RequestRecord } from '../../../drills/timeline.ts';
import { requestRecord } from '../../support/timelines/request-record.ts';
import { prototypeTimeline, readShipped } from '../../support/timelines/shipped.ts';

const rollingUpdate = await readShipped('rolling-update');

describe('requests in bins', () => {
  it('add up to every request that was sent, wherever it was scheduled', () => {
    const outcome = fc.constantFrom('ok' as const, ...LOST_OUTCOMES);
    const anyRecord = fc.record({
      outcome,
      scheduledMs: fc.double({ min: -1000, max: 900_000, noNaN: true }),
      pod: fc.option(fc.constantFrom('a', 'b', 'c')),
      version: fc.option(fc.constantFrom('1', '2')),
    });
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 200 }), fc.nat({ max: 600_000 }), (parts, durationMs) => {
        const records = parts.map((part, index) => requestRecord({ ...part, number: index + 1 }));
        const bins = binRequests(records, durationMs);
        expect(total(bins)).toBe(records.length);
        expect(sum(bins.layers.flatMap(({ counts }) => counts))).toBe(
          parts.filter((part) => part.outcome === 'ok').length,
        );
        expect(bins.startsMs.length).toBeLessThanOrEqual(120);
        for (const losses of findLosses(records)) expect(losses.toMs).toBeGreaterThanOrEqual(losses.fromMs);
        expect(sum(findLosses(records).map(({ requests }) => requests))).toBe(
          parts.filter((part) => part.outcome !== 'ok').length,
        );
      }),
    );
  });

  it.each([
    [
      prototypeTimeline,
      { 'app-1-2-2-1-66b4dcc8b9-946zr': 1181, 'app-1-2-2-1-66b4dcc8b9-ctzsx': 1308 },
      { refused: 10, reset: 1 },
    ],
    [
      rollingUpdate,
      {
        'app-1-2-2-1-5b9d585746-r9425': 233,
        'app-1-2-2-1-5b9d585746-kgmnr': 220,
        'app-1-2-2-1-77d4f5c78-dhnnd': 478,
        'app-1-2-2-1-77d4f5c78-424rh': 406,
      },
      {},
    ],
  ] as const)('of $drill count each request once', ({ requests, durationMs }, byPod, lost) => {
    const bins = binRequests(requests, durationMs);
    expect(Object.fromEntries(bins.layers.map(({ pod, counts }) => [pod, sum(counts)]))).toEqual(byPod);
    for (const outcome of LOST_OUTCOMES)
      expect(sum(bins.lost[outcome])).toBe((lost as Record<string, number>)[outcome] ?? 0);
  });

  it('group the pods by version, versions in the order of their first answer', () => {
    const { requests, durationMs } = rollingUpdate;
    expect(binRequests(requests, durationMs).layers.map(({ version }) => version)).toEqual([
      '1.0.0',
      '1.0.0',
      '2.0.0',
      '2.0.0',
    ]);
  });

  it('have the true rate where traffic covered half of a bin', () => {
    const requests = Array.from({ length: 175 }, (_, index) =>
      requestRecord({ scheduledMs: 1500 + index * 20 }),
    );
    const { layers, coveredMs, binMs } = binRequests(requests, 6000);
    const rates = layers[0]?.counts.map((count, bin) =>
      Math.round(ratePerSecond(count, coveredMs[bin] ?? 0, binMs)),
    );
    expect(rates).toEqual([0, 50, 50, 50, 50, 0]);
  });

  it('are finer where less time is shown, and count that time only', () => {
    const requests = Array.from({ length: 600 }, (_, index) => requestRecord({ scheduledMs: index * 10 }));
    const { binMs, startsMs, counts, coveredMs } = binTimes(requestTimes(requests), 1000, 2000, 0);
    expect([binMs, startsMs.at(0), startsMs.at(-1)]).toEqual([10, 1000, 1990]);
    expect(sum(counts.flat())).toBe(100);
    expect(coveredMs).toEqual(startsMs.map(() => 10));
  });

  it('are none for a drill without traffic', () => {
    const bins = binRequests([], 0);
    expect(total(bins)).toBe(0);
    expect(bins.endMs).toBeGreaterThan(0);
  });
});

describe('losses', () => {
  it('less than a second apart are one, with its causes', () => {
    const losses = findLosses([
      requestRecord({ scheduledMs: 30_000, outcome: '5xx' }),
      requestRecord({ scheduledMs: 20_900, outcome: 'refused' }),
      requestRecord({ scheduledMs: 20_000, outcome: 'reset' }),
      requestRecord({ scheduledMs: 20_500 }),
    ]);
    expect(losses).toEqual([
      { fromMs: 20_000, toMs: 20_900, requests: 2, outcomes: { reset: 1, refused: 1 } },
      { fromMs: 30_000, toMs: 30_000, requests: 1, outcomes: { '5xx': 1 } },
    ]);
  });
});

/** The bins of the whole drill. */
function binRequests(requests: readonly RequestRecord[], durationMs: number) {
  const times = requestTimes(requests);
  const { counts, ...bins } = binTimes(times, 0, endOf(times, durationMs), LEAST_BIN_MS);
  return { ...bins, layers: times.layers.map((layer, index) => ({ ...layer, counts: counts[index] ?? [] })) };
}

function total(bins: ReturnType<typeof binRequests>): number {
  return sum(bins.layers.flatMap(({ counts }) => counts)) + sum(Object.values(bins.lost).flat());
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
