import { describe, expect, test, vi } from 'vitest';
import { type Lane, type Sample, Sampler, takeSample } from '../../../../src/page/state/sampler.ts';
import { answered, answerOf } from '../../../support/page-answers.ts';

const HEADERS = { 'x-app-hostname': 'pod-a', 'x-app-version': '1.0.0' };

describe('one request', () => {
  const take = (respond: (url: string, options: RequestInit) => Promise<Response>, lane: Lane = 'fresh') =>
    takeSample(lane, respond, () => performance.now());

  test('has the pod and the version of the answer', async () => {
    const answer = answerOf('pod-a');
    const sample = await take(async () => Response.json(answer, { headers: HEADERS }));
    expect(sample).toMatchObject({ lane: 'fresh', loss: null, pod: 'pod-a', version: '1.0.0', answer });
    expect(sample.latencyMs).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['fresh', 'omit', 'page/sample?connection=close'],
    ['keep-alive', 'same-origin', 'page/sample?connection=keep-alive'],
  ] as const)(
    'of the %s lane has connections of its own and is never cached',
    async (lane, credentials, url) => {
      const asked: [string, RequestInit][] = [];
      await take(async (...request) => {
        asked.push(request);
        return Response.json(answerOf('pod-a'));
      }, lane);
      expect(asked).toEqual([[url, expect.objectContaining({ credentials, cache: 'no-store' })]]);
    },
  );

  test.each([
    ['a server error', '5xx', new Response('{"statusCode":503}', { status: 503, headers: HEADERS })],
    ['a client error', 'wrong-answer', new Response('{"statusCode":418}', { status: 418, headers: HEADERS })],
    ['a body that is no JSON', 'wrong-answer', new Response('hello', { headers: HEADERS })],
    ['JSON that is no sample', 'wrong-answer', Response.json({ hello: 1 }, { headers: HEADERS })],
    ['JSON that is null', 'wrong-answer', Response.json(null, { headers: HEADERS })],
  ])('%s is a loss of the kind %s, by the pod that its headers name', async (_what, loss, response) => {
    const sample = await take(async () => response);
    expect(sample).toMatchObject({ loss, answer: null, pod: 'pod-a', version: '1.0.0' });
  });

  test('without an answer is lost, and names no pod', async () => {
    const sample = await take(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(sample).toMatchObject({ loss: 'no-answer', answer: null, pod: null, version: null });
  });

  test('whose answer breaks off is "no answer", not "wrong answer"', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('reset')) });
    const sample = await take(async () => new Response(broken, { headers: HEADERS }));
    expect(sample).toMatchObject({ loss: 'no-answer', pod: 'pod-a' });
  });

  test('without an answer in time is a timeout', async () => {
    const timeout = new DOMException('signal timed out', 'TimeoutError');
    expect(await take(() => Promise.reject(timeout))).toMatchObject({ loss: 'timeout' });
  });
});

describe('the sampler', () => {
  function rig(): { sampler: Sampler; sent: Lane[]; skipped: Lane[]; answer: () => void } {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const sent: Lane[] = [];
    const skipped: Lane[] = [];
    const waiting: ((sample: Sample) => void)[] = [];
    const sampler = new Sampler({
      take: (lane) => {
        sent.push(lane);
        return new Promise((resolve) => waiting.push(resolve));
      },
      now: () => performance.now(),
      schedule(callback, delayMs) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
      onSample: () => {},
      onSkipped: (lane) => skipped.push(lane),
    });
    const answer = () => {
      for (const resolve of waiting.splice(0)) resolve(answered(0, answerOf('pod-a')));
    };
    return { sampler, sent, skipped, answer };
  }

  async function pass(milliseconds: number, each: () => void): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 10) {
      await vi.advanceTimersByTimeAsync(10);
      each();
      await Promise.resolve();
    }
  }

  test.each([2, 5, 10, 20])('sends %d requests a second', async (rate) => {
    const { sampler, sent, answer } = rig();
    sampler.ratePerSecond = rate;
    sampler.start();
    await pass(10_000, answer);
    sampler.stop();
    expect(sent.length).toBeGreaterThanOrEqual(rate * 10);
    expect(sent.length).toBeLessThanOrEqual(rate * 10 + 1);
  });

  test("leaves one of a browser's six connections to orders, and reports requests that it does not send", async () => {
    const { sampler, sent, skipped, answer } = rig();
    sampler.start();
    await pass(2000, () => {});
    expect(sent).toHaveLength(5);
    expect(skipped.length).toBeGreaterThanOrEqual(14);
    answer();
    await pass(500, answer);
    expect(sent.length).toBeGreaterThan(9);
    sampler.stop();
  });

  test('keeps one connection in the keep-alive lane by sending one request at a time', async () => {
    const { sampler, sent } = rig();
    sampler.keepAliveLane = true;
    sampler.start();
    await pass(1000, () => {});
    sampler.stop();
    expect(sent.filter((lane) => lane === 'keep-alive')).toHaveLength(1);
  });

  test('sends nothing more once it is stopped', async () => {
    const { sampler, sent, answer } = rig();
    sampler.start();
    await pass(1000, answer);
    sampler.stop();
    const before = sent.length;
    await pass(5000, answer);
    expect(sent.length).toBe(before);
    expect(sampler.isRunning).toBe(false);
  });
});
