import { isLeaving } from '../cluster/state.ts';
import type { DrillRun } from './drill-run.ts';

/** The log of a terminating pod is silent while the pod drains. */
const SILENCE_MS = 60_000;

/**
 * How many answers each pod has counted to this run's client: those that run tell it when asked, those that
 * go in the last line of their log.
 */
export class AnswerCounts {
  readonly #run: DrillRun;
  readonly #lastWords = new Map<string, Promise<number | null>>();

  constructor(run: DrillRun) {
    this.#run = run;
  }

  /** Reads the log of each pod that is told to stop, until the signal aborts. */
  watch(signal: AbortSignal): void {
    this.#run.cluster
      .until((state) => {
        for (const pod of state.pods().filter(isLeaving)) this.#follow(pod.metadata?.name ?? '', signal);
        return false;
      }, signal)
      .catch(() => {});
  }

  /** When all that was sent has ended. Null where a pod does not tell. */
  async read(): Promise<Record<string, number | null>> {
    const counts = new Map<string, number | null>();
    for (const [pod, lastWords] of this.#lastWords) counts.set(pod, await lastWords);
    for (const pod of this.#run.state.pods()) {
      const name = pod.metadata?.name ?? '';
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
    if (!this.#lastWords.has(pod)) this.#lastWords.set(pod, this.#readLastWords(pod, signal));
  }

  async #readLastWords(pod: string, signal: AbortSignal): Promise<number | null> {
    const { api, namespace } = this.#run.setup;
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`;
    try {
      for await (const text of api.lines(path, { follow: 'true', tailLines: '20' }, signal, SILENCE_MS)) {
        const line = parseLine(text);
        if (line.msg === 'drain finished') return this.#countIn(line.answeredByClient);
      }
    } catch {
      // Gone before its log was asked for, no right to read it, or the drill is over: the pod does not tell.
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
