import type { Server } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startTraffic, type TrafficOptions, type TrafficRecord } from '../../../drills/traffic/traffic.ts';
import {
  answerAsPod,
  closedPort,
  httpServer,
  POD,
  serverThatDoesNotAccept,
  tcpServer,
} from '../../support/traffic-server.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe('every request is accounted for exactly once', () => {
  it('as ok, with the pod and the version from the headers', async () => {
    const { url } = await httpServer();
    const records = await run({ url, ratePerSecond: 100, seconds: 0.2 });
    expect(records).toHaveLength(20);
    expect(records[0]).toMatchObject({
      lane: 'fresh',
      outcome: 'ok',
      status: 200,
      pod: POD,
      version: '1.0.0',
      error: null,
    });
    expectGapless(records);
  });

  it('as refused, where nothing listens', async () => {
    const records = await run({
      url: await closedPort(),
      ratePerSecond: 100,
      seconds: 0.1,
      connections: 'both',
    });
    expect(records).toHaveLength(10);
    for (const record of records) {
      expect(record).toMatchObject({
        outcome: 'refused',
        status: null,
        pod: null,
        version: null,
        error: 'ECONNREFUSED',
      });
    }
    expectGapless(records);
  });

  it('as refused, where the name is unknown', async () => {
    const [record] = await run({ url: 'http://no-such-name.invalid', seconds: 0.1, timeoutMs: 10_000 });
    expect(record).toMatchObject({ outcome: 'refused', status: null });
  });

  it.each(['fresh', 'keep-alive'] as const)(
    'as reset, and a %s connection never tries again by itself',
    async (connections) => {
      let requests = 0;
      const url = await tcpServer((socket) => {
        socket.on('data', () => {
          requests += 1;
          socket.resetAndDestroy();
        });
      });
      const records = await run({ url, ratePerSecond: 100, seconds: 0.2, connections });
      expect(records.map(({ outcome }) => outcome)).toEqual(Array(20).fill('reset'));
      expect(requests).toBe(20);
      expectGapless(records);
    },
  );

  it.each([
    ['no answer', ''],
    ['half a head', 'HTTP/1.1 200 OK\r\nx-app-'],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ])('as reset, where the connection ends after %s', async (_what, bytes) => {
    const url = await tcpServer((socket) => socket.on('data', () => socket.end(bytes)));
    const records = await run({ url, ratePerSecond: 100, seconds: 0.1, connections: 'both' });
    expect(records.map(({ outcome }) => outcome)).toEqual(Array(10).fill('reset'));
  });

  it('as timeout, where the server hangs before or within its answer', async () => {
    const silent = await tcpServer(() => {});
    const stuck = await tcpServer((socket) =>
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf')),
    );
    for (const url of [silent, stuck]) {
      const records = await run({
        url,
        ratePerSecond: 100,
        seconds: 0.1,
        connections: 'both',
        timeoutMs: 100,
      });
      expect(records).toHaveLength(10);
      for (const { outcome, latencyMs } of records) {
        expect(outcome).toBe('timeout');
        expect(latencyMs).toBeGreaterThan(95);
      }
      expectGapless(records);
    }
  });

  it.each(['fresh', 'keep-alive'] as const)(
    'as timeout in time, where a %s connection is not established',
    async (connections) => {
      const { url } = await serverThatDoesNotAccept();
      const startedMs = performance.now();
      const records = await run({ url, ratePerSecond: 10, seconds: 0.3, connections, timeoutMs: 300 });
      expect(records.map(({ outcome, status }) => [outcome, status])).toEqual(
        Array(3).fill(['timeout', null]),
      );
      expect(performance.now() - startedMs).toBeLessThan(3000);
      expectGapless(records);
    },
  );

  it('as 5xx, with the pod that said so', async () => {
    const { url } = await httpServer((_request, response) => {
      response.writeHead(503, { 'x-app-hostname': POD }).end(POD);
    });
    const [record] = await run({ url, seconds: 0.1 });
    expect(record).toMatchObject({ outcome: '5xx', status: 503, pod: POD, version: null });
  });

  it.each([
    ['another name', POD, `not-${POD}`, 200],
    ['an empty body under an empty name', '', '', 200],
    ['a name with a newline', POD, `${POD}\n`, 200],
    ['a name that goes on for ever', POD, POD.repeat(1000), 200],
    ['the right name in a 404', POD, POD, 404],
  ])('as wrong body: %s', async (_what, header, body, status) => {
    const { url } = await httpServer((_request, response) => {
      response.writeHead(status, { 'x-app-hostname': header }).end(body);
    });
    const [record] = await run({ url, seconds: 0.1 });
    expect(record).toMatchObject({ outcome: 'wrong-body', status });
  });

  it('as ok on other paths, with any body of a 2xx or 3xx', async () => {
    const { url } = await httpServer((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const [record] = await run({ url: `${url}/version`, seconds: 0.1 });
    expect(record).toMatchObject({ outcome: 'ok', status: 302, pod: null });
  });
});

