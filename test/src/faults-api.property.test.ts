import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { FaultsAnswer, FaultStarted } from '../../src/contract.ts';
import { MIB } from '../support/fake-container.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { buildTestApp } from '../support/test-app.ts';

/*
 * Whatever is sent to the fault API, in whatever order: the answer is 2xx or 4xx in the one shape, at most
 * one fault of a kind is active, none past its deadline, and what is over is undone. Time is the test's own,
 * so that hours of faults pass in a moment. Two kinds are held back: `hang` would block this very process
 * (its own test runs it elsewhere), so it is only sent what is refused; `cpu-load` is left at 1m, since its
 * threads live in real time.
 */

const KINDS = [
  'cpu-load',
  'memory-leak',
  'latency',
  'errors',
  'unready',
  'unlive',
  'crash',
  'disk-fill',
] as const;
type Kind = (typeof KINDS)[number];

const seconds = fc.integer({ min: 1, max: 3600 });
/** The two faults that act every tenth of a second. */
const fewSeconds = fc.integer({ min: 5, max: 200 });
const VALID: Record<Kind, fc.Arbitrary<Record<string, unknown>>> = {
  'cpu-load': fc.record({ millicores: fc.constant(1), seconds }, { requiredKeys: ['millicores'] }),
  'memory-leak': fc.record(
    {
      maxMib: fc.integer({ min: 1, max: 2 }),
      seconds: fewSeconds,
      mibPerSecond: fc.constant(0.5),
    },
    { requiredKeys: ['maxMib'] },
  ),
  latency: fc.record(
    {
      milliseconds: fc.integer({ min: 0, max: 7500 }),
      jitterMilliseconds: fc.integer({ min: 0, max: 7500 }),
      percent: fc.integer({ min: 1, max: 100 }),
      seconds,
    },
    { requiredKeys: [] },
  ),
  errors: fc.record(
    { status: fc.integer({ min: 400, max: 599 }), percent: fc.integer({ min: 1, max: 100 }), seconds },
    { requiredKeys: [] },
  ),
  unready: fc.record({ seconds }, { requiredKeys: [] }),
  unlive: fc.record({ seconds }, { requiredKeys: [] }),
  crash: fc.record(
    { exitCode: fc.integer({ min: 0, max: 255 }), afterSeconds: seconds },
    { requiredKeys: [] },
  ),
  'disk-fill': fc.record(
    { maxMib: fc.constant(1), mibPerSecond: fc.constant(1), seconds: fewSeconds },
    { requiredKeys: ['maxMib', 'mibPerSecond'] },
  ),
};

interface Start {
  readonly do: 'start';
  readonly kind: Kind;
  readonly parameters: Record<string, unknown>;
  readonly as: 'query' | 'json' | 'both';
}
/** How a value misses what the API itself says of the parameter. */
type Wrong = 'below' | 'above' | 'text' | 'null' | 'list';
type Step =
  | Start
  | { readonly do: 'stop'; readonly kind: Kind }
  | { readonly do: 'start wrongly'; readonly kind: Kind; readonly parameter: number; readonly how: Wrong }
  | { readonly do: 'stop-all' }
  | { readonly do: 'wait'; readonly seconds: number }
  | {
      readonly do: 'nonsense';
      readonly method: string;
      readonly url: string;
      readonly type: string;
      readonly body: string;
    };

const start: fc.Arbitrary<Step> = fc.constantFrom(...KINDS).chain((kind) =>
  fc.record({
    do: fc.constant('start' as const),
    kind: fc.constant(kind),
    parameters: VALID[kind],
    as: fc.constantFrom('query' as const, 'json' as const, 'both' as const),
  }),
);

const junk = fc.oneof(
  fc.constantFrom(
    '-1',
    '0',
    '3601',
    '1e3',
    '1e400',
    'NaN',
    '',
    ' ',
    'null',
    'true',
    '[]',
    '{}',
    '99999999999999999999',
  ),
  fc.string(),
);
const name = fc.oneof(
  fc.constantFrom(
    'seconds',
    'millicores',
    'percent',
    'status',
    'kind',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.string(),
);
/** Never valid for `hang` and `cpu-load`: what they would do is not to be done here. */
const nonsense: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('nonsense' as const),
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'),
  url: fc
    .tuple(
      fc.constantFrom(
        '/faults/latency',
        '/faults/errors',
        '/faults/unready',
        '/faults/hang',
        '/faults/nothing',
        '/faults/',
        '/faults/__proto__',
        '/faults/a/b',
        '/nothing',
      ),
      fc.option(fc.tuple(name, junk)),
    )
    .map(([path, query]) => {
      const wrong = path === '/faults/hang' ? '?seconds=0' : '';
      const more = query
        ? `${wrong ? '&' : '?'}${encodeURIComponent(query[0])}=${encodeURIComponent(query[1])}`
        : '';
      return path + wrong + more;
    }),
  type: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/x-www-form-urlencoded',
    'x',
    '',
  ),
  body: fc.oneof(
    fc.constant(''),
    fc.json(),
    fc.string(),
    fc.tuple(name, fc.jsonValue()).map(([key, value]) => `{${JSON.stringify(key)}:${JSON.stringify(value)}}`),
  ),
});

