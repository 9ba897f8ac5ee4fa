import { parseArgs } from 'node:util';
import { type Durations, measurements } from './figures.ts';
import { ALL_SUBJECTS, SUBJECTS, type Subject } from './subjects.ts';

const USAGE = `npm run bench -- [options]: this service beside an empty Fastify and a bare node:http, in turns
  --thorough              in 25 minutes rather than five: 5 turns, longer ones, also 50 requests a second and an
                          empty Fastify without a log
  --write                 puts the table into docs/performance.md
  --turns 3               how often each is measured; the table shows medians
  --only start,idle       of start, idle, load, saturation
  --idle-seconds 10       how long idle CPU is watched
  --load-seconds 3        how long one load lasts
  --processes             without containers, also where there is an engine
IMAGE_PREFIX names the service's image (1pro: 1pro/app), which npm run images builds.`;

const QUICK = { turns: 3, idleSeconds: 10, loadSeconds: 3, rates: [200], subjects: SUBJECTS } as const;
const THOROUGH = {
  turns: 5,
  idleSeconds: 60,
  loadSeconds: 10,
  rates: [50, 200],
  subjects: ALL_SUBJECTS,
} as const;

/** Ends the process where they are not understood. */
export function readOptions(): Durations & {
  readonly turns: number;
  readonly only: readonly string[];
  readonly processes: boolean;
  readonly thorough: boolean;
  readonly write: boolean;
  readonly subjects: readonly Subject[];
} {
  const values = parseOrExit();
  const { thorough, write, processes } = values;
  const usual = thorough ? THOROUGH : QUICK;
  const durations = {
    idleSeconds: whole('idle-seconds', values['idle-seconds'] ?? usual.idleSeconds),
    loadSeconds: whole('load-seconds', values['load-seconds'] ?? usual.loadSeconds),
    rates: usual.rates,
  };
  const known = measurements(durations).map(({ name }) => name);
  const only = values.only?.split(',') ?? known;
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`--only knows ${known.join(', ')}, got ${unknown}`);
  const turns = whole('turns', values.turns ?? usual.turns);
  return { ...durations, only, turns, processes, thorough, write, subjects: usual.subjects };
}

function parseOrExit() {
  try {
    const { values } = parseArgs({
      options: {
        thorough: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        turns: { type: 'string' },
        only: { type: 'string' },
        'idle-seconds': { type: 'string' },
        'load-seconds': { type: 'string' },
        processes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return values;
    console.log(USAGE);
    process.exit(0);
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function whole(name: string, text: string | number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  return refuse(`--${name} must be a whole number from 1 to 1000, got ${text}`);
}

function refuse(reason: string): never {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
