import type { Histogram } from 'prom-client';
import type { Instruments } from './instruments.ts';

/**
 * From a fast answer (0.5 ms) to the longest that can be asked for (15 s); an injected delay of 0.7 s must
 * not read 1 s.
 */
const DURATION_BUCKETS_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20,
];

export function requestMetric(instruments: Instruments): Histogram {
  return instruments.histogram(
    'http_request_duration_seconds',
    'Time from the head of a request to the end of its answer.',
    ['method', 'route', 'status_code'],
    DURATION_BUCKETS_SECONDS,
  );
}
