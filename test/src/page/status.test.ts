import { describe, expect, test } from 'vitest';
import type { SampleAnswer } from '../../../src/contract.ts';
import { headlineOf } from '../../../src/page/state/headline.ts';
import { Model } from '../../../src/page/state/model.ts';
import { statusOf } from '../../../src/page/state/status.ts';
import {
  answered,
  answerOf,
  faultOf,
  goRound,
  lost,
  PERIOD_MS,
  startedOn,
  story,
  tickUntil,
} from './answers.ts';

const RESTARTED_AT = '2026-11-23T09:05:00.000Z';
const UNREADY = { status: 'unavailable', reason: 'fault unready is active' } as const;
const DRAINING: Partial<SampleAnswer> = {
  lifecycle: 'draining',
  readiness: { status: 'unavailable', reason: 'draining' },
};

function statusIn(model: Model, name: string, nowMs: number): string | undefined {
  const pod = model.pod(name);
  return pod && statusOf(pod, nowMs);
}

/** Two pods that have been there for a while. */
function twoPods(): { model: Model; atMs: number } {
  const model = new Model();
  return { model, atMs: goRound(model, ['pod-a', 'pod-b'], 40, 0) };
}

/** As where every second request goes to a pod that refuses, or takes it and says nothing. */
function halfLost(model: Model, fromMs: number, requests: number, loss: 'no-answer' | 'timeout'): number {
  let atMs = fromMs;
  for (let index = 0; index < requests; index += 1) {
    const answer = answerOf('pod-a', { uptimeSeconds: 100 + atMs / 1000 });
    model.record(index % 2 === 0 ? lost(atMs, { loss }) : answered(atMs, answer));
    atMs += PERIOD_MS;
  }
  return atMs;
}

describe('a pod that is merely not ready', () => {
  test('is not ready, and never dead, for as long as nothing is heard of it, and is told once', () => {
    const { model, atMs } = twoPods();
    const state = { uptimeSeconds: 200, readiness: UNREADY, faults: [faultOf('unready', 60)] };
    model.record(answered(atMs, answerOf('pod-b', state)));
    expect(statusIn(model, 'pod-b', atMs)).toBe('unready');
    const later = goRound(model, ['pod-a'], 300, atMs + PERIOD_MS);
    expect(model.pod('pod-b')?.responsiveness).toBe('silent');
    expect(statusIn(model, 'pod-b', later)).toBe('unready');
    expect(story(model).filter((each) => each.endsWith('pod-b'))).toEqual([
      'unready pod-b',
      'fault-started pod-b',
    ]);
    expect(headlineOf(model, later)).toMatchObject({ kind: 'steady', pods: 1 });
  });

  test('of an order that the page gave is known at once, also where no sample meets it again', () => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', 'unready'), atMs);
    expect(statusIn(model, 'pod-b', atMs)).toBe('unready');
    expect(model.pod('pod-b')?.faults).toMatchObject([{ fault: 'unready', endsAtMs: atMs + 60_000 }]);
    const later = goRound(model, ['pod-a'], 300, atMs);
    expect(statusIn(model, 'pod-b', later)).toBe('unready');
    tickUntil(model, later, atMs + 63_000);
    expect(model.pod('pod-b')?.faults).toEqual([]);
    expect(story(model)).toContain('fault-ended pod-b');
  });

  test('a fault that a sample meets before the order is answered is told once', () => {
    const { model, atMs } = twoPods();
    const faults = [faultOf('cpu-load', 60)];
    model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200, faults })));
    model.podTable.faultOrdered(startedOn('pod-b', 'cpu-load'), atMs + 50);
    expect(story(model).filter((each) => each === 'fault-started pod-b')).toHaveLength(1);
  });

  test('an answer on its way when the order was given does not undo what the page knows', () => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', 'cpu-load'), atMs + 50);
    model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200 }), { latencyMs: 90 }));
    expect(model.pod('pod-b')?.faults).toHaveLength(1);
    model.record(answered(atMs + 100, answerOf('pod-b', { uptimeSeconds: 200.1 })));
    expect(model.pod('pod-b')?.faults).toHaveLength(0);
  });
});

