import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Enum, Integer, Optional, type Static, Number as TNumber, Object as TObject } from 'typebox';
import type { Container } from '../container.ts';
import { type Fault, type FaultPlan, FaultRefused, type FaultRun, repeat } from './fault.ts';

const MIB = 2 ** 20;
const TICK_MS = 100;
const DEFAULT_SECONDS_TO_THE_LIMIT = 30;
const DEFAULT_HOLD_SECONDS = 120;
const DEFAULT_MIB_PER_SECOND = 10;
const MOST_SECONDS = 3600;

/** The kernel spares process 1 of a container its own SIGABRT; the abort then ends as a segmentation fault. */
const ABORT_EXIT_CODE = process.pid === 1 ? 139 : 134;

const Parameters = TObject({
  kind: Enum(['off-heap', 'heap'] as const, {
    default: 'off-heap',
    description:
      'off-heap: filled buffers, ends OOMKilled (137); heap: JavaScript objects, ends in the abort of V8 (134)',
  }),
  seconds: Optional(
    Integer({
      minimum: 5,
      maximum: MOST_SECONDS,
      description: 'when memory runs out (30); with maxMib, when what was leaked is given back (120)',
    }),
  ),
  mibPerSecond: Optional(
    TNumber({ minimum: 0.1, maximum: 10_000, description: 'pace, instead of the one that seconds gives' }),
  ),
  maxMib: Optional(
    Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'leak this much, then hold it until stopped or expired',
    }),
  ),
});
type Parameters = Static<typeof Parameters>;

/** Leaks memory at a steady pace to a predicted end. */
export class MemoryLeak implements Fault<typeof Parameters> {
  readonly kind = 'memory-leak';
  readonly summary = 'leaks memory until the container is killed (or up to maxMib)';
  readonly parameters = Parameters;
  readonly #container: Container;
  #hoard: { readonly bytes: number } | null = null;

  constructor(container: Container) {
    this.#container = container;
  }

  plan(asked: Parameters): FaultPlan<Parameters> {
    const room = this.#room(asked);
    const maxBytes = asked.maxMib === undefined ? null : asked.maxMib * MIB;
    if (maxBytes !== null && (room === null || maxBytes < room.bytes))
      return planHeld(asked, asked.maxMib ?? 0);
    if (room === null) {
      throw new FaultRefused(
        409,
        'this container has no memory limit that would end the leak: set one, or bound the leak with maxMib',
      );
    }
    if (room.bytes <= 0) throw new FaultRefused(409, `this container is at ${room.what} already`);
    return planFatal(asked, room);
  }

