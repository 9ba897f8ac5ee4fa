import type { Metric, Registry } from 'prom-client';

const NAME = 'http_request_duration_seconds';
const HISTOGRAM = {
  name: NAME,
  help: 'Time from the head of a request to the end of its answer.',
  type: 'histogram',
  aggregator: 'sum',
};
/**
 * From a fast answer (0.5 ms) to the longest that can be asked for (15 s); an injected delay of 0.7 s must
 * not read 1 s.
 */
const BUCKETS_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20,
];

/** Counts an answer of one route. */
export type ObserveAnswer = (method: string, statusCode: number, seconds: number) => void;

interface Series {
  readonly labels: { readonly method: string; readonly route: string; readonly status_code: number };
  /** Answers by the first bucket that holds them; those beyond the last bucket come last. */
  readonly answers: number[];
  sumSeconds: number;
}

/**
 * Adds the histogram of answers. prom-client's own joins the labels of every observation into one string and
 * looks it up, which costs each request half a microsecond more (docs/performance.md). Here a route finds its
 * series by method and status code, and the buckets are added up when Prometheus asks.
 */
export function addRequestDurations(registry: Registry): (route: string) => ObserveAnswer {
  const all: Series[] = [];
  const get = async () => ({ ...HISTOGRAM, values: all.flatMap(samples) });
  // A registry asks a metric for its name and for `get()`. The type names prom-client's own classes only.
  registry.registerMetric({ ...HISTOGRAM, get } as unknown as Metric);

  return (route) => {
    const byMethod = new Map<string, Map<number, Series>>();
    return (method, statusCode, seconds) => {
      const series = byMethod.get(method)?.get(statusCode) ?? add(method, statusCode);
      let bucket = 0;
      while (seconds > (BUCKETS_SECONDS[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
      (series.answers[bucket] as number) += 1;
      series.sumSeconds += seconds;
    };

    function add(method: string, statusCode: number): Series {
      const labels = { method, route, status_code: statusCode };
      const series = { labels, answers: new Array(BUCKETS_SECONDS.length + 1).fill(0), sumSeconds: 0 };
      const byStatusCode = byMethod.get(method) ?? new Map<number, Series>();
      byMethod.set(method, byStatusCode.set(statusCode, series));
      all.push(series);
      return series;
    }
  };
}

/** As prom-client prints a histogram: each bucket holds those below it too. */
function samples({ labels, answers, sumSeconds }: Series) {
  let count = 0;
  const buckets = answers.map((inBucket, index) => {
    count += inBucket;
    const le = BUCKETS_SECONDS[index] ?? '+Inf';
    return { metricName: `${NAME}_bucket`, labels: { le, ...labels }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sumSeconds },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
