import { isTerminating } from '../cluster/state.ts';
import type { DrillRun } from './drill-run.ts';

/** The log of a terminating pod is silent while the pod drains. */
const SILENCE_MS = 60_000;

/**
 * How many answers to this run's client each pod has counted. A running pod says so in GET /info, a
 * terminating pod in the last line of its log.
 */
export class AnswerCounts {
  readonly #run: DrillRun;
  readonly #countsInLogs = new Map<string, Promise<number | null>>();

  constructor(run: DrillRun) {
    this.#run = run;
  }

  /** Follows the log of each terminating pod until the signal aborts. */
  watch(signal: AbortSignal): void {
    this.#run.cluster
      .until((state) => {
        for (const pod of state.pods().filter(isTerminating)) this.#follow(pod.metadata.name, signal);
        return false;
      }, signal)
      .catch(() => {});
  }

  /** Call it when every request has ended. Null for a pod whose count is not known. */
  async read(): Promise<Record<string, number | null>> {
    const counts = new Map<string, number | null>();
    for (const [pod, count] of this.#countsInLogs) counts.set(pod, await count);
    for (const pod of this.#run.state.pods()) {
      const name = pod.metadata.name;
      if (!counts.has(name)) counts.set(name, await this.#ask(name));
    }
    return Object.fromEntries(counts);
  }

  async #ask(pod: string): Promise<number | null> {
    try {
      return this.#countIn((await this.#run.setup.app.readInfo(pod)).answeredByClient);
    } catch {
      return null;
    }
  }

  #follow(pod: string, signal: AbortSignal): void {
    if (!this.#countsInLogs.has(pod)) this.#countsInLogs.set(pod, this.#readCountInLog(pod, signal));
  }

  async #readCountInLog(pod: string, signal: AbortSignal): Promise<number | null> {
    const { api, namespace } = this.#run.setup;
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`;
    try {
      for await (const text of api.lines(path, { follow: 'true', tailLines: '20' }, signal, SILENCE_MS)) {
        const line = parseLine(text);
        if (line.msg === 'drain finished') return this.#countIn(line.answeredByClient);
      }
    } catch {
      // The pod was gone before its log was read, or there is no right to read it, or the drill is over.
    }
    return null;
  }

  /** Null where the image does not count. */
  #countIn(answered: Readonly<Record<string, number>> | undefined): number | null {
    return answered === undefined ? null : (answered[this.#run.client] ?? 0);
  }
}

function parseLine(text: string): { msg?: string; answeredByClient?: Record<string, number> } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
