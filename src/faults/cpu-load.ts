import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Static } from 'typebox';
import * as Type from 'typebox';
import type { Container } from '../container.ts';
import type { CpuLoadOrder } from './cpu-load.worker.ts';
import { type Fault, type FaultPlan, type FaultRun, repeat } from './fault.ts';
import { duration } from './parameters.ts';

/**
 * 65 % of a 200m limit is 130m. That is enough for an HPA of 2 to 4 pods at 40 % of 100m to scale to four,
 * without throttling.
 */
const DEFAULT_SHARE_OF_LIMIT = 0.65;
const DEFAULT_MILLICORES_WITHOUT_LIMIT = 650;
/** The most that one thread can use and still sleep between its slices. */
const MILLICORES_PER_WORKER = 800;

type Parameters = ReturnType<typeof parametersFor>;

/**
 * A resize changes the limit while the container runs, but Fastify keeps the schema with which a route was
 * added. The bounds are therefore getters: the check, /faults and /openapi.json read their present values.
 */
function parametersFor(container: Container) {
  const millicores = {
    ...Type.Integer({
      minimum: 1,
      description: 'CPU the whole container is to use, in thousandths of a core; at most its limit',
    }),
    get maximum() {
      return maxMillicores(container);
    },
    get default() {
      return defaultMillicores(container);
    },
  };
  return Type.Object({ millicores, seconds: duration(120) });
}

function maxMillicores({ cpuLimitMillicores, cpuCapacityMillicores }: Container): number {
  return cpuLimitMillicores ?? cpuCapacityMillicores;
}

function defaultMillicores(container: Container): number {
  const limit = container.cpuLimitMillicores;
  const usual =
    limit === null ? DEFAULT_MILLICORES_WITHOUT_LIMIT : Math.round(limit * DEFAULT_SHARE_OF_LIMIT);
  return Math.max(1, Math.min(usual, maxMillicores(container)));
}

/**
 * Holds the container at a CPU usage. The service's own work and garbage collection are part of that usage.
 */
export class CpuLoad implements Fault<Parameters> {
  readonly kind = 'cpu-load';
  readonly summary = "holds the container's CPU usage at the millicores asked for";
  readonly parameters: Parameters;
  readonly #container: Container;

  constructor(container: Container) {
    this.#container = container;
    this.parameters = parametersFor(container);
  }

  plan(parameters: Static<Parameters>): FaultPlan<Static<Parameters>> {
    return planFor(parameters, this.#held(parameters.millicores));
  }

  async run(plan: FaultPlan<Static<Parameters>>, run: FaultRun): Promise<void> {
    const { millicores, seconds } = plan.parameters;
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const workers = Math.ceil(millicores / MILLICORES_PER_WORKER);
    const order: CpuLoadOrder = { millicores, workers, seconds, stop, start: this.#reading() };
    const threads = Array.from({ length: workers }, () => startThread(order));
    const failed = Promise.race(threads.map((thread) => thread.failed));
    try {
      await Promise.race([this.#watch(plan, run), failed]);
    } finally {
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
      await Promise.all(threads.map((thread) => thread.exited));
    }
  }

  #watch({ parameters, message }: FaultPlan<Static<Parameters>>, run: FaultRun): Promise<void> {
    let last = this.#reading();
    let announced = message;
    return repeat(run.signal, 1000, () => {
      const targetMillicores = this.#held(parameters.millicores);
      const plan = planFor(parameters, targetMillicores);
      if (plan.message !== announced) run.replan(plan);
      announced = plan.message;
      const now = this.#reading();
      const elapsedMs = now.atMs - last.atMs;
      if (elapsedMs < 500) return;
      const actualMillicores = Math.round(((now.usageMs - last.usageMs) / elapsedMs) * 1000);
      last = now;
      // One reading may contain a slice or two more or fewer. A fifth above the target is other work.
      const exceeded = actualMillicores > targetMillicores * 1.2 + 5;
      run.report({
        targetMillicores,
        actualMillicores,
        ...(exceeded && { note: 'traffic and other work alone use more than was asked for' }),
      });
    });
  }

  /** The target, or the limit where that has been lowered below the target. */
  #held(millicores: number): number {
    return Math.min(millicores, maxMillicores(this.#container));
  }

  #reading() {
    return { atMs: performance.now(), usageMs: this.#container.cpuUsageMs() };
  }
}

function planFor(parameters: Static<Parameters>, heldMillicores: number): FaultPlan<Static<Parameters>> {
  const { millicores, seconds } = parameters;
  const bound = heldMillicores < millicores ? `, its limit now; ${millicores}m were asked for` : '';
  const message = `this container will use ${heldMillicores}m of CPU in total for ${seconds} s${bound}`;
  return { parameters, message, seconds, ending: 'expiry' };
}

function startThread(order: CpuLoadOrder) {
  // Beside this file as source and beside the bundle as CommonJS.
  const file = new URL(`./cpu-load.worker${extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file, { workerData: order });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  failed.catch(() => {});
  return { exited, failed };
}