  async run({ parameters }: FaultPlan<Parameters>, run: FaultRun): Promise<void> {
    const mostBytes = parameters.maxMib === undefined ? Number.POSITIVE_INFINITY : parameters.maxMib * MIB;
    // A leak that is to meet the limit never holds more than the limit.
    const capacityBytes = Math.min(mostBytes, this.#container.memoryLimitBytes ?? mostBytes);
    const hoard = parameters.kind === 'heap' ? new HeapHoard() : new OffHeapHoard(capacityBytes);
    const used =
      parameters.kind === 'heap' ? usedHeapBytes : () => this.#container.memoryUsage().unreclaimableBytes;
    this.#hoard = hoard;
    const base = used();
    const startMs = performance.now();
    const bytesPerMs = ((parameters.mibPerSecond ?? 0) * MIB) / 1000;
    let lastMs = startMs;
    let nextReportMs = 0;
    try {
      await repeat(run.signal, TICK_MS, () => {
        const nowMs = performance.now();
        const elapsedMs = nowMs - startMs;
        // Aim at a level, not at an amount: what else the process takes or gives back does not move the end.
        const wantedBytes = bytesPerMs * elapsedMs - (used() - base);
        const mostNowBytes = Math.max(MIB / 4, 3 * bytesPerMs * (nowMs - lastMs));
        lastMs = nowMs;
        hoard.grow(Math.min(wantedBytes, mostNowBytes, capacityBytes - hoard.bytes));
        if (elapsedMs < nextReportMs) return;
        nextReportMs += 1000;
        run.report(this.#progress(hoard.bytes));
      });
    } finally {
      this.#hoard = null;
      hoard.giveBack();
      collectGarbage();
    }
  }

  #progress(leakedBytes: number) {
    const { workingSetBytes, unreclaimableBytes } = this.#container.memoryUsage();
    const limit = this.#container.memoryLimitBytes;
    return {
      leakedBytes,
      memoryBytes: workingSetBytes,
      ...(limit !== null && {
        limitBytes: limit,
        percentOfLimit: Math.round((unreclaimableBytes / limit) * 1000) / 10,
      }),
    };
  }

  /** What can still be leaked before the end, and what that end is; `null` where there is none in sight. */
  #room(asked: Parameters): Room | null {
    const limit = this.#container.memoryLimitBytes;
    // A leak that is replaced gives back what it holds before the new one begins.
    const heldBytes = this.#hoard?.bytes ?? 0;
    const inContainer =
      limit === null ? null : limit - this.#container.memoryUsage().unreclaimableBytes + heldBytes;
    const kernel = { ending: 'oom-kill', what: 'its memory limit' } as const;
    if (asked.kind !== 'heap') return inContainer === null ? null : { bytes: inContainer, ...kernel };
    const inHeap =
      getHeapStatistics().heap_size_limit -
      usedHeapBytes() +
      (this.#hoard instanceof HeapHoard ? heldBytes : 0);
    if (inContainer !== null && inContainer < inHeap) return { bytes: inContainer, ...kernel };
    return { bytes: inHeap, ending: 'heap-abort', what: "V8's heap limit" };
  }
}

interface Room {
  readonly bytes: number;
  readonly ending: 'oom-kill' | 'heap-abort';
  readonly what: string;
}

function planHeld(asked: Parameters, maxMib: number): FaultPlan<Parameters> {
  const seconds = asked.seconds ?? DEFAULT_HOLD_SECONDS;
  const mibPerSecond = asked.mibPerSecond ?? Math.max(DEFAULT_MIB_PER_SECOND, maxMib / (seconds / 2));
  return {
    parameters: { ...asked, seconds, mibPerSecond, maxMib },
    message: `this container will leak ${rounded(mibPerSecond)} MiB/s up to ${maxMib} MiB, hold it, and give it back after ${seconds} s`,
    seconds,
    ending: 'expiry',
  };
}

function planFatal(asked: Parameters, room: Room): FaultPlan<Parameters> {
  const roomMib = room.bytes / MIB;
  const mibPerSecond = asked.mibPerSecond ?? roomMib / (asked.seconds ?? DEFAULT_SECONDS_TO_THE_LIMIT);
  const secondsToTheEnd = roomMib / mibPerSecond;
  const seconds = asked.seconds ?? Math.min(MOST_SECONDS, Math.max(1, Math.round(secondsToTheEnd)));
  const parameters = { ...asked, seconds, mibPerSecond };
  const pace = `this container will leak ${rounded(mibPerSecond)} MiB/s`;
  if (secondsToTheEnd > seconds * 1.01 + 1) {
    const message = `${pace} and give it back after ${seconds} s, before ${room.what} is met`;
    return { parameters, message, seconds, ending: 'expiry' };
  }
  const end =
    room.ending === 'oom-kill'
      ? 'the kernel kills it (OOMKilled, exit 137)'
      : `V8 aborts it (exit ${ABORT_EXIT_CODE})`;
  return {
    parameters,
    message: `${pace}; in ${rounded(secondsToTheEnd)} s ${room.what} is met, ${end} and Kubernetes restarts it`,
    seconds: rounded(secondsToTheEnd),
    ending: room.ending,
  };
}

/** One buffer that grows in place; shrinking it returns the pages at once, without waiting for a garbage collection. */
class OffHeapHoard {
  readonly #buffer: ArrayBuffer;
  #bytes = 0;

  /** @param capacityBytes address space only; nothing is committed before it is grown into */
  constructor(capacityBytes: number) {
    this.#buffer = new ArrayBuffer(0, { maxByteLength: capacityBytes });
  }

  get bytes(): number {
    return this.#bytes;
  }

  grow(bytes: number): void {
    if (bytes <= 0) return;
    const from = this.#bytes;
    this.#bytes += Math.floor(bytes);
    this.#buffer.resize(this.#bytes);
    // Filled, since untouched pages are not resident.
    new Uint8Array(this.#buffer, from).fill(0xa5);
  }

  giveBack(): void {
    this.#bytes = 0;
    this.#buffer.resize(0);
  }
}

/** Large enough for V8's large-object space, where each object has pages of its own: what is held is what is counted. */
const DOUBLES_PER_ARRAY = 32 * 1024;
const BYTES_PER_ARRAY = DOUBLES_PER_ARRAY * 8;

/** Arrays of doubles: objects without pointers, so that the collector's own work stays small. */
class HeapHoard {
  #arrays: number[][] = [];

  get bytes(): number {
    return this.#arrays.length * BYTES_PER_ARRAY;
  }

  grow(bytes: number): void {
    for (let left = bytes; left >= BYTES_PER_ARRAY; left -= BYTES_PER_ARRAY) {
      this.#arrays.push(new Array(DOUBLES_PER_ARRAY).fill(0.5));
    }
  }

  giveBack(): void {
    this.#arrays = [];
  }
}

/**
 * The collector would take its time, and keep pages for the next objects; a person who pressed stop looks at the graph
 * now. Also after a leak beside the heap, whose reports have made objects meanwhile.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', flavor: 'last-resort' });
}

function usedHeapBytes(): number {
  return getHeapStatistics().used_heap_size;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
