import { Integer, Object as TObject } from 'typebox';
import { describe, expect, test, vi } from 'vitest';
import { aborted, type Fault, FaultRefused, type FaultRun } from '../../../src/faults/fault.ts';
import { type ActiveFault, FaultRegistry, type StopReason } from '../../../src/faults/registry.ts';

/** A fault whose cleanup takes as long as the test wants. It notes what it does. */
class Probe implements Fault {
  readonly kind: string;
  readonly summary = 'for tests';
  readonly parameters = TObject({ seconds: Integer() });
  readonly effects: string[] = [];
  ending: 'expiry' | 'oom-kill' = 'expiry';
  refuses = false;
  onRun: (run: FaultRun) => void | Promise<void> = () => {};
  undo: () => Promise<void> = async () => {};

  constructor(kind = 'probe') {
    this.kind = kind;
  }

  plan(parameters: Record<string, unknown>) {
    if (this.refuses) throw new FaultRefused(409, 'not here', { code: 'no-memory-limit' });
    return { parameters, message: 'it will', seconds: Number(parameters.seconds ?? 60), ending: this.ending };
  }

  async run(plan: { parameters: Record<string, unknown> }, run: FaultRun) {
    const name = String(plan.parameters.name ?? 'it');
    this.effects.push(`${name} begins`);
    await this.onRun(run);
    await aborted(run.signal);
    await this.undo();
    this.effects.push(`${name} is undone`);
  }
}

function setUp(...kinds: string[]) {
  const probes = (kinds.length ? kinds : ['probe']).map((kind) => new Probe(kind));
  const registry = new FaultRegistry(probes);
  const events: string[] = [];
  registry.on('started', ({ kind, plan }, by) =>
    events.push(`${plan.parameters.name ?? kind} started by ${by}`),
  );
  registry.on('progress', ({ kind, plan }) => events.push(`${plan.parameters.name ?? kind} progressed`));
  registry.on('stopped', ({ kind, plan }, reason, error) =>
    events.push(`${plan.parameters.name ?? kind} ${reason}${error ? `: ${error.message}` : ''}`),
  );
  const [probe] = probes as [Probe];
  return { registry, probe, events };
}

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('start', () => {
  test('answers with the plan and its announced end, and is active at once', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const { registry } = setUp();
    const started = registry.start('probe', { seconds: 90 }, 'me');
    expect(started).toMatchObject({ kind: 'probe', plan: { seconds: 90 }, progress: {} });
    expect(started.startedAt.getTime()).toBe(1_000_000);
    expect(started.endsAt.getTime()).toBe(1_090_000);
    expect(registry.active).toEqual([started]);
    expect(registry.find('probe')).toBe(started);
    expect(registry.find('other')).toBeUndefined();
  });

  test('of an unknown kind is an error of the caller', () => {
    expect(() => setUp().registry.start('nothing', {}, 'me')).toThrow('there is no fault nothing');
  });

  test('does no work before the caller has its answer', async () => {
    const { registry, probe } = setUp();
    registry.start('probe', {}, 'me');
    expect(probe.effects).toEqual([]);
    await turn();
    expect(probe.effects).toEqual(['it begins']);
  });

  test('keeps one of each kind, and kinds do not disturb one another', async () => {
    const { registry } = setUp('a', 'b');
    registry.start('a', {}, 'me');
    registry.start('b', {}, 'me');
    registry.start('a', {}, 'me');
    expect(registry.active.map((each) => each.kind).sort()).toEqual(['a', 'b']);
    await registry.stop(['a']);
    expect(registry.active.map((each) => each.kind)).toEqual(['b']);
  });

  test('that is refused leaves what is running as it is', async () => {
    const { registry, probe, events } = setUp();
    const running = registry.start('probe', { name: 'first' }, 'me');
    await turn();
    probe.refuses = true;
    expect(() => registry.start('probe', { name: 'second' }, 'me')).toThrow(FaultRefused);
    await turn();
    expect(registry.active).toEqual([running]);
    expect(events).toEqual(['first started by me']);
    expect(probe.effects).toEqual(['first begins']);
  });
});

test('after a shutdown nothing starts any more', async () => {
  const { registry } = setUp();
  registry.start('probe', {}, 'me');
  await registry.stopAll('shutdown');
  expect(() => registry.start('probe', {}, 'me')).toThrow('this pod is shutting down');
});

