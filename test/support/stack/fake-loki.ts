import { type Asked, FakeProgram, type Labels, matcherOf, type Said } from './json-server.ts';

interface StoredLine {
  readonly labels: Labels;
  readonly epochMs: number;
  readonly text: string;
}

/** A small store of lines that answers a stream selector with line filters. */
export class FakeLoki extends FakeProgram {
  lines: StoredLine[] = [];
  problem: { status: number; error: string } | null = null;
  push(labels: Labels, epochMs: number, text: string): void {
    this.lines.push({ labels, epochMs, text });
  }

  answer({ url }: Asked): Said | null {
    if (url.pathname === '/loki/api/v1/status/buildinfo') return { body: { version: '3.7.6' } };
    if (this.problem !== null) return { status: this.problem.status, body: this.problem.error };
    const [fromMs = 0, toMs = 0] = ['start', 'end'].map((one) =>
      Number(BigInt(url.searchParams.get(one) ?? '0') / 1_000_000n),
    );
    const inTime = this.lines.filter(({ epochMs }) => epochMs >= fromMs && epochMs < toMs);
    if (url.pathname === '/loki/api/v1/labels') {
      const names = [...new Set(inTime.flatMap(({ labels }) => Object.keys(labels)))];
      return { body: { status: 'success', ...(names.length > 0 && { data: names }) } };
    }
    if (url.pathname !== '/loki/api/v1/query_range') return null;
    const selected = this.select(url.searchParams.get('query') ?? '', fromMs, toMs).slice(
      0,
      Number(url.searchParams.get('limit')),
    );
    const streams = Map.groupBy(selected, ({ labels }) => JSON.stringify(labels));
    const result = [...streams].map(([stream, lines]) => ({
      stream: JSON.parse(stream),
      values: lines.map(({ epochMs, text }) => [`${BigInt(Math.round(epochMs)) * 1_000_000n}`, text]),
    }));
    return { body: { status: 'success', data: { resultType: 'streams', result } } };
  }

  select(query: string, fromMs: number, toMs: number): StoredLine[] {
    const [, selector = '', filters = ''] = /^(\{[^}]*\})\s*(.*)$/.exec(query) ?? [];
    const isSelected = matcherOf(selector);
    const wanted = [...filters.matchAll(/\|([=~])\s*"([^"]*)"/g)];
    return this.lines
      .filter(({ epochMs }) => epochMs >= fromMs && epochMs < toMs)
      .filter(({ labels }) => isSelected(labels))
      .filter(({ text }) =>
        wanted.every(([, how, word = '']) =>
          how === '=' ? text.includes(word) : new RegExp(word).test(text),
        ),
      )
      .sort((a, b) => a.epochMs - b.epochMs);
  }
}
