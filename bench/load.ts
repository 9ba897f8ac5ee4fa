import { Agent, get } from 'node:http';
import { connect } from 'node:net';

/** What the load process is asked for, as JSON in its one argument. */
export interface LoadOrder {
  readonly url: string;
  readonly connections: 'fresh' | 'keep-alive';
  readonly seconds: number;
  /**
   * Requests a second, sent whether or not the earlier ones are answered; `null`: as many as `SOCKETS` can.
   */
  readonly rate: number | null;
}

/** What it prints. */
export interface LoadResult {
  readonly answered: number;
  readonly lost: number;
}

export const SOCKETS = 20;
const SEND_EVERY_MS = 5;

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
  const result = order.rate === null ? await saturate(order) : await keepRate(order, order.rate);
  process.stdout.write(JSON.stringify(result));
}

function keepRate({ url, connections, seconds }: LoadOrder, rate: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: connections === 'keep-alive', maxSockets: SOCKETS });
  const { promise, resolve } = Promise.withResolvers<LoadResult>();
  const total = Math.round(rate * seconds);
  const startedAtMs = performance.now();
  let sent = 0;
  let answered = 0;
  let lost = 0;
  const settle = () => {
    if (answered + lost === total) resolve({ answered, lost });
  };
  const send = () => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) answered += 1;
        else lost += 1;
        settle();
      });
    }).once('error', () => {
      lost += 1;
      settle();
    });
  };
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAtMs) / 1000) * rate));
    for (; sent < due; sent += 1) send();
    if (sent === total) clearInterval(timer);
  }, SEND_EVERY_MS);
  return promise;
}

/** Bare sockets, since node:http as a client would be slower than what it is to saturate. */
async function saturate({ url, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const { host, hostname, port, pathname } = new URL(url);
  const close = connections === 'fresh' ? 'Connection: close\r\n' : '';
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n${close}\r\n`;
  const endsAtMs = performance.now() + seconds * 1000;
  let answered = 0;
  let lost = 0;

  /**
   * Sends one request after the other until the server closes; settles with the answers to whole requests.
   */
  const converse = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let waiting = false;
    let text = '';
    const socket = connect(Number(port), hostname);
    const ask = () => {
      if (performance.now() >= endsAtMs) return socket.end();
      waiting = true;
      socket.write(request);
    };
    socket
      .setNoDelay()
      .setEncoding('latin1')
      .once('connect', ask)
      .on('data', (chunk: string) => {
        text += chunk;
        const end = endOfAnswer(text);
        if (end === null || text.length < end) return;
        waiting = false;
        if (text.startsWith('HTTP/1.1 200')) answered += 1;
        else lost += 1;
        const isLast = /\r\nconnection: close\r\n/i.test(text);
        text = '';
        if (!isLast) ask();
      })
      .on('error', () => {})
      .once('close', () => {
        if (waiting) lost += 1;
        resolve();
      });
    return promise;
  };
  const work = async () => {
    while (performance.now() < endsAtMs) await converse();
  };
  await Promise.all(Array.from({ length: SOCKETS }, work));
  return { answered, lost };
}

function endOfAnswer(text: string): number | null {
  const headEnds = text.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  return headEnds < 0 || length === undefined ? null : headEnds + 4 + Number(length);
}