describe('the schedule', () => {
  it('is not slowed down by slow answers, and the latency counts from the scheduled time', async () => {
    const arrivals: number[] = [];
    const { url } = await httpServer((request, response) => {
      arrivals.push(performance.now());
      setTimeout(() => answerAsPod(request, response), 400);
    });
    const records = await run({ url, ratePerSecond: 50, seconds: 1, connections: 'fresh' });
    expect(records).toHaveLength(50);
    // One after the other, these requests would take 20 s.
    expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeLessThan(2000);
    for (const { latencyMs } of records) expect(latencyMs).toBeGreaterThanOrEqual(395);
  });

  it('lets requests wait for a kept connection, and counts the wait', async () => {
    const { url } = await httpServer(
      (request, response) => void setTimeout(() => answerAsPod(request, response), 100),
    );
    const records = await run({
      url,
      ratePerSecond: 100,
      seconds: 0.1,
      connections: 'keep-alive',
      keepAliveConnections: 1,
    });
    expect(records.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    records.forEach(({ outcome, scheduledMs, latencyMs }, index) => {
      expect(outcome).toBe('ok');
      expect(scheduledMs - (records[0]?.scheduledMs ?? 0)).toBeCloseTo(index * 10, 1);
      expect(scheduledMs + latencyMs).toBeGreaterThanOrEqual((index + 1) * 99);
    });
  });

  it('lets a request time out that never got a connection', async () => {
    const url = await tcpServer(() => {});
    const records = await run({
      url,
      ratePerSecond: 100,
      seconds: 0.05,
      connections: 'keep-alive',
      keepAliveConnections: 1,
      timeoutMs: 200,
    });
    expect(records.map(({ outcome }) => outcome)).toEqual(Array(5).fill('timeout'));
    expectGapless(records);
  });

  it('catches up when the timer was late', async () => {
    const { url } = await httpServer();
    const controller = new AbortController();
    const { traffic, records } = start({ url, ratePerSecond: 100, signal: controller.signal });
    block(300);
    await waitUntil('30 requests to be sent', () => traffic.sent() >= 30);
    controller.abort();
    await traffic.done;
    expect(traffic.latestSendMs()).toBeGreaterThan(200);
    expectGapless(records);
    const gaps = records
      .toSorted((a, b) => a.number - b.number)
      .map(({ scheduledMs }, index) => scheduledMs - index * 10);
    for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? 0, 1);
  });

  it('runs on the clock it is given', async () => {
    const { url } = await httpServer();
    const createdAt = performance.now();
    const records = await run({ url, seconds: 0.1, now: () => 60_000 + performance.now() - createdAt });
    for (const { scheduledMs } of records) expect(scheduledMs).toBeGreaterThanOrEqual(60_000);
    for (const { latencyMs } of records) expect(latencyMs).toBeLessThan(60_000);
  });

  it('ends on the signal: nothing new is sent, and what is outstanding is awaited', async () => {
    let arrived = 0;
    const { url } = await httpServer((request, response) => {
      arrived += 1;
      setTimeout(() => answerAsPod(request, response), 200);
    });
    const controller = new AbortController();
    const { traffic, records } = start({ url, ratePerSecond: 100, signal: controller.signal });
    await waitUntil('5 requests to arrive', () => arrived >= 5);
    controller.abort();
    const sent = traffic.sent();
    await traffic.done;
    expect(records).toHaveLength(sent);
    expect(arrived).toBe(sent);
    expectGapless(records);
  });

  it('sends nothing on a signal that was given before', async () => {
    const { url } = await httpServer(() => expect.unreachable());
    expect(await run({ url, signal: AbortSignal.abort() })).toEqual([]);
  });
});

