import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startTraffic, type TrafficRecord } from '../../drills/traffic/traffic.ts';
import type { InfoAnswer } from '../../src/contract.ts';
import { get, RawConnection } from '../support/raw-connection.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { waitUntil } from '../support/wait-until.ts';

const closes = (answer: { headers: Readonly<Record<string, string>> } | undefined) =>
  answer?.headers.connection?.toLowerCase() === 'close';

const latency = (service: ServiceProcess, milliseconds: number) =>
  fetch(`${service.url}/faults/latency?milliseconds=${milliseconds}`, { method: 'POST' });

const takesConnections = (service: ServiceProcess) =>
  fetch(`${service.url}/hostname`).then(
    (answer) => answer.ok,
    () => false,
  );

describe.concurrent('SIGTERM', () => {
  test('turns readiness 503 at once, keeps liveness 200, serves through the drain delay, and exits 0', async () => {
    const path = join(temporaryFolder(), 'termination-log');
    writeFileSync(path, '');
    const service = await ServiceProcess.listening({ DRAIN_DELAY_MS: '3000', TERMINATION_LOG: path });
    const idle = await RawConnection.open(service.port);
    idle.get('/hostname');
    await idle.answered(1);

    const asMe = () => fetch(`${service.url}/hostname`, { headers: { 'x-app-client': 'me' } });
    await asMe();
    const startMs = performance.now();
    service.kill('SIGTERM');
    await service.logged('drain started');
    await asMe();
    const wanted = [
      ['/readyz', 503],
      ['/ready', 503],
      ['/livez', 200],
      ['/startupz', 200],
      ['/hostname', 200],
    ] as const;
    for (const [url, statusCode] of wanted) {
      const connection = await RawConnection.open(service.port);
      connection.get(url);
      const [answer] = await connection.answered(1);
      expect([url, answer?.statusCode, closes(answer)]).toEqual([url, statusCode, true]);
    }
    const info = (await (await fetch(`${service.url}/info`)).json()) as InfoAnswer;
    expect(info.lifecycle).toBe('draining');
    expect(idle.end).toBe('open');
    // Three pipelined requests in one packet.
    idle.write(get('/version') + get('/hostname') + get('/livez'));
    expect(await idle.closed()).toBe('ended');
    expect(idle.answers.map((each) => [each.statusCode, closes(each)])).toEqual([
      [200, false],
      [200, false],
      [200, false],
      [200, true],
    ]);
    let taken = 0;
    let lastTakenMs = 0;
    while (await takesConnections(service)) {
      taken += 1;
      lastTakenMs = performance.now() - startMs;
    }
    // Until the delay of 3 s is over, and no longer: 2 s are for the requests above and for other processes.
    expect(lastTakenMs).toBeGreaterThan(2700);
    expect(lastTakenMs).toBeLessThan(5000);

    expect(await service.ended).toEqual({ code: 0, signal: null });
    const tookMs = performance.now() - startMs;
    expect(tookMs).toBeGreaterThan(2990);
    expect(tookMs).toBeLessThan(5000);
    const requestsAnswered = 10 + taken;
    const answeredByClient = { me: 2 };
    expect(service.logLines.at(-1)).toMatchObject({
      msg: 'drain finished',
      requestsAnswered,
      answeredByClient,
    });
    expect(readFileSync(path, 'utf8')).toMatch(
      new RegExp(`^drained in [34](\\.\\d)? s, ${requestsAnswered} requests answered meanwhile$`),
    );
  });

  test('a request in flight that is longer than the drain delay is answered 200', async () => {
    const service = await ServiceProcess.listening({ DRAIN_DELAY_MS: '100' });
    await latency(service, 1500);
    const slow = await RawConnection.open(service.port);
    slow.get('/hostname');
    // Sent afterwards on another connection and answered: the slow one has arrived.
    await fetch(`${service.url}/livez`);
    const startMs = performance.now();
    service.kill('SIGTERM');
    const [answer] = await slow.answered(1);
    expect([answer?.statusCode, closes(answer)]).toEqual([200, true]);
    expect(performance.now() - startMs).toBeGreaterThan(1000);
    expect(await service.ended).toEqual({ code: 0, signal: null });
  });

  test('clients that never close do not delay the end: idle, silent, not reading, and after a broken URL', async () => {
    const service = await ServiceProcess.listening({ DRAIN_DELAY_MS: '100', SHUTDOWN_TIMEOUT_MS: '8000' });
    const open = () => RawConnection.open(service.port, { keepsOpen: true });
    const [idle, , deaf, broken] = [await open(), await open(), await open(), await open()];
    idle.get('/hostname');
    deaf.write(get('/hostname').repeat(3));
    broken.get('/%zz');
    await Promise.all([idle.answered(1), deaf.answered(3), broken.answered(1)]);
    const startMs = performance.now();
    service.kill('SIGTERM');
    expect(await service.ended).toEqual({ code: 0, signal: null });
    // A connection without a request gets one second.
    expect(performance.now() - startMs).toBeLessThan(3500);
    expect(idle.end).not.toBe('reset');
  });

  test('what never ends is cut off at the shutdown timeout, with exit code 1 and the reason', async () => {
    const path = join(temporaryFolder(), 'termination-log');
    writeFileSync(path, '');
    const env = { DRAIN_DELAY_MS: '50', SHUTDOWN_TIMEOUT_MS: '700', TERMINATION_LOG: path };
    const service = await ServiceProcess.listening(env);
    await latency(service, 10_000);
    const slow = await RawConnection.open(service.port);
    slow.get('/hostname');
    await fetch(`${service.url}/livez`);
    const startMs = performance.now();
    service.kill('SIGTERM');
    expect(await service.ended).toEqual({ code: 1, signal: null });
    expect(performance.now() - startMs).toBeGreaterThan(650);
    expect(performance.now() - startMs).toBeLessThan(2500);
    expect(readFileSync(path, 'utf8')).toBe('shutdown took longer than 700 ms');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'a second signal, %s, ends the process at once with exit code 1',
    async (second) => {
      const service = await ServiceProcess.listening({ DRAIN_DELAY_MS: '10000' });
      service.kill('SIGTERM');
      await service.logged('drain started');
      const startMs = performance.now();
      service.kill(second);
      expect(await service.ended).toEqual({ code: 1, signal: null });
      expect(performance.now() - startMs).toBeLessThan(1500);
      expect(service.logLines.at(-1)).toMatchObject({
        level: 'fatal',
        msg: `a second signal (${second}) ended the drain`,
      });
    },
  );

  test('faults are undone: a disk that was filled is empty, and the CPU load does not delay the end', async () => {
    const folder = temporaryFolder();
    const service = await ServiceProcess.listening({ DRAIN_DELAY_MS: '100', DISK_FILL_DIR: folder });
    await fetch(`${service.url}/faults/disk-fill?maxMib=5&mibPerSecond=100`, { method: 'POST' });
    await fetch(`${service.url}/cpu-load?millicores=100`);
    await service.logged('fault progressed');
    service.kill('SIGTERM');
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(() => readFileSync(join(folder, 'disk-fill.bin'))).toThrow('ENOENT');
    const ends = service.logLines.filter((line) => line.msg === 'fault stopped');
    expect(ends.map((line) => [line.fault, line.reason]).sort()).toEqual([
      ['cpu-load', 'shutdown'],
      ['disk-fill', 'shutdown'],
    ]);
  });
});

test.concurrent("SIGINT, a person's Ctrl-C, does not wait for the drain delay, but for what is in flight", async () => {
  const service = await ServiceProcess.listening({ DRAIN_DELAY_MS: '10000' });
  await latency(service, 500);
  const slow = await RawConnection.open(service.port);
  slow.get('/hostname');
  await fetch(`${service.url}/livez`);
  const startMs = performance.now();
  service.kill('SIGINT');
  expect((await slow.answered(1))[0]?.statusCode).toBe(200);
  expect(await service.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - startMs).toBeLessThan(3000);
});

test.concurrent('a killed npm start ends the service too, and loses no request in flight', async () => {
  const service = await ServiceProcess.underNpm({ DRAIN_DELAY_MS: '100' });
  await latency(service, 1500);
  const slow = await RawConnection.open(service.port);
  slow.get('/hostname');
  // Sent afterwards on another connection and answered: the slow one has arrived.
  await fetch(`${service.url}/livez`);
  service.kill('SIGKILL');
  expect((await slow.answered(1))[0]?.statusCode).toBe(200);
  await service.ended;
  expect(service.logLines.at(-1)).toMatchObject({ msg: 'drain finished' });
});

describe.concurrent('under load, with clients that stop 500 ms after the signal', () => {
  /** The removal of an endpoint takes this long here until it has reached every node. */
  const REMOVAL_MS = 500;

  async function lostThrough(env: Record<string, string>, signal: NodeJS.Signals) {
    const service = await ServiceProcess.listening(env);
    const stop = new AbortController();
    const records: TrafficRecord[] = [];
    const traffic = startTraffic({
      url: `${service.url}/hostname`,
      ratePerSecond: 100,
      connections: 'both',
      timeoutMs: 5000,
      signal: stop.signal,
      onRecord: (record) => records.push(record),
    });
    await waitUntil('the service to answer a hundred requests', () => records.length > 100);
    const before = records.length;
    service.kill(signal);
    await sleep(REMOVAL_MS);
    stop.abort();
    await traffic.done;
    const end = await service.ended;
    const lost = records.filter(({ outcome }) => outcome !== 'ok');
    return { end, lost, sentSince: records.length - before };
  }

  test('with a drain delay nothing is lost, on fresh and on keep-alive connections', async () => {
    const { end, lost, sentSince } = await lostThrough({ DRAIN_DELAY_MS: '1500' }, 'SIGTERM');
    expect(lost).toEqual([]);
    expect(end).toEqual({ code: 0, signal: null });
    expect(sentSince).toBeGreaterThan(20);
  });

  test('nothing is lost either with connections that end after a few requests or some milliseconds', async () => {
    const env = { DRAIN_DELAY_MS: '1500', MAX_REQUESTS_PER_CONNECTION: '5', MAX_CONNECTION_AGE_MS: '100' };
    const { end, lost } = await lostThrough(env, 'SIGTERM');
    expect(lost).toEqual([]);
    expect(end.code).toBe(0);
  });

  test('without a drain delay the same clients lose something', async () => {
    const { lost } = await lostThrough({ DRAIN_DELAY_MS: '0' }, 'SIGTERM');
    expect(lost.length).toBeGreaterThan(0);
  });

  test('on SIGINT, which closes at once, the same clients lose something', async () => {
    const { lost } = await lostThrough({ DRAIN_DELAY_MS: '1500' }, 'SIGINT');
    expect(lost.length).toBeGreaterThan(0);
  });
});
