import { describe, expect, test } from 'vitest';
import type { SampleAnswer } from '../../../../src/contract.ts';
import { LessonProgress, LESSONS } from '../../../../src/page/state/lessons.ts';
import { Model } from '../../../../src/page/state/model.ts';
import { answered, answerOf, faultOf, lost, startedOn } from '../../../support/page-answers.ts';

/** A page that looks once a second while pods answer in turn, ten times a second. */
class Class {
  readonly model = new Model();
  readonly watch = new LessonProgress();
  atMs = 0;
  /** When each pod started, in milliseconds of the page's clock. */
  readonly #startedMs = new Map<string, number>();

  /** @param pods with what each says beside being well */
  pass(seconds: number, pods: Record<string, Partial<SampleAnswer>>): void {
    const names = Object.keys(pods);
    for (const name of names)
      if (!this.#startedMs.has(name)) this.#startedMs.set(name, this.atMs === 0 ? -100_000 : this.atMs);
    for (let index = 0; index < seconds * 10; index += 1) {
      const name = names[index % names.length] ?? '';
      const uptimeSeconds = (this.atMs - (this.#startedMs.get(name) ?? 0)) / 1000;
      this.model.record(answered(this.atMs, answerOf(name, { uptimeSeconds, ...pods[name] })));
      this.atMs += 100;
      if (this.atMs % 1000 === 0) {
        this.model.tick(this.atMs);
        this.watch.update(this.model, this.atMs);
      }
    }
  }

  lose(): void {
    this.model.record(lost(this.atMs));
  }

  get seen(): string[] {
    return LESSONS.flatMap(({ id, steps }) =>
      steps.filter((step) => this.watch.seenAtMs(id, step) !== undefined).map((step) => `${id}: ${step}`),
    );
  }
}

const DRAINING: Partial<SampleAnswer> = {
  lifecycle: 'draining',
  readiness: { status: 'unavailable', reason: 'draining' },
};
const NEW = { version: '2.0.0' };

test('opening the page on four pods ticks only that they share the requests', () => {
  const lesson = new Class();
  lesson.pass(3, { a: {} });
  expect(lesson.seen).toEqual([]);
  const older = { uptimeSeconds: 5000 };
  lesson.pass(30, { a: {}, b: older, c: older, d: older });
  expect(lesson.seen).toEqual(['traffic-routing: spread']);
});

describe('self-healing', () => {
  test('a pod went, and then a pod of the same version appeared', () => {
    const lesson = new Class();
    lesson.pass(5, { a: {}, b: {} });
    lesson.pass(3, { a: {}, b: DRAINING });
    expect(lesson.seen).toEqual([]);
    lesson.pass(2, { a: {}, c: {} });
    expect(lesson.seen).toContain('self-healing: replaced');
  });

  test('not: more pods first, and fewer afterwards', () => {
    const lesson = new Class();
    lesson.pass(5, { a: {}, b: {} });
    lesson.pass(5, { a: {}, b: {}, c: {} });
    lesson.pass(5, { a: {}, b: DRAINING, c: {} });
    lesson.pass(20, { a: {}, c: {} });
    expect(lesson.seen).not.toContain('self-healing: replaced');
  });

  test('not: an update and its undo', () => {
    const lesson = new Class();
    lesson.pass(5, { a: {}, b: {} });
    lesson.pass(5, { a: {}, b: DRAINING, c: NEW });
    lesson.pass(5, { a: DRAINING, c: NEW, d: NEW });
    lesson.pass(5, { c: NEW, d: NEW });
    lesson.pass(5, { c: NEW, d: { ...NEW, ...DRAINING }, e: {} });
    lesson.pass(5, { c: { ...NEW, ...DRAINING }, e: {}, f: {} });
    lesson.pass(90, { e: {}, f: {} });
    lesson.pass(5, { e: {}, f: {}, g: {} });
    expect(lesson.seen).not.toContain('self-healing: replaced');
  });

  test('a container that was OOMKilled as announced, and not one that only restarted', () => {
    const lesson = new Class();
    lesson.pass(5, { a: {}, b: {} });
    lesson.pass(1, { a: {}, b: { startedAt: '2026-11-23T09:05:00.000Z', uptimeSeconds: 1 } });
    expect(lesson.seen).not.toContain('self-healing: restarted');
    lesson.model.podTable.faultOrdered(
      startedOn('b', 'memory-leak', { ending: 'oom-kill', startedAt: '2026-11-23T09:06:00.000Z' }),
      lesson.atMs,
    );
    lesson.pass(1, { a: {}, b: { startedAt: '2026-11-23T09:20:00.000Z', uptimeSeconds: 1 } });
    expect(lesson.seen).toContain('self-healing: restarted');
  });
});

describe('more pods', () => {
  const loaded = { faults: [faultOf('cpu-load', 60)] };

  test('under CPU load are autoscaling, out and in again', () => {
    const lesson = new Class();
    lesson.pass(15, { a: {}, b: {} });
    lesson.pass(10, { a: loaded, b: {} });
    lesson.pass(10, { a: loaded, b: {}, c: {} });
    expect(lesson.seen).toEqual(['traffic-routing: spread']);
    lesson.pass(10, { a: loaded, b: {}, c: {}, d: {} });
    expect(lesson.seen).toContain('autoscaling: out');
    lesson.pass(10, { a: {}, b: {}, c: DRAINING, d: DRAINING });
    lesson.pass(20, { a: {}, b: {} });
    expect(lesson.seen).toContain('autoscaling: in');
    expect(lesson.seen.join()).not.toContain('surge');
  });

  test('without an active fault are a surge, unless something was lost', () => {
    for (const isLost of [false, true]) {
      const lesson = new Class();
      lesson.pass(15, { a: {}, b: {} });
      if (isLost) lesson.lose();
      lesson.pass(20, { a: {}, b: {}, c: {}, d: {} });
      expect([isLost, lesson.seen.includes('surge: grown')]).toEqual([isLost, !isLost]);
      expect(lesson.seen.join()).not.toContain('autoscaling');
    }
  });

  test('are not pods that only return', () => {
    const lesson = new Class();
    const unready = { readiness: { status: 'unavailable', reason: 'x' } } as const;
    lesson.pass(15, { a: {}, b: {}, c: {}, d: {} });
    lesson.pass(15, { a: {}, b: {}, c: unready, d: unready });
    lesson.pass(30, { a: {}, b: {} });
    lesson.pass(30, { a: {}, b: {}, c: {}, d: {} });
    expect(lesson.seen.join()).not.toContain('surge');
  });
});

describe('a rolling update', () => {
  test('is mixed, and complete when only the new version answers', () => {
    const lesson = new Class();
    lesson.pass(5, { a: {}, b: {} });
    lesson.pass(5, { a: {}, b: {}, c: NEW });
    expect(lesson.seen).toContain('rolling-update: mixed');
    expect(lesson.seen).not.toContain('rolling-update: complete');
    lesson.pass(12, { c: NEW, d: NEW });
    expect(lesson.seen).toContain('rolling-update: complete');
  });

  test.each([
    ['something was lost', (lesson: Class) => lesson.lose(), NEW],
    ['it was undone half-way', () => {}, {}],
  ])('is not complete where %s', (_what, happen, end) => {
    const lesson = new Class();
    lesson.pass(5, { a: {}, b: {} });
    lesson.pass(5, { a: {}, b: {}, c: NEW });
    happen(lesson);
    lesson.pass(12, { e: end, f: end });
    expect(lesson.seen).not.toContain('rolling-update: complete');
  });
});

test('a node drain is seen when as many pods are ready on other nodes, and not before', () => {
  const on = (node: string) => ({ pod: { name: null, namespace: null, node, zone: null, ip: null } });
  const lesson = new Class();
  lesson.pass(15, { a: on('n1'), b: on('n2') });
  lesson.pass(5, { a: on('n1'), b: { ...on('n2'), ...DRAINING } });
  lesson.pass(20, { a: on('n1') });
  expect(lesson.seen).not.toContain('node-drain: moved');
  lesson.pass(40, { a: on('n1'), c: on('n1') });
  expect(lesson.seen).toContain('node-drain: moved');
});

test('a resize is a change of limits without a restart', () => {
  const lesson = new Class();
  lesson.pass(5, { a: {}, b: {} });
  lesson.pass(2, { a: {}, b: { limits: { cpuMillicores: 200, memoryBytes: 300 * 2 ** 20 } } });
  expect(lesson.seen).toEqual(['resize: resized']);
});

test('a new lesson removes the ticks', () => {
  const lesson = new Class();
  lesson.pass(30, { a: {}, b: {} });
  expect(lesson.seen).toEqual(['traffic-routing: spread']);
  lesson.model.beginLesson(lesson.atMs);
  lesson.watch.reset();
  expect(lesson.seen).toEqual([]);
});

test('every command names its object and its namespace', () => {
  const place = { address: 'node:31221', pod: 'app-x', node: 'n1', namespace: 'shop' };
  const commands = LESSONS.flatMap((lesson) => lesson.commands(place));
  for (const command of commands.filter((each) => /^kubectl (?!drain|uncordon)/.test(each)))
    expect(command).toMatch(/^kubectl -n shop /);
  expect(commands.join('\n')).not.toMatch(/undefined|null|\{\w+\}/);
});