test('a pod that drained is terminating, then finished, then gone, and none of it is an alarm', () => {
  const { model, atMs } = twoPods();
  model.record(answered(atMs, answerOf('pod-b', { ...DRAINING, uptimeSeconds: 200 })));
  expect(statusIn(model, 'pod-b', atMs)).toBe('terminating');
  expect(headlineOf(model, atMs)).toMatchObject({ pods: 1 });
  const later = goRound(model, ['pod-a'], 40, atMs + PERIOD_MS);
  expect(statusIn(model, 'pod-b', later)).toBe('finished');
  tickUntil(model, later, later + 8000);
  expect(model.pod('pod-b')).toBeUndefined();
  expect(story(model).slice(1)).toEqual(['terminating pod-b', 'left pod-b']);
  expect(model.log.entries.at(-1)?.event).toMatchObject({ status: 'finished' });
});

test('a pod that refuses has crashed: ready before, and without a word', () => {
  const { model, atMs } = twoPods();
  const later = halfLost(model, atMs, 20, 'no-answer');
  expect(statusIn(model, 'pod-b', later)).toBe('crashed');
  expect(statusIn(model, 'pod-a', later)).toBe('ready');
  const silent = model.log.entries.find(({ event }) => event.kind === 'silent')?.event;
  expect(silent).toMatchObject({ status: 'crashed', cause: null, lastState: { isReady: true, faults: [] } });
});

test('a pod that refuses has crashed, also where chance sent it few of the first requests', () => {
  const { model, atMs } = twoPods();
  const isLost = (index: number) => index < 2 || index >= 14;
  for (let index = 0; index < 20; index += 1) {
    const nowMs = atMs + index * PERIOD_MS;
    const answer = answerOf('pod-a', { uptimeSeconds: 100 + nowMs / 1000 });
    model.record(isLost(index) ? lost(nowMs) : answered(nowMs, answer));
  }
  expect(statusIn(model, 'pod-b', atMs + 20 * PERIOD_MS)).toBe('crashed');
});

test('requests that were sent before the last answer of a pod say nothing of its silence', () => {
  const { model, atMs } = twoPods();
  model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200 }), { latencyMs: 2000 }));
  goRound(model, ['pod-a'], 19, atMs);
  expect(model.pod('pod-b')?.requestsSinceLastAnswer).toBe(0);
});

test('a pod that accepts and does not answer hangs', () => {
  const { model, atMs } = twoPods();
  const later = halfLost(model, atMs, 20, 'timeout');
  expect(statusIn(model, 'pod-b', later)).toBe('hung');
});

test('a hang that the page ordered is known before anything is lost, and is over when it was announced', () => {
  const { model, atMs } = twoPods();
  model.podTable.faultOrdered(startedOn('pod-b', 'hang'), atMs);
  const later = goRound(model, ['pod-a'], 10, atMs);
  expect(statusIn(model, 'pod-b', later)).toBe('hung');
  model.record(answered(atMs + 61_000, answerOf('pod-b', { uptimeSeconds: 300 })));
  expect(statusIn(model, 'pod-b', atMs + 61_000)).toBe('ready');
});

test('the announced end of a leak is an OOM, whether or not a request is lost to it', () => {
  const { model, atMs } = twoPods();
  const end = {
    ending: 'oom-kill',
    endsInSeconds: 3,
    endsAt: new Date(Date.parse('2026-11-23T09:00:03Z')).toISOString(),
  } as const;
  model.podTable.faultOrdered(startedOn('pod-b', 'memory-leak', end), atMs);
  const later = goRound(model, ['pod-a'], 60, atMs);
  expect(statusIn(model, 'pod-b', later)).toBe('crashed');
  const silent = model.log.entries.find(({ event }) => event.kind === 'silent')?.event;
  expect(silent).toMatchObject({ pod: 'pod-b' });
});

