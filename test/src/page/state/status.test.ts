import { describe, expect, test } from 'vitest';
import type { SampleAnswer } from '../../../../src/contract.ts';
import { headlineOf } from '../../../../src/page/state/headline.ts';
import { Model } from '../../../../src/page/state/model.ts';
import { statusOf } from '../../../../src/page/state/status.ts';
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
} from '../../../support/page-answers.ts';

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

/** Two pods that have answered for a while. */
function twoPods(): { model: Model; atMs: number } {
  const model = new Model();
  return { model, atMs: goRound(model, ['pod-a', 'pod-b'], 40, 0) };
}

/** Every second request is lost: refused, or timed out. */
function halfLost(model: Model, fromMs: number, requests: number, loss: 'no-answer' | 'timeout'): number {
  let atMs = fromMs;
  for (let index = 0; index < requests; index += 1) {
    const answer = answerOf('pod-a', { uptimeSeconds: 100 + atMs / 1000 });
    model.record(index % 2 === 0 ? lost(atMs, { loss }) : answered(atMs, answer));
    atMs += PERIOD_MS;
  }
  return atMs;
}

describe('a pod that is not ready', () => {
  test('stays "not ready" while it is silent, with one line in the log', () => {
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

  test("is known at once from the page's own order, even where no sample reaches it again", () => {
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

  test('a fault that a sample shows before the order is answered has one line in the log', () => {
    const { model, atMs } = twoPods();
    const faults = [faultOf('cpu-load', 60)];
    model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200, faults })));
    model.podTable.faultOrdered(startedOn('pod-b', 'cpu-load'), atMs + 50);
    expect(story(model).filter((each) => each === 'fault-started pod-b')).toHaveLength(1);
  });

  test('an answer from before the order does not remove the fault', () => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', 'cpu-load'), atMs + 50);
    model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200 }), { latencyMs: 90 }));
    expect(model.pod('pod-b')?.faults).toHaveLength(1);
    model.record(answered(atMs + 100, answerOf('pod-b', { uptimeSeconds: 200.1 })));
    expect(model.pod('pod-b')?.faults).toHaveLength(0);
  });
});