const startWrongly: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('start wrongly' as const),
  kind: fc.constantFrom(...KINDS),
  parameter: fc.nat({ max: 10 }),
  how: fc.constantFrom<Wrong>('below', 'above', 'text', 'null', 'list'),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: startWrongly },
  { weight: 5, arbitrary: start },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stop' as const), kind: fc.constantFrom(...KINDS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop-all' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 4000 }) }),
  },
  { weight: 4, arbitrary: nonsense },
);

type Service = Awaited<ReturnType<typeof buildTestApp>>;

/** The faults that have to be active: kind -> end. */
class Model {
  readonly endsAtMs = new Map<string, number>();

  expire(): void {
    for (const [kind, endMs] of this.endsAtMs) if (Date.now() >= endMs) this.endsAtMs.delete(kind);
  }
}

describe('the fault API', () => {
  test(
    'answers anything with 2xx or 4xx in one shape, keeps every deadline, and undoes what it did',
    {
      timeout: 240_000,
    },
    async () => {
      vi.useFakeTimers({
        toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
      });
      const folder = temporaryFolder();
      const baseBytes = process.memoryUsage.rss();
      const service = await buildTestApp({
        container: { memoryLimitBytes: null },
        env: { DISK_FILL_DIR: folder },
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
          const model = new Model();
          for (const each of steps) {
            await take(service, model, each);
            await compare(service, model);
          }
          // Every deadline there can be is over then: 3600 s, and the allowance for what the platform should
          // have ended.
          await vi.advanceTimersByTimeAsync(4_400_000);
          model.expire();
          await compare(service, model);
          expect(model.endsAtMs.size).toBe(0);
          expectUndone(service, folder);
        }),
        { numRuns: 60, endOnFailure: true },
      );
      vi.useRealTimers();
      expect(process.memoryUsage.rss() - baseBytes).toBeLessThan(150 * MIB);
    },
  );
});

async function take(service: Service, model: Model, each: Step): Promise<void> {
  switch (each.do) {
    case 'start': {
      const answer = await service.app.inject({ method: 'POST', ...encode(each) });
      expect([each, answer.statusCode]).toEqual([each, 202]);
      const started = answer.json();
      // A crash that came would have ended the process; here it is only written down.
      expect(started.fault).toBe(each.kind);
      expectWithinBounds(service, started);
      expect(Date.parse(started.endsAt) - Date.now()).toBe(started.endsInSeconds * 1000);
      model.endsAtMs.set(
        each.kind,
        Date.parse(started.endsAt) + (started.ending === 'exit' ? overdueMs(started.endsInSeconds) : 0),
      );
      break;
    }
    case 'start wrongly': {
      const kind = service.registry.kinds.find((fault) => fault.kind === each.kind);
      const entries = Object.entries(kind?.parameters.properties ?? {});
      const [name, schema] = entries[each.parameter % entries.length] ?? ['seconds', {}];
      const { minimum = 0, maximum = 0 } = schema as { minimum?: number; maximum?: number };
      const wrong = { below: minimum - 1, above: maximum + 1, text: 'abc', null: null, list: [minimum] };
      const before = service.registry.active;
      const url = `/faults/${each.kind}`;
      const answer = await service.app.inject({ method: 'POST', url, payload: { [name]: wrong[each.how] } });
      expect([each, answer.statusCode]).toEqual([each, 400]);
      expect(answer.json().message).toContain(`${name} must be `);
      expect(service.registry.active).toEqual(before);
      break;
    }
    case 'stop': {
      const answer = await service.app.inject({ method: 'DELETE', url: `/faults/${each.kind}` });
      const wasActive = model.endsAtMs.delete(each.kind);
      expect([answer.statusCode, answer.json().stopped]).toEqual([200, wasActive ? [each.kind] : []]);
      break;
    }
    case 'stop-all': {
      const answer = await service.app.inject({ method: 'DELETE', url: '/faults' });
      expect(answer.statusCode).toBe(200);
      expect([...answer.json().stopped].sort()).toEqual([...model.endsAtMs.keys()].sort());
      model.endsAtMs.clear();
      break;
    }
    case 'wait':
      await vi.advanceTimersByTimeAsync(each.seconds * 1000);
      model.expire();
      break;
    case 'nonsense': {
      const before = service.registry.active;
      const answer = await service.app.inject({
        method: each.method as 'POST',
        url: each.url,
        headers: each.type ? { 'content-type': each.type } : {},
        payload: each.body,
      });
      expect([each, answer.statusCode < 500]).toEqual([each, true]);
      if (answer.statusCode >= 400) {
        if (each.method !== 'HEAD') {
          expect(answer.json()).toEqual({
            statusCode: answer.statusCode,
            error: expect.any(String),
            message: expect.any(String),
          });
        }
        expect(service.registry.active).toEqual(before);
      } else if (answer.statusCode === 202) {
        const started = answer.json();
        expectWithinBounds(service, started);
        model.endsAtMs.set(started.fault, Date.parse(started.endsAt));
      } else {
        expect(['DELETE', 'GET', 'HEAD']).toContain(each.method);
        if (each.method === 'DELETE') for (const kind of answer.json().stopped) model.endsAtMs.delete(kind);
      }
      expect(answer.headers['x-app-hostname']).toBe(service.identity.hostname);
    }
  }
}