test('who is not chosen any more is not blamed for the few losses of others', () => {
  const { model, atMs } = twoPods();
  let later = atMs;
  for (let index = 0; index < 40; index += 1) {
    const answer = answerOf('pod-a', { uptimeSeconds: 200 + later / 1000 });
    model.record(index % 10 === 9 ? lost(later, { loss: 'timeout' }) : answered(later, answer));
    later += PERIOD_MS;
  }
  expect(statusIn(model, 'pod-b', later)).toBe('silent');
});

test('who is not chosen any more, with nothing lost and no word, is only that', () => {
  const { model, atMs } = twoPods();
  const later = goRound(model, ['pod-a'], 30, atMs);
  expect(statusIn(model, 'pod-b', later)).toBe('silent');
});

describe('a restart', () => {
  test.each([
    ['memory-leak', { ending: 'oom-kill' }, { kind: 'oom' }],
    ['memory-leak', { ending: 'heap-abort' }, { kind: 'heap-abort' }],
    ['crash', { ending: 'exit', parameters: { exitCode: 3 } }, { kind: 'exit', exitCode: 3 }],
    ['unlive', { ending: 'expiry' }, { kind: 'liveness', fault: 'unlive' }],
    ['cpu-load', { ending: 'expiry' }, { kind: 'unknown', lastState: { faults: ['cpu-load'] } }],
  ] as const)('after %s %j is told as %j', (fault, changes, cause) => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', fault, changes), atMs);
    model.record(answered(atMs + 900, answerOf('pod-b', { startedAt: RESTARTED_AT, uptimeSeconds: 1 })));
    const told = model.log.entries.find(({ event }) => event.kind === 'restarted')?.event;
    expect(told).toMatchObject({ kind: 'restarted', pod: 'pod-b', cause });
    expect(model.pod('pod-b')).toMatchObject({ restarts: 1, lastRestart: cause });
  });

  test('long before the announced end is not what was announced', () => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', 'memory-leak', { ending: 'oom-kill' }), atMs);
    const soon = { startedAt: '2026-11-23T09:00:20.000Z', uptimeSeconds: 1 };
    model.record(answered(atMs + 900, answerOf('pod-b', soon)));
    expect(model.pod('pod-b')?.lastRestart).toMatchObject({ kind: 'unknown' });
  });

  test('is remembered across a gap in which the card was gone, and counted on', () => {
    const { model, atMs } = twoPods();
    model.record(answered(atMs, answerOf('pod-b', { ...DRAINING, uptimeSeconds: 200 })));
    let later = goRound(model, ['pod-a'], 40, atMs + PERIOD_MS);
    tickUntil(model, later, later + 8000);
    expect(model.pod('pod-b')).toBeUndefined();
    later += 300_000;
    model.record(answered(later, answerOf('pod-b', { startedAt: RESTARTED_AT, uptimeSeconds: 1 })));
    expect(model.pod('pod-b')).toMatchObject({ restarts: 1, lastRestart: { kind: 'told-to-stop' } });
    expect(story(model).at(-1)).toBe('restarted pod-b');
  });

  test('is not seen in an answer of the earlier life that arrives late', () => {
    const { model, atMs } = twoPods();
    const restarted = answerOf('pod-b', { startedAt: RESTARTED_AT, uptimeSeconds: 1 });
    model.record(answered(atMs, restarted));
    model.record(answered(atMs - 500, answerOf('pod-b', { uptimeSeconds: 200 }), { latencyMs: 900 }));
    expect(model.pod('pod-b')?.restarts).toBe(1);
    expect(model.pod('pod-b')?.answer.startedAt).toBe(restarted.startedAt);
  });
});

