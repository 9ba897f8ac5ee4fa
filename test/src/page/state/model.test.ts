import { describe, expect, test } from 'vitest';
import { headlineOf, recentProblems } from '../../../../src/page/state/headline.ts';
import { Model } from '../../../../src/page/state/model.ts';
import { answered, answerOf, goRound, lost, PERIOD_MS, story } from '../../../support/page-answers.ts';

describe('counting', () => {
  test('every request is counted once: answered or lost, by kind', () => {
    const model = new Model();
    goRound(model, ['pod-a', 'pod-b'], 10, 0);
    model.record(lost(1000));
    model.record(lost(1100, { loss: 'timeout' }));
    model.record(lost(1200, { loss: '5xx', pod: 'pod-a', version: '1.0.0' }));
    model.record(lost(1300, { loss: 'wrong-answer', pod: 'pod-a', version: '1.0.0' }));
    expect(model.totals).toMatchObject({ answered: 10, lost: 4 });
    expect(model.totals.byLoss).toEqual({ 'no-answer': 1, timeout: 1, '5xx': 1, 'wrong-answer': 1 });
  });

  test('a request counts in the second in which it was sent, even when its loss is known two seconds later', () => {
    const model = new Model();
    model.record(lost(1500, { loss: 'timeout', latencyMs: 2000 }));
    expect(model.history.seconds.map(({ second, lost }) => [second, lost])).toEqual([[1, 1]]);
  });

  test('the plot counts answers of the fresh lane by version', () => {
    const model = new Model();
    model.record(answered(0, answerOf('pod-a')));
    model.record(answered(100, answerOf('pod-b', { version: '2.0.0' })));
    model.record(answered(200, answerOf('pod-b', { version: '2.0.0' }), { lane: 'keep-alive' }));
    expect([...(model.history.seconds[0]?.byVersion ?? [])]).toEqual([
      ['1.0.0', 1],
      ['2.0.0', 1],
    ]);
  });

  test('median and p99 are those of answers in the last minute', () => {
    const model = new Model();
    for (let index = 0; index < 100; index += 1)
      model.record(answered(index * PERIOD_MS, answerOf('pod-a'), { latencyMs: index + 1 }));
    model.record(lost(10_000, { latencyMs: 2000 }));
    expect(model.history.latency(10_000)).toEqual({ p50: 50, p99: 99 });
    model.tick(80_000);
    expect(model.history.latency(80_000)).toEqual({ p50: null, p99: null });
  });

  test('five minutes are kept, and nothing older, at any rate', () => {
    const model = new Model();
    for (let second = 0; second < 400; second += 1) {
      model.record(answered(second * 1000, answerOf('pod-a')));
      model.tick(second * 1000);
    }
    expect(model.history.seconds.length).toBeLessThanOrEqual(301);
    expect(model.history.seconds[0]?.second).toBe(99);
  });

  test('a version without pods and requests on the page is removed', () => {
    const model = new Model();
    model.record(answered(0, answerOf('pod-a', { version: '0.9.0' })));
    let atMs = 100;
    for (; atMs < 400_000; atMs += 1000) {
      model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 100 + atMs / 1000 })));
      model.tick(atMs);
    }
    expect([...model.versions.keys()]).toEqual(['1.0.0']);
  });
});

describe('losses in the log', () => {
  test('close together are one entry that grows; after a pause a new entry begins', () => {
    const model = new Model();
    for (const atMs of [0, 500, 2500, 4000]) model.record(lost(atMs));
    model.record(lost(20_000, { loss: 'timeout' }));
    expect(model.log.entries.map(({ event }) => event)).toMatchObject([
      { kind: 'lost', count: 4, seconds: 4, byKind: { 'no-answer': 4 } },
      { kind: 'lost', count: 1, byKind: { timeout: 1 } },
    ]);
  });
});

describe('not watching', () => {
  test('is counted beside the losses: losses of that time are unknown', () => {
    const model = new Model();
    const atMs = goRound(model, ['pod-a', 'pod-b'], 20, 0);
    model.pause(atMs, 'hidden');
    expect(headlineOf(model, atMs)).toEqual({ kind: 'hidden' });
    model.resume(atMs + 30_000);
    expect(model.watchTime.unwatchedSeconds(atMs + 60_000)).toBe(30);
    expect(story(model).slice(-2)).toEqual(['hidden', 'resumed']);
  });

  test('makes no pod silent', () => {
    const model = new Model();
    const atMs = goRound(model, ['pod-a', 'pod-b'], 20, 0);
    model.pause(atMs);
    for (let later = atMs; later < atMs + 600_000; later += 1000) model.tick(later);
    model.resume(atMs + 600_000);
    expect(model.podTable.answering).toHaveLength(2);
    expect(story(model).slice(1)).toEqual(['paused', 'resumed']);
  });

  test('is reset by a new lesson, which sets every counter to zero and has a line in the log', () => {
    const model = new Model();
    const atMs = goRound(model, ['pod-a'], 20, 0);
    model.record(lost(atMs));
    model.pause(atMs);
    model.resume(atMs + 5000);
    model.beginLesson(atMs + 5000);
    expect(model.totals).toEqual({
      answered: 0,
      lost: 0,
      byLoss: { 'no-answer': 0, timeout: 0, '5xx': 0, 'wrong-answer': 0 },
    });
    expect(model.watchTime.unwatchedSeconds(atMs + 5000)).toBe(0);
    expect(model.log.entries.at(-1)?.event).toEqual({ kind: 'new-lesson', lost: 1, answered: 20 });
    expect(model.pods).toHaveLength(1);
  });
});

describe('the headline', () => {
  test('is the mix of the last seconds during a rollout, and one version before and after it', () => {
    const model = new Model();
    expect(headlineOf(model, 0)).toEqual({ kind: 'waiting' });
    let atMs = goRound(model, ['pod-a'], 50, 0);
    expect(headlineOf(model, atMs)).toEqual({ kind: 'steady', pods: 1, version: '1.0.0' });
    const newer = () => answerOf('pod-b', { version: '2.0.0', uptimeSeconds: atMs / 1000 });
    for (let index = 0; index < 10; index += 1) {
      model.record(answered(atMs, newer()));
      atMs += PERIOD_MS;
    }
    expect(headlineOf(model, atMs)).toMatchObject({
      kind: 'mixed',
      pods: 2,
      shares: [{ version: '1.0.0' }, { version: '2.0.0' }],
    });
    for (let index = 0; index < 100; index += 1) {
      model.record(answered(atMs, newer()));
      atMs += PERIOD_MS;
    }
    expect(headlineOf(model, atMs)).toMatchObject({ kind: 'steady', pods: 1, version: '2.0.0' });
  });

  test('says what was lost and slow in the last ten seconds, and nothing afterwards', () => {
    const model = new Model();
    const atMs = goRound(model, ['pod-a'], 48, 0);
    model.record(answered(atMs, answerOf('pod-a', { uptimeSeconds: 200 }), { latencyMs: 700 }));
    model.record(lost(atMs, { loss: 'timeout', latencyMs: 2000 }));
    const said = { count: 1, sent: 50, seconds: 10, slowMs: 300 };
    expect(recentProblems(model, atMs)).toEqual({ losing: said, slow: said });
    expect(recentProblems(model, atMs + 11_000)).toEqual({ losing: null, slow: null });
  });
});
