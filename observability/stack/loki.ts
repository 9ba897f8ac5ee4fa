import type { StackService } from './stack-service.ts';

export type LogLine = {
  /** The time at which the container wrote the line, by the clock of its node. */
  readonly epochMs: number;
  readonly text: string;
  /** The labels of the stream. */
  readonly labels: Readonly<Record<string, string>>;
};

/** Loki's own limit for one query, by default. */
const MOST_LINES = 5000;
const NANOSECONDS_PER_MS = 1_000_000n;

export class Loki {
  readonly service: StackService;

  constructor(service: StackService) {
    this.service = service;
  }

  /** Oldest first. */
  async lines(query: string, fromMs: number, toMs: number, atMost = MOST_LINES): Promise<LogLine[]> {
    const { result } = await this.#get<{
      result: { stream: Record<string, string>; values: [string, string][] }[];
    }>('/loki/api/v1/query_range', {
      query,
      ...range(fromMs, toMs),
      limit: String(atMost),
      direction: 'forward',
    });
    return result
      .flatMap(({ stream, values }) =>
        values.map(([nanoseconds, text]) => ({
          epochMs: Number(BigInt(nanoseconds) / NANOSECONDS_PER_MS),
          text,
          labels: stream,
        })),
      )
      .sort((a, b) => a.epochMs - b.epochMs);
  }

  /** The names of the labels of all streams. */
  async labels(fromMs: number, toMs: number): Promise<string[]> {
    // A Loki without any line answers without `data`.
    return (await this.#get<string[] | undefined>('/loki/api/v1/labels', range(fromMs, toMs))) ?? [];
  }

  async #get<T>(path: string, query: Readonly<Record<string, string>>): Promise<T> {
    const { data } = await this.service.get<{ data: T }>(path, query);
    return data;
  }
}

function range(fromMs: number, toMs: number): { start: string; end: string } {
  return { start: nanoseconds(fromMs), end: nanoseconds(toMs) };
}

function nanoseconds(epochMs: number): string {
  return String(BigInt(Math.round(epochMs)) * NANOSECONDS_PER_MS);
}