describe('connections', () => {
  it('are fresh for each request in the fresh lane', async () => {
    const connections = new Set<unknown>();
    const headers = new Set<unknown>();
    const { url } = await httpServer((request, response) => {
      connections.add(request.socket);
      headers.add(request.headers.connection);
      answerAsPod(request, response);
    });
    await run({ url, ratePerSecond: 100, seconds: 0.2, connections: 'fresh' });
    expect(connections.size).toBe(20);
    expect([...headers]).toEqual(['close']);
  });

  it('are ten that stay open in the keep-alive lane, used in turn', async () => {
    const requestsOf = new Map<unknown, number>();
    const { url } = await httpServer((request, response) => {
      requestsOf.set(request.socket, (requestsOf.get(request.socket) ?? 0) + 1);
      answerAsPod(request, response);
    });
    await run({ url, ratePerSecond: 100, seconds: 0.5, connections: 'keep-alive' });
    expect(requestsOf.size).toBe(10);
    // Five each, give or take what a busy machine shifts.
    for (const requests of requestsOf.values()) expect(Math.abs(requests - 5)).toBeLessThanOrEqual(3);
  });

  it('are of both kinds in turns, at the rate of both together', async () => {
    const { url } = await httpServer();
    const records = await run({ url, ratePerSecond: 100, seconds: 0.1, connections: 'both' });
    const lanes = records.toSorted((a, b) => a.number - b.number).map(({ lane }) => lane);
    expect(lanes).toEqual(Array(5).fill(['fresh', 'keep-alive']).flat());
  });

  it('go to each node in turn, but for kept ones; the record says which', async () => {
    const one = await httpServer();
    const other = await httpServer();
    const kept = await httpServer();
    const askedOf = ({ server }: { server: Server }) => {
      let asked = 0;
      server.on('request', () => {
        asked += 1;
      });
      return () => asked;
    };
    const [ofOne, ofOther, ofKept] = [askedOf(one), askedOf(other), askedOf(kept)];
    const records = await run({
      url: kept.url,
      nodes: [
        { node: 'node-1', url: one.url },
        { node: 'node-2', url: other.url },
      ],
      ratePerSecond: 100,
      slowPerSecond: 20,
      seconds: 0.4,
      connections: 'both',
    });
    expect(records.map(({ outcome }) => outcome)).toEqual(records.map(() => 'ok'));
    const from = (node: string | undefined) => records.filter((record) => record.node === node);
    expect(from(undefined).map(({ lane }) => lane)).toEqual(from(undefined).map(() => 'keep-alive'));
    for (const node of ['node-1', 'node-2'])
      expect(new Set(from(node).map(({ lane }) => lane))).toEqual(new Set(['fresh', 'slow']));
    expect(Math.abs(from('node-1').length - from('node-2').length)).toBeLessThanOrEqual(1);
    expect([ofOne(), ofOther(), ofKept()]).toEqual(
      ['node-1', 'node-2', undefined].map((node) => from(node).length),
    );
  });

  it('are replaced when the server closes them, without a loss', async () => {
    const connections = new Set<unknown>();
    const { url } = await httpServer((request, response) => {
      connections.add(request.socket);
      response.setHeader('connection', 'close');
      answerAsPod(request, response);
    });
    const records = await run({
      url,
      ratePerSecond: 100,
      seconds: 0.2,
      connections: 'keep-alive',
      keepAliveConnections: 2,
    });
    expect(records.map(({ outcome }) => outcome)).toEqual(Array(20).fill('ok'));
    expect(connections.size).toBe(20);
  });

  it('are replaced after a timeout: a connection that is not established does not block later requests', async () => {
    const server = await serverThatDoesNotAccept();
    const records: TrafficRecord[] = [];
    const traffic = startTraffic({
      ...DEFAULTS,
      url: server.url,
      ratePerSecond: 2,
      seconds: 1,
      connections: 'keep-alive',
      keepAliveConnections: 1,
      timeoutMs: 400,
      onRecord(record) {
        records.push(record);
        server.accept();
      },
    });
    await traffic.done;
    // Half a second later, and well before the first connection's next SYN after a whole second.
    expect(records.map(({ outcome }) => outcome)).toEqual(['timeout', 'ok']);
  });
});

const DEFAULTS = { ratePerSecond: 10, connections: 'fresh', timeoutMs: 5000 } as const;

type Options = Partial<TrafficOptions> & { readonly url: string };

function start(options: Options) {
  const records: TrafficRecord[] = [];
  const onRecord = (record: TrafficRecord) => records.push(record);
  return { traffic: startTraffic({ ...DEFAULTS, ...options, onRecord }), records };
}

async function run(options: Options): Promise<TrafficRecord[]> {
  const { traffic, records } = start(options);
  await traffic.done;
  return records;
}

function expectGapless(records: readonly TrafficRecord[]): void {
  const numbers = records.map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: records.length }, (_, index) => index + 1));
}

function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