describe('replacing', () => {
  test('undoes the old one before the new one begins, however long that takes', async () => {
    const { registry, probe, events } = setUp();
    const undoing = gate();
    registry.start('probe', { name: 'first' }, 'me');
    await turn();
    probe.undo = () => undoing.opened;
    registry.start('probe', { name: 'second' }, 'you');
    await turn();
    await turn();
    expect(probe.effects).toEqual(['first begins']);
    undoing.open();
    await turn();
    expect(probe.effects).toEqual(['first begins', 'first is undone', 'second begins']);
    expect(events).toEqual(['first started by me', 'second started by you', 'first replaced']);
    expect(registry.active.map((each) => each.plan.parameters.name)).toEqual(['second']);
  });

  test('many times at once ends with the last one alone, each of the others undone', async () => {
    const { registry, probe, events } = setUp();
    for (const name of ['1', '2', '3', '4']) registry.start('probe', { name }, 'me');
    await turn();
    expect(registry.active.map((each) => each.plan.parameters.name)).toEqual(['4']);
    expect(probe.effects.at(-1)).toBe('4 begins');
    const begun = probe.effects.filter((effect) => effect.endsWith('begins')).length;
    expect(probe.effects.filter((effect) => effect.endsWith('undone')).length).toBe(begun - 1);
    expect(events.filter((each) => each.endsWith('replaced'))).toEqual([
      '1 replaced',
      '2 replaced',
      '3 replaced',
    ]);
    await registry.stopAll();
    expect(registry.active).toEqual([]);
  });

  test('by 450 faults in a row runs only the last: a fault that was replaced before its turn never begins', async () => {
    const { registry, probe } = setUp();
    const undoing = gate();
    registry.start('probe', { name: 'first' }, 'me');
    await turn();
    probe.undo = () => undoing.opened;
    for (let count = 2; count <= 450; count++) registry.start('probe', { name: String(count) }, 'me');
    undoing.open();
    await turn();
    expect(probe.effects).toEqual(['first begins', 'first is undone', '450 begins']);
    expect(registry.active.map((each) => each.plan.parameters.name)).toEqual(['450']);
  });

  test('while the replaced one is still being undone, stop waits for both', async () => {
    const { registry, probe } = setUp();
    const undoing = gate();
    registry.start('probe', { name: 'first' }, 'me');
    await turn();
    probe.undo = () => undoing.opened;
    registry.start('probe', { name: 'second' }, 'me');
    let stopped = false;
    const stopping = registry.stop(['probe']).then(() => {
      stopped = true;
    });
    await turn();
    expect(stopped).toBe(false);
    undoing.open();
    await stopping;
    expect(registry.active).toEqual([]);
    expect(probe.effects.filter((effect) => effect.endsWith('begins')).length).toBe(
      probe.effects.filter((effect) => effect.endsWith('undone')).length,
    );
  });
});

describe('stop', () => {
  test('settles when the fault is undone, with whether it was active', async () => {
    const { registry, probe, events } = setUp();
    registry.start('probe', {}, 'me');
    await turn();
    expect(await registry.stop(['probe'])).toEqual(['probe']);
    expect(probe.effects).toEqual(['it begins', 'it is undone']);
    expect(events).toEqual(['probe started by me', 'probe stopped']);
    expect(await registry.stop(['probe'])).toEqual([]);
    expect(await registry.stop(['nothing'])).toEqual([]);
  });

  test('keeps it listed until it is undone', async () => {
    const { registry, probe } = setUp();
    const undoing = gate();
    probe.undo = () => undoing.opened;
    registry.start('probe', {}, 'me');
    await turn();
    const stopping = registry.stop(['probe']);
    await turn();
    expect(registry.active.length).toBe(1);
    undoing.open();
    await stopping;
    expect(registry.active).toEqual([]);
  });

  test('the first reason is the one that is told', async () => {
    const { registry, events } = setUp();
    registry.start('probe', {}, 'me');
    await turn();
    await Promise.all([registry.stop(['probe'], 'stopped'), registry.stop(['probe'], 'shutdown')]);
    expect(events).toEqual(['probe started by me', 'probe stopped']);
  });

  test('of all stops all at once, with the reason, and names them', async () => {
    const { registry, events } = setUp('a', 'b', 'c');
    for (const kind of ['a', 'b', 'c']) registry.start(kind, {}, 'me');
    expect(await registry.stopAll('shutdown')).toEqual(['a', 'b', 'c']);
    expect(registry.active).toEqual([]);
    expect(events.slice(3).sort()).toEqual(['a shutdown', 'b shutdown', 'c shutdown']);
    expect(await registry.stopAll()).toEqual([]);
  });
});