async function compare(service: Service, model: Model): Promise<void> {
  await threadsToEnd(service, model);
  const { active } = (await service.app.inject('/faults')).json() as FaultsAnswer;
  const kinds = active.map((each) => each.fault);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect([...kinds].sort()).toEqual([...model.endsAtMs.keys()].sort());
  for (const each of active) expect(each.secondsLeft).toBeGreaterThanOrEqual(0);
  // Effects are those of what is active, and of nothing else.
  const status = async (path: string) => (await service.app.inject(path)).statusCode;
  expect(await status('/livez')).toBe(model.endsAtMs.has('unlive') ? 503 : 200);
  expect(await status('/readyz')).toBe(model.endsAtMs.has('unready') ? 503 : 200);
  expect(service.faults.errors.isActive).toBe(model.endsAtMs.has('errors'));
  expect(service.faults.latency.isActive).toBe(model.endsAtMs.has('latency'));
}

/** The kinds that the API lists are those that were started. */
function expectWithinBounds({ registry }: Service, started: FaultStarted): void {
  const kind = registry.kinds.find((each) => each.kind === started.fault);
  for (const [name, value] of Object.entries(started.parameters)) {
    const property = kind?.parameters.properties[name] as { minimum?: number; maximum?: number } | undefined;
    const { minimum, maximum } = property ?? {};
    if (minimum !== undefined) expect(value).toBeGreaterThanOrEqual(minimum);
    if (maximum !== undefined) expect(value).toBeLessThanOrEqual(maximum);
  }
}

function expectUndone({ faults }: Service, folder: string): void {
  expect(faults.errors.nextStatus()).toBeNull();
  expect(faults.latency.nextDelayMs()).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
}

/** Threads end in real time, while the test's own time stands still. */
async function threadsToEnd({ registry }: Service, model: Model): Promise<void> {
  const startMs = process.hrtime.bigint();
  while (registry.find('cpu-load') && !model.endsAtMs.has('cpu-load')) {
    expect(Number(process.hrtime.bigint() - startMs) / 1e6).toBeLessThan(5000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function overdueMs(seconds: number): number {
  return (seconds * 0.2 + 5) * 1000;
}

function encode({ kind, parameters, as }: Start): { url: string; payload?: object } {
  const entries = Object.entries(parameters);
  const query = (part: [string, unknown][]) =>
    part.length ? `?${part.map(([key, value]) => `${key}=${value}`).join('&')}` : '';
  if (as === 'query') return { url: `/faults/${kind}${query(entries)}` };
  if (as === 'json') return { url: `/faults/${kind}`, payload: parameters };
  const half = Math.floor(entries.length / 2);
  return {
    url: `/faults/${kind}${query(entries.slice(0, half))}`,
    payload: Object.fromEntries(entries.slice(half)),
  };
}
