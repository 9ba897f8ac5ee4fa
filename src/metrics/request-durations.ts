import type { Metric, Registry } from 'prom-client';

const NAME = 'http_request_duration_seconds';
const HISTOGRAM = {
  name: NAME,
  help: 'Time from the head of a request to the end of its answer.',
  type: 'histogram',
  aggregator: 'sum',
};
/**
 * From a fast answer (0.5 ms) to the longest possible one (15 s). An injected delay of 0.7 s must not read
 * 1 s.
 */
const BUCKETS_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20,
];

/** Counts one answer of a route. */
export type ObserveAnswer = (method: string, statusCode: number, seconds: number) => void;

interface Series {
  readonly labels: { readonly method: string; readonly route: string; readonly status_code: number };
  /**
   * The number of answers in each bucket, not cumulative. The last item counts those beyond the last
   * bucket.
   */
  readonly answers: number[];
  sumSeconds: number;
}

/**
 * Adds the histogram of answers. prom-client's own histogram joins the labels of every observation into a
 * string and looks it up, which costs each request half a microsecond (docs/performance.md). Here a route
 * finds its series by method and status code. The buckets are added up when Prometheus asks.
 */
export function addRequestDurations(registry: Registry): (route: string) => ObserveAnswer {
  const all: Series[] = [];
  const get = async () => ({ ...HISTOGRAM, values: all.flatMap(samples) });
  // A registry reads a metric's name and calls `get()`. Its type allows only prom-client's own classes.
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

/** In prom-client's format: buckets are cumulative. */
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
