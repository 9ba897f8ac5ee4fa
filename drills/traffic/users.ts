import type { Lane } from '../timeline.ts';

/**
 * Users in place of a steady rate: they arrive at random, each sends several requests in a row, and more of
 * them arrive every second.
 */
export interface Users {
  /** Requests a second of all users together, after the ramp. */
  readonly ratePerSecond: number;
  /** How long the rate rises from a tenth to the whole; 0: it is whole at once. */
  readonly rampSeconds: number;
  /** CPU time that one request for `/work` costs. */
  readonly workMilliseconds: number;
  /** The same seed gives the same users. */
  readonly seed: number;
}

export interface Arrival {
  /** Since the beginning. */
  readonly atMs: number;
  readonly lane: Lane;
  /** Left out: the path of the URL. */
  readonly path?: string;
}

const SHARE_AT_FIRST = 0.1;
/** A session is one to five requests, three on average. */
const MOST_REQUESTS = 5;
const MEAN_REQUESTS = (1 + MOST_REQUESTS) / 2;
const LONGEST_PAUSE_MS = 400;
/** The other requests cost next to nothing. */
const SHARE_OF_WORK = 0.8;

/** In order of time, without end. An open loop: answers do not change when users arrive. */
export function* arrivalsOf(users: Users): Generator<Arrival> {
  const random = randomNumbers(users.seed);
  const waiting: Arrival[] = [];
  let sessionMs = 0;
  for (;;) {
    sessionMs += (-Math.log(1 - random()) / rateAt(users, sessionMs)) * MEAN_REQUESTS * 1000;
    while ((waiting[0]?.atMs ?? Number.POSITIVE_INFINITY) <= sessionMs) yield waiting.shift() as Arrival;
    waiting.push(...session(users, sessionMs, random));
    waiting.sort((a, b) => a.atMs - b.atMs);
  }
}

/** Waits without using CPU, as for a database: some are in flight whenever a pod is stopped. */
export const SLOW_PATH = '/work?milliseconds=0&waitMilliseconds=3000';

/** At a steady rate, on the lanes in turn. Slow requests have a rate of their own. */
export function* steadyArrivals(
  ratePerSecond: number,
  lanes: readonly Lane[],
  slowPerSecond = 0,
): Generator<Arrival> {
  const slowAtMs = (index: number) => ((index + 0.5) * 1000) / slowPerSecond;
  let slow = 0;
  for (let index = 0; ; index += 1) {
    const atMs = (index * 1000) / ratePerSecond;
    for (; slowPerSecond > 0 && slowAtMs(slow) <= atMs; slow += 1)
      yield { atMs: slowAtMs(slow), lane: 'slow', path: SLOW_PATH };
    yield { atMs, lane: lanes[index % lanes.length] as Lane };
  }
}

function rateAt({ ratePerSecond, rampSeconds }: Users, atMs: number): number {
  const progress = rampSeconds === 0 ? 1 : Math.min(1, atMs / (rampSeconds * 1000));
  return ratePerSecond * (SHARE_AT_FIRST + (1 - SHARE_AT_FIRST) * progress);
}

function session({ workMilliseconds }: Users, fromMs: number, random: () => number): Arrival[] {
  const lane: Lane = random() < 0.5 ? 'fresh' : 'keep-alive';
  const count = 1 + Math.floor(random() * MOST_REQUESTS);
  let atMs = fromMs;
  return Array.from({ length: count }, () => {
    const arrival = { atMs, lane, path: pathFor(random(), workMilliseconds) };
    atMs += random() * LONGEST_PAUSE_MS;
    return arrival;
  });
}

function pathFor(chance: number, workMilliseconds: number): string {
  if (chance < SHARE_OF_WORK) return `/work?milliseconds=${workMilliseconds}`;
  return chance < (1 + SHARE_OF_WORK) / 2 ? '/hostname' : '/version';
}

/** mulberry32: 32 bits of state, the same sequence on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
