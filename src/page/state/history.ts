import { quantile } from './chance.ts';
import type { Lane, Loss, Sample } from './sampler.ts';
import type { Status } from './status.ts';

/** What a person notices, and far above what a healthy pod takes. */
export const SLOW_MS = 300;
export const KEPT_SECONDS = 300;
const WINDOW_MS = 60_000;
const RARE_SHARE = 0.05;

/** One request. */
export interface RequestRecord {
  /** From 1. */
  readonly number: number;
  readonly lane: Lane;
  readonly sentAtMs: number;
  readonly latencyMs: number;
  /** `null` where nobody answered. */
  readonly pod: string | null;
  readonly version: string | null;
  readonly loss: Loss | null;
  readonly status: number | null;
}

/** What one second brought. */
export interface Second {
  /** Whole seconds of the page's clock. */
  readonly second: number;
  readonly requests: RequestRecord[];
  /** Answers of the fresh lane. */
  readonly byVersion: Map<string, number>;
  /** Of both lanes. */
  lost: number;
  /** Pods on which a fault was active. */
  readonly faulty: Set<string>;
  /** Pods that were seen restarted. */
  readonly restarted: Set<string>;
  /** Of pods that were not simply ready. */
  readonly statuses: Map<string, Status>;
}

export function isSlow({ loss, latencyMs }: RequestRecord): boolean {
  return loss === null && latencyMs >= SLOW_MS;
}

/** The last five minutes, second by second, and nothing older. */
export class History {
  readonly #seconds = new Map<number, Second>();
  #recent: {
    readonly atMs: number;
    readonly latencyMs: number;
    readonly isAnswered: boolean;
    readonly isReused: boolean;
  }[] = [];
  #skipsMs: number[] = [];
  #sent = 0;

  /** Oldest first; seconds in which nothing was sent are missing. */
  get seconds(): readonly Second[] {
    return [...this.#seconds.values()].sort((a, b) => a.second - b.second);
  }

  /** In the last minute. */
  get skipped(): number {
    return this.#skipsMs.length;
  }

  /**
   * How many of the last minute's requests shared a connection with others, although fresh ones were asked
   * for. 0 where it is a rare exception, which moves no share.
   */
  get reusedConnections(): number {
    const reused = this.#recent.filter(({ isReused }) => isReused).length;
    return reused > this.#recent.length * RARE_SHARE ? reused : 0;
  }

  /** A request stands in the second in which it was sent. */
  record({ lane, sentAtMs, latencyMs, answer, loss, pod, version, status }: Sample): Second {
    const second = this.second(sentAtMs);
    this.#sent += 1;
    second.requests.push({ number: this.#sent, lane, sentAtMs, latencyMs, pod, version, loss, status });
    if (loss) second.lost += 1;
    if (lane === 'keep-alive') return second;
    if (answer) second.byVersion.set(answer.version, (second.byVersion.get(answer.version) ?? 0) + 1);
    this.#recent.push({
      atMs: sentAtMs + latencyMs,
      latencyMs,
      isAnswered: answer !== null,
      // It was asked for a fresh one: a proxy on the way keeps connections.
      isReused: (answer?.requestsOnConnection ?? 1) > 1,
    });
    return second;
  }

  skip(nowMs: number): void {
    this.#skipsMs.push(nowMs);
  }

  second(atMs: number): Second {
    const second = Math.floor(atMs / 1000);
    let known = this.#seconds.get(second);
    if (!known) {
      known = {
        second,
        requests: [],
        byVersion: new Map(),
        lost: 0,
        faulty: new Set(),
        restarted: new Set(),
        statuses: new Map(),
      };
      this.#seconds.set(second, known);
    }
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
    const latencies = this.#recent
      .filter(({ atMs, isAnswered }) => isAnswered && atMs > nowMs - WINDOW_MS)
      .map(({ latencyMs }) => latencyMs);
    return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  }

  /** What became of the requests of the last seconds, both lanes. */
  outcomes(nowMs: number, seconds: number): { sent: number; lost: number; slow: number } {
    const outcomes = { sent: 0, lost: 0, slow: 0 };
    for (const { requests, lost } of this.#lastSeconds(nowMs, seconds)) {
      outcomes.sent += requests.length;
      outcomes.lost += lost;
      outcomes.slow += requests.filter(isSlow).length;
    }
    return outcomes;
  }

  forgetOld(nowMs: number): void {
    const oldest = Math.floor(nowMs / 1000) - KEPT_SECONDS;
    for (const second of this.#seconds.keys()) if (second < oldest) this.#seconds.delete(second);
    this.#skipsMs = this.#skipsMs.filter((atMs) => atMs > nowMs - WINDOW_MS);
    this.#recent = this.#recent.filter(({ atMs }) => atMs > nowMs - WINDOW_MS);
  }

  /** The latest seconds are the map's last. */
  *#lastSeconds(nowMs: number, seconds: number): Iterable<Second> {
    const from = Math.floor(nowMs / 1000) - seconds;
    for (const each of this.#seconds.values()) if (each.second > from) yield each;
  }
}

/** While nothing is sent nothing is known: the gaps in what the page has watched. */
export interface Gap {
  readonly fromMs: number;
  /** `null` while it lasts. */
  readonly toMs: number | null;
}

export class WatchTime {
  #gaps: Gap[] = [];
  /** Seconds since the counters began, of gaps that are over. */
  #unwatchedMs = 0;

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  get isWatching(): boolean {
    return this.#gaps.at(-1)?.toMs !== null;
  }

  /** Since when nothing is sent; `null` while the page watches. */
  get stoppedAtMs(): number | null {
    const last = this.#gaps.at(-1);
    return last?.toMs === null ? last.fromMs : null;
  }

  stop(nowMs: number): void {
    if (this.isWatching) this.#gaps.push({ fromMs: nowMs, toMs: null });
  }

  /** Answers how long it was. */
  resume(nowMs: number): number {
    const last = this.#gaps.pop();
    if (!last) return 0;
    this.#gaps.push({ fromMs: last.fromMs, toMs: nowMs });
    this.#unwatchedMs += nowMs - last.fromMs;
    this.#gaps = this.#gaps.filter(({ toMs }) => toMs === null || toMs > nowMs - KEPT_SECONDS * 1000);
    return (nowMs - last.fromMs) / 1000;
  }

  /** How long nobody was watching since the counters began: what was lost then is in no counter. */
  unwatchedSeconds(nowMs: number): number {
    const { stoppedAtMs } = this;
    return (this.#unwatchedMs + (stoppedAtMs === null ? 0 : nowMs - stoppedAtMs)) / 1000;
  }

  reset(): void {
    this.#unwatchedMs = 0;
  }
}
