import { describe, expect, test } from 'vitest';
import { headlineOf, losingOf } from '../../src/page/headline.ts';
import { Model } from '../../src/page/model.ts';
import { answered, answerOf, faultOf, lost } from './answers.ts';

const PERIOD_MS = 100;

/** Sends through random choice's most even form, one after the other, ten a second. */
function sample(model: Model, names: readonly string[], requests: number, fromMs: number): number {
  let atMs = fromMs;
  for (let index = 0; index < requests; index += 1) {
    const name = names[index % names.length] ?? '';
    model.record(answered(atMs, answerOf(name, { uptimeSeconds: 10 + atMs / 1000 })));
    atMs += PERIOD_MS;
  }
  return atMs;
}

function tickUntil(model: Model, fromMs: number, toMs: number): void {
  for (let atMs = fromMs; atMs <= toMs; atMs += 1000) model.tick(atMs);
}

function story(model: Model): string[] {
  return model.log.entries.map(({ happening }) => {
    return 'pod' in happening ? `${happening.kind} ${happening.pod}` : happening.kind;
  });
}

describe('counting', () => {
  test('every request is counted once: answered or lost, by kind', () => {
    const model = new Model();
    sample(model, ['pod-a', 'pod-b'], 10, 0);
    model.record(lost(1000));
    model.record(lost(1100, { loss: 'timeout' }));
    model.record(lost(1200, { loss: '5xx', pod: 'pod-a', version: '1.0.0' }));
    model.record(lost(1300, { loss: 'wrong-answer', pod: 'pod-a', version: '1.0.0' }));
    expect(model.totals).toMatchObject({ answered: 10, lost: 4 });
    expect(model.totals.byLoss).toEqual({ 'no-answer': 1, timeout: 1, '5xx': 1, 'wrong-answer': 1 });
  });

  test('a request stands in the second in which it was sent, also when its loss is known two seconds later', () => {
    const model = new Model();
    model.record(lost(1500, { loss: 'timeout', latencyMs: 2000 }));
    expect(model.seconds.map(({ second, lost }) => [second, lost])).toEqual([[1, 1]]);
  });

  test('the plot counts answers of the fresh lane by version', () => {
    const model = new Model();
    model.record(answered(0, answerOf('pod-a')));
    model.record(answered(100, answerOf('pod-b', { version: '2.0.0' })));
    model.record(answered(200, answerOf('pod-b', { version: '2.0.0' }), { lane: 'keep-alive' }));
    expect(model.seconds[0]?.byVersion).toEqual(
      new Map([
        ['1.0.0', 1],
        ['2.0.0', 1],
      ]),
    );
  });

  test('median and 99th percentile are those of answers in the last minute', () => {
    const model = new Model();
    for (let index = 0; index < 100; index += 1)
      model.record(answered(index * PERIOD_MS, answerOf('pod-a'), { latencyMs: index + 1 }));
    model.record(lost(10_000, { latencyMs: 2000 }));
    expect(model.latency(10_000)).toEqual({ p50: 50, p99: 99 });
    model.tick(80_000);
    expect(model.latency(80_000)).toEqual({ p50: null, p99: null });
  });

  test('five minutes are kept and no more', () => {
    const model = new Model();
    for (let second = 0; second < 400; second += 1) model.record(answered(second * 1000, answerOf('pod-a')));
    model.tick(400_000);
    expect(model.seconds[0]?.second).toBe(100);
  });
});

