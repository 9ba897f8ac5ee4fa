import { setTimeout as sleep } from 'node:timers/promises';
import type { Host, Running } from './host.ts';
import { type LoadOrder, load } from './load.ts';
import type { Subject } from './subjects.ts';

/**
 * What has to hold for the service, as a number (`atMost`) or as a ratio to another subject in the same
 * turns.
 */
export type Goal =
  | { readonly atMost: number; readonly of?: 'fastify' | 'bare' }
  | { readonly atLeast: number; readonly of: 'bare' };

export interface Figure {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  readonly goals: readonly Goal[];
}

/** Figure key -> value. */
export type Values = Readonly<Record<string, number>>;

/** Figures that are taken together, from a subject that is started for them. */
export interface Measurement {
  readonly name: string;
  readonly figures: readonly Figure[];
  measure(host: Host, subject: Subject): Promise<Values>;
  /** It costs so little that all subjects can be measured at the same time. */
  readonly inParallel: boolean;
}

export interface Durations {
  readonly idleSeconds: number;
  readonly loadSeconds: number;
  /** Requests a second; the goals are those of 200. */
  readonly rates: readonly number[];
}

const MIB = 2 ** 20;
const SETTLE_SECONDS = 5;
const CONNECTIONS = ['fresh', 'keep-alive'] as const;

export function measurements({ idleSeconds, loadSeconds, rates }: Durations): Measurement[] {
  return [start(), idle(idleSeconds), underLoad(loadSeconds, rates), saturation(loadSeconds)];
}

function start(): Measurement {
  return {
    name: 'start',
    inParallel: false,
    figures: [
      {
        key: 'start',
        title: 'start of the container to the first 200',
        unit: 'ms',
        digits: 0,
        goals: [
          { atMost: 1.1, of: 'fastify' },
          { atMost: 1.9, of: 'bare' },
        ],
      },
      {
        key: 'cpu-until-listening',
        title: 'CPU until listening',
        unit: 'ms',
        digits: 0,
        goals: [{ atMost: 1.25, of: 'fastify' }],
      },
    ],
    measure: (host, subject) =>
      use(host, subject, 'pod', async ({ startMs, cpuUntilListeningMs }) => ({
        start: startMs,
        'cpu-until-listening': cpuUntilListeningMs,
      })),
  };
}

function idle(seconds: number): Measurement {
  return {
    name: 'idle',
    inParallel: true,
    figures: [
      { key: 'idle', title: `idle CPU over ${seconds} s`, unit: 'm', digits: 2, goals: [{ atMost: 4 }] },
    ],
    measure: (host, subject) =>
      use(host, subject, 'pod', async ({ cpuMs }) => {
        await sleep(SETTLE_SECONDS * 1000);
        const fromMs = performance.now();
        const before = cpuMs();
        await sleep(seconds * 1000);
        return { idle: ((cpuMs() - before) / (performance.now() - fromMs)) * 1000 };
      }),
  };
}

/** Half of the load is there before the first figure is taken: what runs for days is what V8 has compiled. */
function underLoad(seconds: number, rates: readonly number[]): Measurement {
  const phases = rates.flatMap((rate) => CONNECTIONS.map((connections) => ({ rate, connections })));
  return {
    name: 'load',
    inParallel: false,
    figures: [
      ...phases.map((phase) => ({
        key: keyOf(phase),
        title: `CPU a request, ${phase.rate} a second, ${phase.connections}`,
        unit: 'us',
        digits: 0,
        goals: [
          { atMost: 1, of: 'fastify' } as const,
          { atMost: phase.connections === 'fresh' ? 1.15 : 1.25, of: 'bare' } as const,
        ],
      })),
      {
        key: 'memory',
        title: `anonymous memory after ${seconds * 2 * (1 + rates.length)} s of that load`,
        unit: 'Mi',
        digits: 1,
        goals: [{ atMost: 1.1, of: 'fastify' }],
      },
    ],
    measure: (host, subject) =>
      use(host, subject, 'pod', async ({ origin, cpuMs, anonymousBytes }) => {
        const url = `${origin}/hostname`;
        for (const connections of CONNECTIONS) await load({ url, connections, seconds, rate: 200 });
        const values: Record<string, number> = {};
        for (const phase of phases) {
          values[keyOf(phase)] = await cpuPerRequestUs({ url, seconds, ...phase }, cpuMs);
        }
        return { ...values, memory: anonymousBytes() / MIB };
      }),
  };
}

function saturation(seconds: number): Measurement {
  return {
    name: 'saturation',
    inParallel: false,
    figures: CONNECTIONS.map((connections) => ({
      key: `saturated ${connections}`,
      // Not of wall-clock time: on a core that the subject has to share, that would measure the neighbours.
      title: `requests a second of CPU, one core saturated, ${connections}`,
      unit: '',
      digits: 0,
      goals: [{ atLeast: connections === 'fresh' ? 0.95 : 0.85, of: 'bare' }],
    })),
    measure: (host, subject) =>
      use(host, subject, 'core', async ({ origin, cpuMs }) => {
        const url = `${origin}/hostname`;
        const values: Record<string, number> = {};
        for (const connections of CONNECTIONS) {
          await load({ url, connections, seconds: Math.ceil(seconds / 4), rate: null });
          const perRequestUs = await cpuPerRequestUs(
            { url, connections, seconds: Math.ceil(seconds / 2), rate: null },
            cpuMs,
          );
          values[`saturated ${connections}`] = 1e6 / perRequestUs;
        }
        return values;
      }),
  };
}

async function cpuPerRequestUs(order: LoadOrder, cpuMs: () => number): Promise<number> {
  const before = cpuMs();
  const answered = await load(order);
  return ((cpuMs() - before) / answered) * 1000;
}

function keyOf({ rate, connections }: { rate: number; connections: string }): string {
  return `cpu-per-request ${rate} ${connections}`;
}

async function use(
  host: Host,
  subject: Subject,
  room: 'pod' | 'core',
  measure: (running: Running) => Promise<Values>,
): Promise<Values> {
  const running = await host.start(subject, room);
  try {
    return await measure(running);
  } finally {
    await running.stop();
  }
}
