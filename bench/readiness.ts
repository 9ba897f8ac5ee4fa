import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPT_EVERY_MS = 2;
const GIVE_UP_AFTER_MS = 30_000;

/** Settles when somebody listens. A refused attempt costs the subject nothing: the kernel refuses. */
export async function listening(port: number): Promise<void> {
  const giveUpAtMs = performance.now() + GIVE_UP_AFTER_MS;
  while (!(await accepts(port))) {
    if (performance.now() > giveUpAtMs) throw new Error(`nothing listens on port ${port}`);
    await sleep(ATTEMPT_EVERY_MS);
  }
}

/** Settles at the first 200, with the time it came. */
export async function firstOk(url: string): Promise<number> {
  const giveUpAtMs = performance.now() + GIVE_UP_AFTER_MS;
  while (performance.now() < giveUpAtMs) {
    const { ok } = await fetch(url, { headers: { connection: 'close' } });
    if (ok) return Date.now();
    await sleep(ATTEMPT_EVERY_MS);
  }
  throw new Error(`${url} never answered 200`);
}

export async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') return reject(new Error('no port'));
    server.close(() => resolve(address.port));
  });
  return promise;
}

function accepts(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1')
    .once('connect', () => {
      socket.destroy();
      resolve(true);
    })
    .once('error', () => resolve(false));
  return promise;
}