test('a pod that drained is terminating, then finished, then gone, without an alarm', () => {
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

test('a ready pod that refuses connections has crashed', () => {
  const { model, atMs } = twoPods();
  const later = halfLost(model, atMs, 20, 'no-answer');
  expect(statusIn(model, 'pod-b', later)).toBe('crashed');
  expect(statusIn(model, 'pod-a', later)).toBe('ready');
  const silent = model.log.entries.find(({ event }) => event.kind === 'silent')?.event;
  expect(silent).toMatchObject({ status: 'crashed', cause: null, lastState: { isReady: true, faults: [] } });
});

test('a pod that refuses connections has crashed, even where chance sent it few of the first requests', () => {
  const { model, atMs } = twoPods();
  const isLost = (index: number) => index < 2 || index >= 14;
  for (let index = 0; index < 20; index += 1) {
    const nowMs = atMs + index * PERIOD_MS;
    const answer = answerOf('pod-a', { uptimeSeconds: 100 + nowMs / 1000 });
    model.record(isLost(index) ? lost(nowMs) : answered(nowMs, answer));
  }
  expect(statusIn(model, 'pod-b', atMs + 20 * PERIOD_MS)).toBe('crashed');
});

test("requests that were sent before a pod's last answer do not count towards its silence", () => {
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

test('a hang that the page ordered is known before a loss, and is over at its announced end', () => {
  const { model, atMs } = twoPods();
  model.podTable.faultOrdered(startedOn('pod-b', 'hang'), atMs);
  const later = goRound(model, ['pod-a'], 10, atMs);
  expect(statusIn(model, 'pod-b', later)).toBe('hung');
  model.record(answered(atMs + 61_000, answerOf('pod-b', { uptimeSeconds: 300 })));
  expect(statusIn(model, 'pod-b', atMs + 61_000)).toBe('ready');
});

test('the announced end of a leak is an OOM kill, with or without a loss', () => {
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

test('a silent pod has not crashed where only few requests are lost', () => {
  const { model, atMs } = twoPods();
  let later = atMs;
  for (let index = 0; index < 40; index += 1) {
    const answer = answerOf('pod-a', { uptimeSeconds: 200 + later / 1000 });
    model.record(index % 10 === 9 ? lost(later, { loss: 'timeout' }) : answered(later, answer));
    later += PERIOD_MS;
  }
  expect(statusIn(model, 'pod-b', later)).toBe('silent');
});

test('a pod that gets no requests is only silent where nothing is lost or announced', () => {
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
  ] as const)('after %s %j has the cause %j', (fault, changes, cause) => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', fault, changes), atMs);
    model.record(answered(atMs + 900, answerOf('pod-b', { startedAt: RESTARTED_AT, uptimeSeconds: 1 })));
    const told = model.log.entries.find(({ event }) => event.kind === 'restarted')?.event;
    expect(told).toMatchObject({ kind: 'restarted', pod: 'pod-b', cause });
    expect(model.pod('pod-b')).toMatchObject({ restarts: 1, lastRestart: cause });
  });

  test('long before the announced end has another cause', () => {
    const { model, atMs } = twoPods();
    model.podTable.faultOrdered(startedOn('pod-b', 'memory-leak', { ending: 'oom-kill' }), atMs);
    const soon = { startedAt: '2026-11-23T09:00:20.000Z', uptimeSeconds: 1 };
    model.record(answered(atMs + 900, answerOf('pod-b', soon)));
    expect(model.pod('pod-b')?.lastRestart).toMatchObject({ kind: 'unknown' });
  });

  test('is counted even where the card was gone in between', () => {
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

  test('is not counted for a late answer of the earlier process', () => {
    const { model, atMs } = twoPods();
    const restarted = answerOf('pod-b', { startedAt: RESTARTED_AT, uptimeSeconds: 1 });
    model.record(answered(atMs, restarted));
    model.record(answered(atMs - 500, answerOf('pod-b', { uptimeSeconds: 200 }), { latencyMs: 900 }));
    expect(model.pod('pod-b')?.restarts).toBe(1);
    expect(model.pod('pod-b')?.answer.startedAt).toBe(restarted.startedAt);
  });
});

describe('responsiveness', () => {
  test('one crashed pod of two does not make the other one silent, in any order of losses', () => {
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

  test('ends when chance no longer explains that only other pods get requests', () => {
    const { model, atMs } = twoPods();
    let later = goRound(model, ['pod-a'], 18, atMs);
    expect(model.pod('pod-b')?.responsiveness).toBe('answering');
    later = goRound(model, ['pod-a'], 2, later);
    expect(model.pod('pod-b')?.responsiveness).toBe('silent');
    goRound(model, ['pod-b'], 1, later);
    expect(model.pod('pod-b')?.responsiveness).toBe('answering');
    expect(story(model).slice(1)).toEqual(['silent pod-b', 'back pod-b']);
  });

  test('where no pod answers, no pod is removed', () => {
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

  test('a failure that names its pod is a loss, and shows that the pod runs', () => {
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

describe('events', () => {
  test('the pods that ran when the page opened are one line, and their faults are not new', () => {
    const model = new Model();
    model.record(answered(0, answerOf('pod-a', { faults: [faultOf('cpu-load', 30)] })));
    model.record(answered(100, answerOf('pod-b', { readiness: UNREADY })));
    model.record(answered(200, answerOf('pod-c', { version: '2.0.0' })));
    expect(model.log.entries.map(({ event }) => event)).toEqual([
      { kind: 'watching', pods: ['pod-a', 'pod-b', 'pod-c'], versions: ['1.0.0', '2.0.0'] },
    ]);
  });

  test('names a pod that started since, and its version, as new', () => {
    const { model, atMs } = twoPods();
    model.record(answered(atMs, answerOf('pod-c', { version: '2.0.0', uptimeSeconds: 1 })));
    expect(story(model).slice(1)).toEqual(['version-new', 'appeared pod-c']);
  });

  test('a pod that ran before and is seen later has joined', () => {
    const { model, atMs } = twoPods();
    const later = goRound(model, ['pod-a', 'pod-b'], 100, atMs);
    model.record(answered(later, answerOf('pod-c', { uptimeSeconds: 500 })));
    expect(story(model).slice(1)).toEqual(['joined pod-c']);
  });

  test('a change of limits without a restart is a resize', () => {
    const { model, atMs } = twoPods();
    const limits = { cpuMillicores: 200, memoryBytes: 300 * 2 ** 20 };
    model.record(answered(atMs, answerOf('pod-b', { uptimeSeconds: 200, limits })));
    expect(story(model).slice(1)).toEqual(['limits-changed pod-b']);
  });
});