describe('presence', () => {
  test('one dead pod of two does not make the other one silent, whatever the order of the losses', () => {
    const { model, atMs } = twoPods();
    let later = atMs;
    for (let index = 0; index < 300; index += 1) {
      const answer = answerOf('pod-a', { uptimeSeconds: 200 + later / 1000 });
      model.record(index % 8 === 0 ? answered(later, answer) : lost(later));
      later += PERIOD_MS;
    }
    expect(model.podTable.answering.map(({ name }) => name)).toEqual(['pod-a']);
    expect(story(model).filter((each) => each.endsWith('pod-a'))).toEqual([]);
  });

  test('ends when chance cannot explain any more that others are chosen, and not before', () => {
    const { model, atMs } = twoPods();
    let later = goRound(model, ['pod-a'], 18, atMs);
    expect(model.pod('pod-b')?.responsiveness).toBe('answering');
    later = goRound(model, ['pod-a'], 2, later);
    expect(model.pod('pod-b')?.responsiveness).toBe('silent');
    goRound(model, ['pod-b'], 1, later);
    expect(model.pod('pod-b')?.responsiveness).toBe('answering');
    expect(story(model).slice(1)).toEqual(['silent pod-b', 'back pod-b']);
  });

  test('where nobody answers at all, nobody leaves', () => {
    const { model, atMs } = twoPods();
    let later = atMs;
    for (let index = 0; index < 100; index += 1) {
      model.record(lost(later));
      later += PERIOD_MS;
    }
    tickUntil(model, later, later + 120_000);
    expect(model.pods.map(({ responsiveness }) => responsiveness)).toEqual(['silent', 'silent']);
    expect(headlineOf(model, later)).toEqual({ kind: 'nobody' });
  });

  test('a failure with a name on it is lost, and a sign of life', () => {
    const { model, atMs } = twoPods();
    let later = atMs;
    for (let index = 0; index < 60; index += 1) {
      const failed = lost(later, { loss: '5xx', pod: 'pod-b', version: '1.0.0', status: 500 });
      model.record(index % 2 === 0 ? answered(later, answerOf('pod-a', { uptimeSeconds: 200 })) : failed);
      later += PERIOD_MS;
    }
    expect(model.totals.lost).toBe(30);
    expect(model.podTable.answering).toHaveLength(2);
  });
});

describe('what is news', () => {
  test('what was there when the page opened is one line, and none of its faults is told as new', () => {
    const model = new Model();
    model.record(answered(0, answerOf('pod-a', { faults: [faultOf('cpu-load', 30)] })));
    model.record(answered(100, answerOf('pod-b', { readiness: UNREADY })));
    model.record(answered(200, answerOf('pod-c', { version: '2.0.0' })));
    expect(model.log.entries.map(({ event }) => event)).toEqual([
      { kind: 'watching', pods: ['pod-a', 'pod-b', 'pod-c'], versions: ['1.0.0', '2.0.0'] },
    ]);
  });

  test('a pod that started since is new, and so is its version', () => {
    const { model, atMs } = twoPods();
    model.record(answered(atMs, answerOf('pod-c', { version: '2.0.0', uptimeSeconds: 1 })));
    expect(story(model).slice(1)).toEqual(['version-new', 'appeared pod-c']);
  });

  test('a pod that ran before and is met later has joined', () => {
    const { model, atMs } = twoPods();
    const later = goRound(model, ['pod-a', 'pod-b'], 100, atMs);
    model.record(answered(later, answerOf('pod-c', { uptimeSeconds: 500 })));
    expect(story(model).slice(1)).toEqual(['joined pod-c']);
  });

  test('other limits under the same start time are a resize', () => {
    const { model, atMs } = twoPods();
    const limits = { cpuMillicores: 200, memoryBytes: 300 * 2 ** 20 };
    model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200, limits })));
    expect(story(model).slice(1)).toEqual(['limits-changed pod-b']);
  });
});
