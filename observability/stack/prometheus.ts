import type { StackService } from './stack-service.ts';

/** A series with its stored samples. The times are those of Prometheus' clock. */
export type Series = {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [epochMs: number, value: number])[];
};

/** A target that Prometheus scrapes, or that a relabelling rule has dropped. */
export interface ScrapeTarget {
  readonly state: 'active' | 'dropped';
  readonly labels: Readonly<Record<string, string>>;
  /** `__meta_kubernetes_pod_name` and the like. */
  readonly discovered: Readonly<Record<string, string>>;
  readonly health: string;
  readonly lastError: string;
  readonly intervalMs: number | null;
}

interface TargetsAnswer {
  readonly activeTargets: readonly {
    readonly labels: Record<string, string>;
    readonly discoveredLabels: Record<string, string>;
    readonly health: string;
    readonly lastError: string;
    readonly scrapeInterval?: string;
  }[];
  readonly droppedTargets?: readonly { readonly discoveredLabels: Record<string, string> }[] | null;
}

/** Reads stored samples, and leaves every computation to the checks. */
export class Prometheus {
  readonly service: StackService;

  constructor(service: StackService) {
    this.service = service;
  }

  /** The time of Prometheus' clock. */
  async nowMs(): Promise<number> {
    const { result } = await this.#get<{ result: [number, string] }>('/api/v1/query', { query: 'time()' });
    return result[0] * 1000;
  }

  /** Every sample of the last `seconds`. @param selector e.g. `app_info{namespace="default"}` */
  async samples(selector: string, seconds: number): Promise<Series[]> {
    const { result } = await this.#get<{
      result: { metric: Record<string, string>; values: [number, string][] }[];
    }>('/api/v1/query', { query: `${selector}[${Math.ceil(seconds)}s]` });
    return result.map(({ metric, values }) => ({
      labels: metric,
      samples: values.map(([seconds, value]) => [Math.round(seconds * 1000), Number(value)] as const),
    }));
  }

  async targets(): Promise<ScrapeTarget[]> {
    const { activeTargets, droppedTargets } = await this.#get<TargetsAnswer>('/api/v1/targets', {});
    return [
      ...activeTargets.map(({ labels, discoveredLabels, health, lastError, scrapeInterval }) => ({
        state: 'active' as const,
        labels,
        discovered: discoveredLabels,
        health,
        lastError,
        intervalMs: scrapeInterval === undefined ? null : durationMs(scrapeInterval),
      })),
      ...(droppedTargets ?? []).map(({ discoveredLabels }) => ({
        state: 'dropped' as const,
        labels: {},
        discovered: discoveredLabels,
        health: 'unknown',
        lastError: '',
        intervalMs: null,
      })),
    ];
  }

  async #get<T>(path: string, query: Readonly<Record<string, string>>): Promise<T> {
    const { data } = await this.service.get<{ data: T }>(path, query);
    return data;
  }
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads a duration of Prometheus: `5s`, `1m30s`, `500ms`. */
function durationMs(text: string): number | null {
  const parts = [...text.matchAll(/(\d+)(ms|[smh])/g)];
  if (parts.length === 0) return null;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0), 0);
}