describe('pods', () => {
  test('a pod appears with its first answer', () => {
    const model = new Model();
    sample(model, ['pod-a', 'pod-b'], 2, 0);
    expect(story(model)).toEqual(['appeared pod-a', 'appeared pod-b']);
    expect(model.log.entries[0]?.happening).toEqual({ kind: 'appeared', pod: 'pod-a', version: '1.0.0' });
  });

  test('a new version is told when its first pod appears, and gone when its last one left', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a'], 5, 0);
    model.record(answered(atMs, answerOf('pod-b', { version: '2.0.0' })));
    expect(story(model)).toEqual(['appeared pod-a', 'version-new', 'appeared pod-b']);
    for (let index = 0; index < 30; index += 1) {
      atMs += PERIOD_MS;
      model.record(answered(atMs, answerOf('pod-b', { version: '2.0.0', uptimeSeconds: 10 + atMs / 1000 })));
    }
    tickUntil(model, atMs, atMs + 32_000);
    expect(story(model).slice(3)).toEqual(['silent pod-a', 'left pod-a', 'version-gone']);
  });

  test('a changed start time is a restart, with how long it ran and what it last said', () => {
    const model = new Model();
    model.record(
      answered(
        0,
        answerOf('pod-a', {
          uptimeSeconds: 31,
          usage: { cpuMillicores: 50, memoryBytes: 194 * 2 ** 20, throttledSeconds: 0 },
          faults: [faultOf('memory-leak', 1)],
        }),
      ),
    );
    model.record(
      answered(4000, answerOf('pod-a', { startedAt: '2026-11-23T09:00:35.000Z', uptimeSeconds: 1 })),
    );
    expect(model.log.entries.at(-1)?.happening).toEqual({
      kind: 'restarted',
      pod: 'pod-a',
      afterSeconds: 31,
      lastWords: {
        lifecycle: 'ready',
        unreadyReason: null,
        memoryPercent: 97,
        faults: ['memory-leak'],
      },
    });
    expect(model.pod('pod-a')?.restarts).toBe(1);
    expect(model.seconds.at(-1)?.restarted).toEqual(new Set(['pod-a']));
  });

  test('an answer of an earlier life that arrives late is counted and believed no more', () => {
    const model = new Model();
    const restarted = answerOf('pod-a', { startedAt: '2026-11-23T09:00:35.000Z', uptimeSeconds: 1 });
    model.record(answered(0, answerOf('pod-a')));
    model.record(answered(1000, restarted));
    model.record(answered(500, answerOf('pod-a'), { latencyMs: 900 }));
    expect(model.totals.answered).toBe(3);
    expect(model.pod('pod-a')?.restarts).toBe(1);
    expect(model.pod('pod-a')?.answer.startedAt).toBe(restarted.startedAt);
  });

  test('falls silent when chance cannot explain any more that others are chosen, and not before', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    atMs = sample(model, ['pod-a'], 18, atMs);
    expect(model.pod('pod-b')?.presence).toBe('answering');
    atMs = sample(model, ['pod-a'], 2, atMs);
    expect(model.pod('pod-b')?.presence).toBe('silent');
    sample(model, ['pod-b'], 1, atMs);
    expect(model.pod('pod-b')?.presence).toBe('answering');
    expect(story(model).slice(2)).toEqual(['silent pod-b', 'back pod-b']);
  });

  test('one dead pod of two does not make the other one silent, whatever the order of the losses', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    for (let index = 0; index < 300; index += 1) {
      const isLost = index % 8 !== 0;
      model.record(
        isLost ? lost(atMs) : answered(atMs, answerOf('pod-a', { uptimeSeconds: 10 + atMs / 1000 })),
      );
      atMs += PERIOD_MS;
    }
    expect(model.answering.map(({ name }) => name)).toEqual(['pod-a']);
    expect(story(model).filter((each) => each.endsWith('pod-a'))).toEqual(['appeared pod-a']);
  });

  test('a silent pod leaves after half a minute of sampling, with when and how it was last seen', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    const lastSeenMs = atMs - PERIOD_MS + 2;
    atMs = sample(model, ['pod-a'], 30, atMs);
    tickUntil(model, atMs, atMs + 25_000);
    expect(model.pod('pod-b')).toBeDefined();
    tickUntil(model, atMs + 26_000, atMs + 40_000);
    expect(model.pod('pod-b')).toBeUndefined();
    expect(model.log.entries.at(-1)?.happening).toMatchObject({ kind: 'left', pod: 'pod-b', lastSeenMs });
  });

  test('a pod that drained leaves sooner, and only that it left is told', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    model.record(
      answered(
        atMs,
        answerOf('pod-b', {
          lifecycle: 'draining',
          uptimeSeconds: 60,
          readiness: { status: 'unavailable', reason: 'draining' },
        }),
      ),
    );
    atMs = sample(model, ['pod-a'], 30, atMs + PERIOD_MS);
    tickUntil(model, atMs, atMs + 8000);
    expect(story(model).slice(2)).toEqual(['draining pod-b', 'left pod-b']);
  });

  test('where nobody answers at all, nobody leaves', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    for (let index = 0; index < 100; index += 1) {
      model.record(lost(atMs));
      atMs += PERIOD_MS;
    }
    tickUntil(model, atMs, atMs + 120_000);
    expect(model.pods.map(({ presence }) => presence)).toEqual(['silent', 'silent']);
    expect(headlineOf(model, atMs)).toEqual({ kind: 'nobody' });
  });

  test('time in which nothing is sent says nothing about anybody', () => {
    const model = new Model();
    const atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    model.pause(atMs);
    tickUntil(model, atMs, atMs + 600_000);
    model.resume(atMs + 600_000);
    expect(model.answering).toHaveLength(2);
    expect(story(model).slice(2)).toEqual(['paused', 'resumed']);
  });

  test('readiness, draining, and faults that begin and end are told once each', () => {
    const model = new Model();
    const states = [
      answerOf('pod-a'),
      answerOf('pod-a', { readiness: { status: 'unavailable', reason: 'memory is at 81 %' } }),
      answerOf('pod-a', { faults: [faultOf('cpu-load', 30)] }),
      answerOf('pod-a', { faults: [faultOf('cpu-load', 29)] }),
      answerOf('pod-a', { lifecycle: 'draining', readiness: { status: 'unavailable', reason: 'draining' } }),
    ];
    for (const [index, state] of states.entries()) model.record(answered(index * 1000, state));
    expect(story(model)).toEqual([
      'appeared pod-a',
      'unready pod-a',
      'ready pod-a',
      'fault-started pod-a',
      'draining pod-a',
      'fault-ended pod-a',
    ]);
    expect(model.log.entries[1]?.happening).toMatchObject({ reason: 'memory is at 81 %' });
  });

  test('a failure with a name on it is lost, and a sign of life', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    for (let index = 0; index < 60; index += 1) {
      const failed = lost(atMs, { loss: '5xx', pod: 'pod-b', version: '1.0.0' });
      model.record(index % 2 === 0 ? answered(atMs, answerOf('pod-a')) : failed);
      atMs += PERIOD_MS;
    }
    expect(model.totals.lost).toBe(30);
    expect(model.answering).toHaveLength(2);
  });
});

