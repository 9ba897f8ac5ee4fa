import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tally } from '../../../drills/traffic/tally.ts';
import { requestRecord } from '../../support/timelines/request-record.ts';

describe('a tally', () => {
  it('gives percentiles within a thousandth of an exact sort, and the exact maximum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 500 }),
        (latencies) => {
          const tally = new Tally();
          for (const latencyMs of latencies) tally.add(requestRecord({ latencyMs }));
          const sorted = latencies.toSorted((a, b) => a - b);
          const { latencyMs } = tally.summary();
          expect(latencyMs?.max).toBe(sorted.at(-1));
          for (const [name, share] of [
            ['p50', 0.5],
            ['p90', 0.9],
            ['p99', 0.99],
          ] as const) {
            const exact = sorted[Math.max(1, Math.round(share * sorted.length)) - 1] ?? Number.NaN;
            expect(Math.abs((latencyMs?.[name] ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.002);
          }
        },
      ),
    );
  });

  it('includes timeouts in the latency, and leaves refusals out', () => {
    const tally = new Tally();
    tally.add(
      requestRecord({
        outcome: 'refused',
        status: null,
        pod: null,
        version: null,
        latencyMs: 1,
        error: 'ECONNREFUSED',
      }),
    );
    expect(tally.summary().latencyMs).toBeNull();
    tally.add(requestRecord({ outcome: 'timeout', status: null, pod: null, version: null, latencyMs: 5000 }));
    expect(tally.summary()).toMatchObject({
      sent: 2,
      ok: 0,
      lost: 2,
      latencyMs: { p50: 5000, max: 5000 },
      errors: { ECONNREFUSED: 1 },
    });
  });

  it('sums up to what was sent, by outcome, lane, and pod', () => {
    const tally = new Tally();
    const records = [
      requestRecord({ number: 1 }),
      requestRecord({ number: 2, lane: 'keep-alive', outcome: '5xx', status: 503 }),
      requestRecord({ number: 3, pod: 'b', version: '2.0.0' }),
      requestRecord({
        number: 4,
        pod: null,
        version: null,
        status: null,
        outcome: 'reset',
        error: 'ECONNRESET',
      }),
    ];
    for (const one of records) tally.add(one);
    const { sent, ok, lost, outcomes, pods, lanes } = tally.summary();
    expect({ sent, ok, lost }).toEqual({ sent: 4, ok: 2, lost: 2 });
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(4);
    expect(pods).toEqual([
      { pod: 'a', version: '1.0.0', ok: 1, lost: 1 },
      { pod: 'b', version: '2.0.0', ok: 1, lost: 0 },
    ]);
    expect(lanes).toEqual({ fresh: { sent: 3, lost: 1 }, 'keep-alive': { sent: 1, lost: 1 } });
  });

  it('groups losses: those less than a second apart are one, in whatever order they end', () => {
    const tally = new Tally();
    for (const scheduledMs of [20_300, 20_700, 20_400, 30_000])
      tally.add(requestRecord({ scheduledMs, outcome: 'reset' }));
    expect(tally.summary().lossWindows).toEqual([
      { fromMs: 20_300, toMs: 20_700, requests: 3 },
      { fromMs: 30_000, toMs: 30_000, requests: 1 },
    ]);
  });

  it('has the figures of the last five seconds', () => {
    const tally = new Tally();
    for (let index = 0; index < 1000; index += 1) {
      tally.add(
        requestRecord({
          scheduledMs: index * 20,
          latencyMs: index < 700 ? 500 : 2,
          pod: index < 700 ? 'a' : 'b',
        }),
      );
    }
    const recent = tally.recent(20_000);
    expect(recent.sent).toBe(1000);
    expect(recent.ratePerSecond).toBeCloseTo(50, 0);
    expect(recent.p99Ms).toBeCloseTo(2, 1);
    expect(recent.pods).toEqual([{ pod: 'b', version: '1.0.0', ok: 250, lost: 0 }]);
  });
});
