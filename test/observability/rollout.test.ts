import { describe, expect, test } from 'vitest';
import { prometheusIsMissing, promtool, temporaryFile } from './promtool.ts';
import { ownQueries, substitute } from './shipped-files.ts';

const requests = ownQueries.find(({ panel }) => panel === 'Requests by pod and version')?.expr ?? '';
const RATE = 30;
const SCRAPE_SECONDS = 5;

interface Life {
  readonly pod: string;
  readonly version: string;
  /** The times of the first and the last answered request, in seconds. */
  readonly from: number;
  readonly to: number;
  /** The offset of its scrapes within the scrape interval, in seconds. */
  readonly phase: number;
}

/**
 * Two pods that a rolling update replaces one after the other: a new pod becomes ready, an old pod ends.
 */
const rollout: readonly Life[] = [
  { pod: 'app-1-2-2-1-old-aaaaa', version: '1.0.0', from: 0, to: 125, phase: 1 },
  { pod: 'app-1-2-2-1-old-bbbbb', version: '1.0.0', from: 0, to: 129, phase: 3 },
  { pod: 'app-1-2-2-1-new-ccccc', version: '2.0.0', from: 121, to: 600, phase: 2 },
  { pod: 'app-1-2-2-1-new-ddddd', version: '2.0.0', from: 125, to: 600, phase: 4 },
];

describe.skipIf(prometheusIsMissing)('a rollout under steady traffic', () => {
  const seconds = Array.from({ length: 20 }, (_, index) => 110 + index * 4);

  test('does not show a loss of traffic that did not happen', () => {
    const seen = totalsAt(requests, seconds);

    // A tenth is the error of scrapes between the samples. A missing pod would be a half.
    for (const [index, total] of seen.entries()) {
      expect([seconds[index], total > RATE * 0.85, total < RATE * 1.2]).toEqual([seconds[index], true, true]);
    }
  });

  test('but a plain rate() does', () => {
    const naive =
      'sum by (namespace, pod) (rate(http_request_duration_seconds_count[$__rate_interval])) * on (namespace, pod) group_left (version) app_info';

    expect(Math.min(...totalsAt(naive, seconds))).toBeLessThan(RATE * 0.75);
  });

  test('a service that ran for hours before the first scrape begins without a peak', () => {
    const old = rollout.map((life) => ({ ...life, from: Math.max(life.from, 0) }));
    const total = totalsAt(requests, [10, 15, 20, 30], old, 100_000);

    for (const each of total) expect(each).toBeLessThan(RATE * 1.3);
  });
});

/** Requests a second over all pods at each of these times, evaluated by Prometheus. */
function totalsAt(expr: string, at: readonly number[], lives = rollout, countedBefore = 0): number[] {
  const query = substitute(expr, {
    namespace: 'default',
    pod: 'app-1-2-2-1-.+',
    __rate_interval: '20s',
    __interval_ms: '5000',
  });
  const file = temporaryFile('rollout.json', {
    rule_files: [],
    evaluation_interval: '1s',
    tests: [
      {
        interval: '1s',
        input_series: lives.flatMap((life) => seriesOf(life, lives, countedBefore)),
        promql_expr_test: at.map((second) => ({
          expr: `sum(${query})`,
          eval_time: `${second}s`,
          // Never true: promtool then prints the actual value.
          exp_samples: [{ labels: '{}', value: -1 }],
        })),
      },
    ],
  });
  const { output } = promtool(['test', 'rules', file]);
  const totals = [...output.matchAll(/got: *"?\{\} ([\d.eE+-]+)/g)].map(([, value]) => Number(value));
  if (totals.length !== at.length) throw new Error(output);
  return totals;
}

/** The samples of a pod: one every five seconds while it runs, then a staleness marker. */
function seriesOf(life: Life, lives: readonly Life[], countedBefore: number) {
  const labels = `namespace="default", pod="${life.pod}"`;
  const isOld = life.from === 0;
  const counts: string[] = [];
  const ones: string[] = [];
  const starts: string[] = [];
  let counted = isOld ? countedBefore : 0;
  for (let second = 0; second <= 260; second++) {
    const serving = lives.filter(({ from, to }) => from <= second && second < to).length;
    if (life.from <= second && second < life.to) counted += RATE / serving;
    const isScraped = second % SCRAPE_SECONDS === life.phase && second >= life.from && second < life.to;
    const isGone = second >= life.to && second < life.to + 1;
    const sample = (value: string) => (isScraped ? value : isGone ? 'stale' : '_');
    counts.push(sample(counted.toFixed(3)));
    ones.push(sample('1'));
    starts.push(sample(String(isOld ? -3600 : life.from - 1)));
  }
  const requestLabels = `${labels}, method="GET", route="/hostname", status_code="200"`;
  return [
    { series: `http_request_duration_seconds_count{${requestLabels}}`, values: counts.join(' ') },
    { series: `app_info{${labels}, version="${life.version}", colour="x"}`, values: ones.join(' ') },
    { series: `process_start_time_seconds{${labels}}`, values: starts.join(' ') },
  ];
}