describe('losses in the log', () => {
  test('that follow each other are one entry that grows; after a pause a new one begins', () => {
    const model = new Model();
    for (const atMs of [0, 500, 2500, 4000]) model.record(lost(atMs));
    model.record(lost(20_000, { loss: 'timeout' }));
    expect(model.log.entries.map(({ happening }) => happening)).toMatchObject([
      { kind: 'lost', count: 4, seconds: 4, byKind: { 'no-answer': 4 } },
      { kind: 'lost', count: 1, byKind: { timeout: 1 } },
    ]);
  });
});

describe('the spread over the pods', () => {
  test('is judged from twenty answers on', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 20, 0);
    expect(model.spread(atMs).expected).toBeNull();
    atMs = sample(model, ['pod-a', 'pod-b'], 20, atMs);
    const { requests, shares, expected } = model.spread(atMs);
    expect(requests).toBeGreaterThanOrEqual(20);
    expect(shares.map(({ pod }) => pod)).toEqual(['pod-a', 'pod-b']);
    expect(expected?.lowest).toBeGreaterThan(0);
  });

  test('begins anew when a pod comes or goes', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 100, 0);
    atMs = sample(model, ['pod-c'], 1, atMs);
    expect(model.spread(atMs).requests).toBeLessThanOrEqual(1);
  });

  test('leaves the keep-alive lane out, which stays with one pod on purpose', () => {
    const model = new Model();
    let atMs = sample(model, ['pod-a', 'pod-b'], 60, 0);
    const before = model.spread(atMs).requests;
    for (let index = 0; index < 50; index += 1) {
      model.record(answered(atMs, answerOf('pod-a'), { lane: 'keep-alive' }));
      atMs += PERIOD_MS;
    }
    expect(model.spread(atMs).requests).toBe(before);
  });
});

describe('the headline', () => {
  test('is the mix of the last seconds during a rollout, and one version before and after it', () => {
    const model = new Model();
    expect(headlineOf(model, 0)).toEqual({ kind: 'waiting' });
    let atMs = sample(model, ['pod-a'], 50, 0);
    expect(headlineOf(model, atMs)).toEqual({ kind: 'steady', pods: 1, version: '1.0.0' });
    const newer = () => answerOf('pod-b', { version: '2.0.0', uptimeSeconds: atMs / 1000 });
    for (let index = 0; index < 50; index += 1) {
      model.record(answered(atMs, newer()));
      atMs += PERIOD_MS;
    }
    expect(headlineOf(model, atMs)).toMatchObject({
      kind: 'mixed',
      shares: [{ version: '1.0.0' }, { version: '2.0.0' }],
    });
    for (let index = 0; index < 100; index += 1) {
      model.record(answered(atMs, newer()));
      atMs += PERIOD_MS;
    }
    expect(headlineOf(model, atMs)).toMatchObject({ kind: 'steady', version: '2.0.0' });
  });

  test('says what was lost in the last ten seconds, and is silent about it afterwards', () => {
    const model = new Model();
    const atMs = sample(model, ['pod-a'], 49, 0);
    model.record(lost(atMs));
    expect(losingOf(model, atMs)).toEqual({ lost: 1, sent: 50, seconds: 10 });
    expect(losingOf(model, atMs + 11_000)).toBeNull();
  });
});
