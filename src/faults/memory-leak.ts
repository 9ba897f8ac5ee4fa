import type { Container } from '../container.ts';
import type { ReadinessLead } from '../readiness-lead.ts';
import { type Fault, FaultRefused, type FaultRun, repeat } from './fault.ts';
import {
  type Headroom,
  LeakParameters,
  type LeakPlan,
  MIB,
  planLeak,
  replanLeak,
  rounded,
} from './leak-plan.ts';
import {
  collectGarbage,
  HeapMemory,
  type LeakedMemory,
  OffHeapMemory,
  oldGenerationLimitBytes,
  usedHeapBytes,
} from './leaked-memory.ts';

const TICK_MS = 100;

/** Leaks memory at a steady pace to a predicted end. */
export class MemoryLeak implements Fault<typeof LeakParameters> {
  readonly kind = 'memory-leak';
  readonly summary = 'leaks memory until the container is killed (or up to maxMib)';
  readonly parameters = LeakParameters;
  readonly #container: Container;
  readonly #readinessLead: ReadinessLead;
  readonly #limitAtStartBytes: number | null;
  #leaked: LeakedMemory | null = null;

  constructor(container: Container, readinessLead: ReadinessLead) {
    this.#container = container;
    this.#readinessLead = readinessLead;
    this.#limitAtStartBytes = container.memoryLimitBytes;
  }

  plan(asked: LeakParameters): LeakPlan {
    // A leak that is replaced frees its memory before the new leak begins.
    const headroom = this.#headroom(asked.kind, this.#leaked?.bytes ?? 0);
    const plan = planLeak(asked, headroom, this.#readinessLead);
    if (plan === null) {
      throw new FaultRefused(
        409,
        'this container has no memory limit that would end the leak: set one, or bound the leak with maxMib',
        { code: 'no-memory-limit' },
      );
    }
    if (headroom && headroom.bytes <= 0)
      throw new FaultRefused(409, `this container is at ${headroom.limitName} already`, {
        code: 'at-memory-limit',
      });
    return plan;
  }

  async run(startPlan: LeakPlan, run: FaultRun): Promise<void> {
    const { parameters, asked } = startPlan;
    const maxBytes = (parameters.maxMib ?? Number.POSITIVE_INFINITY) * MIB;
    const leaked = parameters.kind === 'heap' ? new HeapMemory() : new OffHeapMemory(maxBytes);
    const used =
      parameters.kind === 'heap' ? usedHeapBytes : () => this.#container.memoryUsage().unreclaimableBytes;
    this.#leaked = leaked;
    const base = used();
    const startMs = performance.now();
    const mibPerSecond = parameters.mibPerSecond ?? 0;
    const bytesPerMs = (mibPerSecond * MIB) / 1000;
    let limitBytes = this.#container.memoryLimitBytes;
    let plan = startPlan;
    let lastMs = startMs;
    let nextReportMs = 0;
    try {
      await repeat(run.signal, TICK_MS, () => {
        const nowMs = performance.now();
        const elapsedMs = nowMs - startMs;
        if (limitBytes !== this.#container.memoryLimitBytes) {
          limitBytes = this.#container.memoryLimitBytes;
          plan = this.#planAfterResize(asked, mibPerSecond, elapsedMs / 1000);
          run.replan(plan);
        }
        // The target is a level, not an amount, so other changes of the process's memory do not move the
        // end.
        const wantedBytes = bytesPerMs * elapsedMs - (used() - base);
        const maxNowBytes = Math.max(MIB / 4, 3 * bytesPerMs * (nowMs - lastMs));
        lastMs = nowMs;
        // A leak that ends at the limit never holds more than the limit.
        const capacityBytes = Math.min(maxBytes, limitBytes ?? maxBytes);
        // Close to the limit the kernel reclaims the pages of the process's code before it kills, and the
        // process hardly runs. So the leak takes the rest at once in the announced second.
        const nowBytes =
          elapsedMs < announcedKillMs(plan) ? Math.min(wantedBytes, maxNowBytes) : capacityBytes;
        leaked.grow(Math.min(nowBytes, capacityBytes - leaked.bytes));
        if (elapsedMs < nextReportMs) return;
        nextReportMs += 1000;
        run.report(this.#progress(leaked.bytes));
      });
    } finally {
      this.#leaked = null;
      // A garbage collection stops everything, so it runs only when there is something to free.
      if (leaked.bytes > 0) {
        leaked.giveBack();
        collectGarbage();
      }
    }
  }

  #planAfterResize(asked: LeakParameters, mibPerSecond: number, seconds: number): LeakPlan {
    const limit = this.#container.memoryLimitBytes;
    const heldBytes = this.#leaked?.bytes ?? 0;
    const plan = replanLeak(asked, this.#headroom(asked.kind, 0), this.#readinessLead, {
      mibPerSecond,
      heldBytes,
      seconds,
    });
    if (plan === null) throw new Error('the memory limit that was to end this leak is gone');
    const now = limit === null ? 'gone' : `${rounded(limit / MIB)} MiB now`;
    return { ...plan, message: `the memory limit is ${now}: ${plan.message}` };
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

  /** @returns `null` where no end is in sight */
  #headroom(kind: LeakParameters['kind'], freedBytes: number): Headroom | null {
    const limit = this.#container.memoryLimitBytes;
    const inContainer =
      limit === null ? null : limit - this.#container.memoryUsage().unreclaimableBytes + freedBytes;
    const unreadyBytes = ((limit ?? 0) * (100 - this.#readinessLead.memoryPercent)) / 100;
    const kernel = { ending: 'oom-kill', limitName: 'its memory limit', unreadyBytes } as const;
    if (kind !== 'heap') return inContainer === null ? null : { bytes: inContainer, ...kernel };
    const inHeap =
      oldGenerationLimitBytes() - usedHeapBytes() + (this.#leaked instanceof HeapMemory ? freedBytes : 0);
    if (inContainer !== null && inContainer < inHeap) return { bytes: inContainer, ...kernel };
    const isResized = limit !== this.#limitAtStartBytes;
    const limitName = `V8's heap limit${isResized ? ', which is set at the start and does not follow a resize,' : ''}`;
    return { bytes: inHeap, ending: 'heap-abort', limitName, unreadyBytes: 0 };
  }
}

/** Seconds since the start; infinite if nothing kills. */
function announcedKillMs({ ending, seconds }: LeakPlan): number {
  return ending === 'oom-kill' ? seconds * 1000 : Number.POSITIVE_INFINITY;
}
