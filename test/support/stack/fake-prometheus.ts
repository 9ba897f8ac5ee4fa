import { type Asked, FakeProgram, type Labels, matcherOf, type Said } from './json-server.ts';

/** A small store of samples that answers what the drill asks: raw samples of a selector, and its own time. */
export class FakePrometheus extends FakeProgram {
  /** The difference of its clock to this machine's. */
  aheadMs = 0;
  /** The targets that /api/v1/targets lists. */
  activeTargets: unknown[] = [];
  droppedTargets: unknown[] = [];
  /** Instead of an answer. */
  problem: { status: number; error: string } | null = null;
  readonly #series = new Map<string, { labels: Labels; samples: [epochMs: number, value: number][] }>();
  /** `epochMs` by this machine's clock: it is stored by its own. */
  add(labels: Labels, epochMs: number, value: number): void {
    const key = JSON.stringify(Object.entries(labels).sort());
    const series = this.#series.get(key) ?? { labels, samples: [] };
    series.samples.push([epochMs + this.aheadMs, value]);
    this.#series.set(key, series);
  }

  relabel(change: (labels: Labels) => Labels | null): void {
    const all = [...this.#series.values()];
    this.#series.clear();
    for (const { labels, samples } of all) {
      const changed = change(labels);
      if (changed !== null)
        this.#series.set(JSON.stringify(Object.entries(changed).sort()), { labels: changed, samples });
    }
  }

  answer({ url }: Asked): Said | null {
    if (url.pathname === '/api/v1/status/buildinfo') return ok({ version: '3.13.3' });
    if (this.problem !== null)
      return { status: this.problem.status, body: { status: 'error', error: this.problem.error } };
    if (url.pathname === '/api/v1/targets')
      return ok({ activeTargets: this.activeTargets, droppedTargets: this.droppedTargets });
    if (url.pathname !== '/api/v1/query') return null;
    const query = url.searchParams.get('query') ?? '';
    const nowMs = Date.now() + this.aheadMs;
    if (query === 'time()') return ok({ resultType: 'scalar', result: [nowMs / 1000, String(nowMs / 1000)] });
    const parts = /^(\w+)(\{.*\})?\[(\d+)s\]$/.exec(query);
    if (parts === null) return { status: 400, body: { status: 'error', error: `no such query: ${query}` } };
    const [, name = '', matchers = '', seconds] = parts;
    const result = this.select(name, matchers, nowMs - Number(seconds) * 1000, nowMs).map(
      ({ labels, samples }) => ({
        metric: labels,
        values: samples.map(([epochMs, value]) => [epochMs / 1000, String(value)]),
      }),
    );
    return ok({ resultType: 'matrix', result });
  }

  select(name: string, matchers: string, fromMs: number, toMs: number) {
    const isSelected = matcherOf(matchers);
    return [...this.#series.values()]
      .filter(({ labels }) => labels.__name__ === name && isSelected(labels))
      .map(({ labels, samples }) => ({
        labels,
        samples: samples.filter(([epochMs]) => epochMs > fromMs && epochMs <= toMs),
      }))
      .filter(({ samples }) => samples.length > 0);
  }
}

function ok(data: unknown): Said {
  return { body: { status: 'success', data } };
}
