/**
 * From a fast answer (0.5 ms) to the longest that can be asked for (15 s); an injected delay of 0.7 s must
 * not read 1 s.
 */
const BUCKETS_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20,
];
const NAME = 'http_request_duration_seconds';

/**
 * A histogram that prom-client's registry prints as it prints its own. Its own puts a text of the labels
 * together at each observation, to look the series up: a tenth of what a request costs on a kept connection.
 * Here a route has its series at hand.
 */
export class RequestDurations {
  readonly name = NAME;
  readonly help = 'Time from the head of a request to the end of its answer.';
  readonly type = 'histogram';
  readonly routes = new Map<string, RouteDurations>();

  of(route: string): RouteDurations {
    const known = this.routes.get(route) ?? new RouteDurations(route);
    this.routes.set(route, known);
    return known;
  }

  async get() {
    const values = [...this.routes.values()].flatMap((route) => route.series.flatMap(samplesOf));
    return { name: this.name, help: this.help, type: this.type, aggregator: 'sum', values };
  }
}

interface Series {
  readonly labels: Readonly<Record<string, string | number>>;
  /** For each bucket, and one for what is longer than the last: not yet summed up. */
  readonly counts: number[];
  sumSeconds: number;
}

class RouteDurations {
  readonly series: Series[] = [];
  readonly #route: string;
  /** By method, then by status. */
  readonly #byMethod = new Map<string, Map<number, Series>>();

  constructor(route: string) {
    this.#route = route;
  }

  observe(method: string, statusCode: number, seconds: number): void {
    const series = this.#byMethod.get(method)?.get(statusCode) ?? this.#add(method, statusCode);
    let bucket = 0;
    while (seconds > (BUCKETS_SECONDS[bucket] ?? Infinity)) bucket += 1;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sumSeconds += seconds;
  }

  #add(method: string, statusCode: number): Series {
    const series: Series = {
      labels: { method, route: this.#route, status_code: statusCode },
      counts: new Array(BUCKETS_SECONDS.length + 1).fill(0),
      sumSeconds: 0,
    };
    const byStatus = this.#byMethod.get(method) ?? new Map<number, Series>();
    this.#byMethod.set(method, byStatus.set(statusCode, series));
    this.series.push(series);
    return series;
  }
}

function samplesOf({ labels, counts, sumSeconds }: Series) {
  let count = 0;
  const buckets = counts.map((each, index) => {
    count += each;
    const le = BUCKETS_SECONDS[index] ?? '+Inf';
    return { metricName: `${NAME}_bucket`, labels: { le, ...labels }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sumSeconds },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
