import { describe, expect, it } from 'vitest';
import { untilScrapedAgain } from '../../../drills/lessons/monitoring/fresh-scrape.ts';
import { StackService } from '../../../observability/stack/stack-service.ts';
import { FakePrometheus } from '../../support/stack/fake-prometheus.ts';
import type { Asked, Said } from '../../support/stack/json-server.ts';

const PODS = ['one', 'other'];

describe('before the traffic of the monitoring drill', () => {
  it('each pod is scraped once more, so that what others have asked is in the count it begins with', async () => {
    const prometheus = await scraping();
    let isOver = false;
    const waiting = until(prometheus).then(() => {
      isOver = true;
    });
    await expect.poll(() => prometheus.asked).toBeGreaterThan(4);
    scrape(prometheus, 'one');
    const { asked } = prometheus;
    await expect.poll(() => prometheus.asked, { timeout: 10_000 }).toBeGreaterThan(asked + 6);
    expect(isOver).toBe(false);
    scrape(prometheus, 'other');
    await waiting;
  });

  it('begins without, in the end, where no pod is a target or Prometheus has a problem', async () => {
    const prometheus = await scraping();
    await until(prometheus, 0);
    prometheus.problem = { status: 503, error: 'starting' };
    await until(prometheus);
  });

  it('is not waited for after Ctrl-C', async () => {
    const interrupted = AbortSignal.abort(new Error('interrupted'));
    await expect(until(await scraping(), 90, interrupted)).rejects.toThrow('interrupted');
  });
});

class CountingPrometheus extends FakePrometheus {
  asked = 0;

  override answer(asked: Asked): Said | null {
    this.asked += 1;
    return super.answer(asked);
  }
}

/** Has scraped both pods until a moment ago, and has no list of targets. */
async function scraping(): Promise<CountingPrometheus> {
  const prometheus = new CountingPrometheus();
  await prometheus.listen();
  for (const pod of PODS) scrape(prometheus, pod, Date.now() - 2000);
  return prometheus;
}

function scrape(prometheus: FakePrometheus, pod: string, epochMs = Date.now()): void {
  prometheus.add({ __name__: 'process_start_time_seconds', namespace: 'default', pod }, epochMs, 1.8e9);
}

function until(
  { url }: FakePrometheus,
  patienceSeconds = 90,
  signal = new AbortController().signal,
): Promise<void> {
  const pods = PODS.map((name) => ({ metadata: { name }, spec: { containers: [] }, status: {} }));
  const service = StackService.atAddress('prometheus', url);
  return untilScrapedAgain(service, { namespace: 'default', pods, patienceSeconds }, signal);
}
