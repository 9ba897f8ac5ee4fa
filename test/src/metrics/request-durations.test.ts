import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { addRequestDurations } from '../../../src/metrics/request-durations.ts';

/** Durations on a bound, between two bounds, below the first and above the last. */
const SECONDS = [0, 0.0005, 0.00051, 0.7, 0.75, 0.75000001, 20, 20.1, 3600];

test("prints to the byte what prom-client's own histogram prints of the same answers", async () => {
  const ours = new Registry();
  const observerOf = addRequestDurations(ours);
  const observers = { '/hostname': observerOf('/hostname'), '/faults/*': observerOf('/faults/*') };
  const theirs = new Registry();
  const histogram = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status_code'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20],
    registers: [theirs],
  });
  expect(await ours.metrics()).toBe(await theirs.metrics());

  for (const [index, seconds] of SECONDS.entries()) {
    for (const [method, route, status_code] of [
      ['GET', '/hostname', 200],
      ['GET', '/hostname', index % 2 === 0 ? 503 : 500],
      ['DELETE', '/faults/*', 200],
      ['POST', '/faults/*', 200],
    ] as const) {
      observers[route](method, status_code, seconds);
      histogram.observe({ method, route, status_code }, seconds);
    }
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
});
