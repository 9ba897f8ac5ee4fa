import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeWithEngine, image, RunningContainer } from './engine.ts';
import { observe, PROBE } from './observe.ts';

/** A client without any rights can reach these. */
const FAULTS_OFF = { FAULTS: 'off' };
/** The pod serves for a while before the attack: code is several times slower when it runs first. */
const BEFORE_MS = 8000;
/** Per second. More new connections would use all of the 200m by themselves. */
const MOST_AT_ONCE = 100;

const PIPELINED = 'GET /version HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(20_000);
const json = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

interface Attack {
  readonly what: string;
  readonly seconds: number;
  /**
   * How long a probe may take, where it is not a second: three is the liveness probe's patience in the
   * manifest.
   */
  readonly slowestProbeMs?: number;
  /** Its sockets stay open until the attack is over. */
  readonly begin: (attacker: Attacker) => Promise<void>;
}

const attacks: Attack[] = [
  {
    what: '200 times CONNECT and a reset',
    seconds: 3,
    begin: async (attacker) => {
      for (let count = 0; count < 200; count++) {
        const socket = await attacker.open();
        socket.write('CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n');
        socket.resetAndDestroy();
      }
    },
  },
  {
    what: 'four connections with 20,000 pipelined requests each',
    seconds: 10,
    begin: (attacker) => attacker.writeOnMany(4, PIPELINED),
  },
  {
    what: 'ten connections with 20,000 pipelined requests each',
    seconds: 10,
    begin: (attacker) => attacker.writeOnMany(10, PIPELINED),
  },
  {
    what: '60 connections with 20,000 pipelined requests each',
    seconds: 10,
    slowestProbeMs: 3000,
    begin: (attacker) => attacker.writeOnMany(60, PIPELINED),
  },
  {
    what: '250 half-sent bodies of 1 MB',
    seconds: 10,
    begin: (attacker) => attacker.writeOnMany(250, json('/nowhere', 1_000_000) + 'x'.repeat(500_000)),
  },
  {
    what: '250 half-sent bodies without a length',
    seconds: 10,
    begin: (attacker) =>
      attacker.writeOnMany(
        250,
        `${json('/nowhere', 0).replace('Content-Length: 0', 'Transfer-Encoding: chunked')}100000\r\n${'x'.repeat(500_000)}`,
      ),
  },
  {
    what: '1,001 unfinished POSTs',
    seconds: 20,
    begin: (attacker) => attacker.writeOnMany(1001, `${json('/faults/cpu-load', 20)}{"seconds": `),
  },
];

describeWithEngine('a stranger without any rights, in a container of 200m and 200 MiB', () => {
  it.for(attacks)('cannot end or silence it: $what', async ({ seconds, begin, slowestProbeMs: most }) => {
    await using app = await RunningContainer.startReady({ image: image('app'), environment: FAULTS_OFF });
    const before = (await app.json('/info')).body.startedAt;
    const observer = observe(app);
    using attacker = new Attacker(app.port);
    await sleep(BEFORE_MS);
    await begin(attacker);
    await sleep(seconds * 1000);
    const { slowestProbeMs, failedProbes, lost } = await observer.end();
    expect({ failedProbes, lost }).toEqual({ failedProbes: [], lost: [] });
    expect(slowestProbeMs).toBeLessThan(most ?? PROBE.timeoutMs);
    expect((await app.json('/info')).body.startedAt).toBe(before);
    expect((await fetch(`${app.url}/hostname`)).status).toBe(200);
  });
});

class Attacker implements Disposable {
  readonly #port: number;
  readonly #sockets: Socket[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  open(): Promise<Socket> {
    const socket = connect(this.#port, '127.0.0.1');
    this.#sockets.push(socket);
    // Answers and errors are part of the attack.
    socket.on('error', () => {}).resume();
    return new Promise((resolve) =>
      socket.once('connect', () => resolve(socket)).once('close', () => resolve(socket)),
    );
  }

  async writeOnMany(connections: number, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    for (let opened = 0; opened < connections; opened++) {
      (await this.open()).write(bytes);
      if (connections > MOST_AT_ONCE) await sleep(1000 / MOST_AT_ONCE);
    }
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
