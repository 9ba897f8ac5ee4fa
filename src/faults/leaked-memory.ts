import { totalmem } from 'node:os';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The memory that a leak holds. */
export interface LeakedMemory {
  readonly bytes: number;
  grow(bytes: number): void;
  giveBack(): void;
}

/** One buffer that grows in place. Shrinking it returns the pages at once, without a garbage collection. */
export class OffHeapMemory implements LeakedMemory {
  readonly #buffer: ArrayBuffer;
  #bytes = 0;

  /**
   * @param maxBytes at most the machine's memory, since a limit may rise. It reserves address space and
   * commits nothing.
   */
  constructor(maxBytes: number) {
    this.#buffer = new ArrayBuffer(0, { maxByteLength: Math.min(maxBytes, totalmem()) });
  }

  get bytes(): number {
    return this.#bytes;
  }

  grow(bytes: number): void {
    if (bytes <= 0) return;
    const from = this.#bytes;
    this.#bytes = Math.min(from + Math.floor(bytes), this.#buffer.maxByteLength);
    this.#buffer.resize(this.#bytes);
    // The bytes are filled, because untouched pages are not resident.
    new Uint8Array(this.#buffer, from).fill(0xa5);
  }

  giveBack(): void {
    this.#bytes = 0;
    this.#buffer.resize(0);
  }
}

/**
 * Large enough for V8's large-object space, where each object has its own pages. So the process holds as
 * much as is counted.
 */
const DOUBLES_PER_ARRAY = 32 * 1024;
const BYTES_PER_ARRAY = DOUBLES_PER_ARRAY * 8;

/** V8's default in Node.js 26 on 64-bit machines. */
const DEFAULT_SEMI_SPACE_MIB = 32;

/** Arrays of doubles contain no pointers, so the garbage collector has little work with them. */
export class HeapMemory implements LeakedMemory {
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
 * Collects the garbage now. V8 would do it later and keep pages for new objects, but a person who pressed
 * Stop looks at the graph now. A leak outside the heap needs it too, because its reports have made objects.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', flavor: 'last-resort' });
}

export function usedHeapBytes(): number {
  return getHeapStatistics().used_heap_size;
}

/**
 * V8's reported limit includes room for young objects, three times a semi-space. Large objects cannot use
 * that room.
 */
export function oldGenerationLimitBytes(): number {
  const option = process.execArgv.find((each) => each.startsWith('--max-semi-space-size='));
  const semiSpaceMib = Number(option?.split('=')[1] ?? DEFAULT_SEMI_SPACE_MIB);
  return getHeapStatistics().heap_size_limit - 3 * semiSpaceMib * 2 ** 20;
}
