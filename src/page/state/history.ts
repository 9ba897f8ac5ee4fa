import { quantile } from './chance.ts';
import type { Sample } from './sampler.ts';
import type { Status } from './status.ts';

/** A person notices this delay, and a healthy pod is far faster. */
export const SLOW_MS = 300;
export const KEPT_SECONDS = 300;
export const MINUTE_MS = 60_000;
const RARE_SHARE = 0.05;

/** A sample without the pod's answer. */
export interface RequestRecord extends Omit<Sample, 'answer'> {
  /** From 1. */
  readonly number: number;
  /** The connection already carried other requests: a proxy on the way keeps connections. */
  readonly isReused: boolean;
}

/** The requests and the pods' states of one second. */
export type Second = ReturnType<typeof emptySecond>;

function emptySecond(second: number) {
  return {
    /** Whole seconds of the page's clock. */
    second,
    requests: [] as RequestRecord[],
    /** Answers of the fresh lane. */
    byVersion: new Map<string, number>(),
    /** Of both lanes. */
    lost: 0,
    /** Requests that were due and not sent: the browser had no connection left. */
    skipped: 0,
    /** Pods on which a fault was active. */
    faulty: new Set<string>(),
    /** Pods whose restart was seen. */
    restarted: new Set<string>(),
    /** Of pods that were not ready. */
    statuses: new Map<string, Status>(),
  };
}

export function isSlow({ loss, latencyMs }: RequestRecord): boolean {
  return loss === null && latencyMs >= SLOW_MS;
}

/** The last five minutes, second by second, and nothing older. */
export class History {
  readonly #seconds = new Map<number, Second>();
  #sent = 0;

  /** Oldest first; seconds in which nothing was sent are missing. */
  get seconds(): readonly Second[] {
    return [...this.#seconds.values()].sort((a, b) => a.second - b.second);
  }

  /**
   * How many of the last minute's requests shared a connection although they asked for a fresh one. 0 where
   * these are too few to change the pods' shares.
   */
  reusedConnections(nowMs: number): number {
    const requests = this.lastMinute(nowMs);
    const reused = requests.filter(({ isReused }) => isReused).length;
    return reused > requests.length * RARE_SHARE ? reused : 0;
  }

  /** A request counts in the second in which it was sent. */
  record({ answer, ...request }: Sample): Second {
    const second = this.second(request.sentAtMs);
    this.#sent += 1;
    const isReused = (answer?.requestsOnConnection ?? 1) > 1;
    second.requests.push({ ...request, number: this.#sent, isReused });
    if (request.loss) second.lost += 1;
    if (answer && request.lane === 'fresh')
      second.byVersion.set(answer.version, (second.byVersion.get(answer.version) ?? 0) + 1);
    return second;
  }

  second(atMs: number): Second {
    const second = Math.floor(atMs / 1000);
    const known = this.#seconds.get(second) ?? emptySecond(second);
    this.#seconds.set(second, known);
    return known;
  }

  /** Answers of the fresh lane by version in the last seconds. */
  mix(nowMs: number, seconds: number): Map<string, number> {
    const byVersion = new Map<string, number>();
    for (const each of this.#lastSeconds(nowMs, seconds))
      for (const [version, answers] of each.byVersion)
        byVersion.set(version, (byVersion.get(version) ?? 0) + answers);
    return byVersion;
  }

  /** Milliseconds of the fresh lane's answers in the last minute; `null` without any. */
  latency(nowMs: number): { p50: number | null; p99: number | null } {
    const answered = this.lastMinute(nowMs).filter(({ loss }) => loss === null);
    const latencies = answered.map(({ latencyMs }) => latencyMs);
    return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  }

  /** The outcomes of the last seconds' requests, of both lanes. */
  outcomes(nowMs: number, seconds: number) {
    const outcomes = { sent: 0, lost: 0, slow: 0, skipped: 0 };
    for (const { requests, lost, skipped } of this.#lastSeconds(nowMs, seconds)) {
      outcomes.sent += requests.length;
      outcomes.lost += lost;
      outcomes.skipped += skipped;
      outcomes.slow += requests.filter(isSlow).length;
    }
    return outcomes;
  }

  /** Requests of the fresh lane that ended within the last minute. */
  lastMinute(nowMs: number): readonly RequestRecord[] {
    // A request counts in the second in which it was sent, and may have lasted some seconds.
    return [...this.#lastSeconds(nowMs, 65)].flatMap(({ requests }) =>
      requests.filter(
        ({ lane, sentAtMs, latencyMs }) => lane === 'fresh' && sentAtMs + latencyMs > nowMs - MINUTE_MS,
      ),
    );
  }

  forgetOld(nowMs: number): void {
    const oldest = Math.floor(nowMs / 1000) - KEPT_SECONDS;
    for (const second of this.#seconds.keys()) if (second < oldest) this.#seconds.delete(second);
  }

  /** The map's last entries are the latest seconds. */
  *#lastSeconds(nowMs: number, seconds: number): Iterable<Second> {
    const from = Math.floor(nowMs / 1000) - seconds;
    for (const each of this.#seconds.values()) if (each.second > from) yield each;
  }
}

/** When the page sent no requests, and so knows nothing. */
export class WatchTime {
  /** Times without requests that are over. */
  gaps: readonly { readonly fromMs: number; readonly toMs: number }[] = [];
  /** Since when nothing is sent; `null` while requests are sent. */
  stoppedAtMs: number | null = null;
  #unwatchedMs = 0;

  /** Returns how many seconds nothing was sent. */
  resume(nowMs: number): number {
    const gap = { fromMs: this.stoppedAtMs ?? nowMs, toMs: nowMs };
    this.stoppedAtMs = null;
    this.#unwatchedMs += nowMs - gap.fromMs;
    this.gaps = [...this.gaps, gap].filter(({ toMs }) => toMs > nowMs - KEPT_SECONDS * 1000);
    return (nowMs - gap.fromMs) / 1000;
  }

  /** How long nothing was sent since the counters' reset. Losses of that time are not counted. */
  unwatchedSeconds(nowMs: number): number {
    return (this.#unwatchedMs + nowMs - (this.stoppedAtMs ?? nowMs)) / 1000;
  }

  reset(): void {
    this.#unwatchedMs = 0;
  }
}