test('the time left does not change when the system clock is set', () => {
  const { registry } = setUp();
  vi.useFakeTimers({ toFake: ['Date'] });
  const started = registry.start('probe', { seconds: 90 }, 'me');
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(started.secondsLeft).toBeGreaterThan(89);
  expect(started.secondsLeft).toBeLessThanOrEqual(90);
});

describe('the deadline', () => {
  async function lived(probe: Probe, registry: FaultRegistry, events: string[], seconds: number) {
    vi.useFakeTimers();
    registry.start('probe', { seconds }, 'me');
    const startMs = Date.now();
    let endMs = 0;
    registry.on('stopped', () => {
      endMs = Date.now();
    });
    await vi.advanceTimersByTimeAsync(10_000_000);
    expect([probe.effects.length, events.at(-1)]).toEqual([2, 'probe expired']);
    expect(registry.active).toEqual([]);
    return (endMs - startMs) / 1000;
  }

  test.each([1, 60, 3600])('of %d s ends a fault to the millisecond', async (seconds) => {
    const { registry, probe, events } = setUp();
    expect(await lived(probe, registry, events, seconds)).toBe(seconds);
  });

  test('where the platform was to end it but does not, comes 20 % and 5 s later', async () => {
    const { registry, probe, events } = setUp();
    probe.ending = 'oom-kill';
    expect(await lived(probe, registry, events, 100)).toBe(125);
  });

  test('does not keep a process alive that has nothing else to do', () => {
    const { registry } = setUp();
    const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
    const before = timers();
    registry.start('probe', { seconds: 3600 }, 'me');
    expect(timers()).toBe(before);
  });

  test('of a replaced fault does not end the new one', async () => {
    vi.useFakeTimers();
    const { registry } = setUp();
    registry.start('probe', { seconds: 10 }, 'me');
    await vi.advanceTimersByTimeAsync(5000);
    registry.start('probe', { seconds: 60 }, 'me');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(registry.active.length).toBe(1);
  });
});

describe('a fault that fails', () => {
  test.each([
    ['with an error', () => Promise.reject(new Error('no disk')), 'no disk'],
    ['with something else', () => Promise.reject('text'), 'text'],
    [
      'before its first wait',
      () => {
        throw new Error('at once');
      },
      'at once',
    ],
  ])('%s is stopped as failed, tells why, and can be started again', async (_how, onRun, message) => {
    const { registry, probe, events } = setUp();
    probe.onRun = onRun;
    registry.start('probe', {}, 'me');
    await turn();
    expect(events).toEqual(['probe started by me', `probe failed: ${message}`]);
    expect(registry.active).toEqual([]);
    probe.onRun = () => {};
    registry.start('probe', {}, 'me');
    await turn();
    expect(registry.active.length).toBe(1);
  });

  test('that fails while it is being undone says so, and stop still settles', async () => {
    const { registry, probe, events } = setUp();
    probe.undo = () => Promise.reject(new Error('stuck'));
    registry.start('probe', {}, 'me');
    await turn();
    expect(await registry.stop(['probe'])).toEqual(['probe']);
    expect(events).toEqual(['probe started by me', 'probe stopped: stuck']);
    expect(registry.active).toEqual([]);
  });

  test('that ends by itself before its time has expired', async () => {
    const registry = new FaultRegistry([
      {
        kind: 'short',
        summary: '',
        parameters: TObject({}),
        plan: (parameters) => ({ parameters, message: '', seconds: 60, ending: 'expiry' }),
        run: async () => {},
      },
    ]);
    const ends: [ActiveFault, StopReason, Error?][] = [];
    registry.on('stopped', (...end) => ends.push(end));
    registry.start('short', {}, 'me');
    await turn();
    expect(ends.map(([, reason]) => reason)).toEqual(['expired']);
  });
});

describe('progress', () => {
  test('is published with the latest figures, and no longer once the fault ends', async () => {
    const { registry, probe, events } = setUp();
    let report: FaultRun['report'] = () => {};
    probe.onRun = (run) => {
      report = run.report;
    };
    const started = registry.start('probe', {}, 'me');
    await turn();
    report({ bytes: 1 });
    report({ bytes: 2 });
    expect(started.progress).toEqual({ bytes: 2 });
    await registry.stop(['probe']);
    report({ bytes: 3 });
    expect(started.progress).toEqual({ bytes: 2 });
    expect(events).toEqual(['probe started by me', 'probe progressed', 'probe progressed', 'probe stopped']);
  });
});
