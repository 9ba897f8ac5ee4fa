import type { Client } from 'undici';
import { HEADERS } from '../../src/headers.ts';
import type { Outcome } from '../timeline.ts';
import type { Target } from './target.ts';

/** How one request ended. */
export interface Exchange {
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly pod: string | null;
  readonly version: string | null;
  /** The code of the system or the HTTP client, e.g. `ECONNRESET`; null where the outcome says enough. */
  readonly error: string | null;
}

export type Connection = 'close' | 'keep-alive';

/** No host name is longer than 253 characters: the rest of a longer body is not kept. */
const LONGEST_HOSTNAME = 253;

const TIMED_OUT = { outcome: 'timeout', status: null, pod: null, version: null, error: null } as const;

/**
 * Sends one request and never retries it. The promise never rejects: every failure is an outcome. An abort
 * of the signal is the timeout, and destroys the client with its connection.
 */
export async function exchange(
  client: Client,
  target: Target,
  connection: Connection,
  signal: AbortSignal,
): Promise<Exchange> {
  if (signal.aborted) return TIMED_OUT;
  let head: Pick<Exchange, 'status' | 'pod' | 'version'> = TIMED_OUT;
  let connected = true;
  const noteNotConnected = () => {
    connected = false;
  };
  // The client's own `signal` option waits until the connection is established, which may take minutes.
  const destroyClient = () => void client.destroy();
  client.once('connectionError', noteNotConnected);
  signal.addEventListener('abort', destroyClient, { once: true });
  try {
    const { statusCode, headers, body } = await client.request({
      method: 'GET',
      path: target.path,
      headers: headersOf(target),
      reset: connection === 'close',
    });
    const pod = single(headers[HEADERS.hostname]);
    head = { status: statusCode, pod, version: single(headers[HEADERS.version]) };
    return { ...head, outcome: judge(target, statusCode, pod, await readStart(body)), error: null };
  } catch (err) {
    if (signal.aborted) return { ...head, outcome: 'timeout', error: null };
    const error = errorCode(err);
    if (error === 'ETIMEDOUT' || error === 'UND_ERR_CONNECT_TIMEOUT')
      return { ...head, outcome: 'timeout', error };
    // An established connection broke: `reset`. No connection was established, for any reason: `refused`.
    return { ...head, outcome: connected ? 'reset' : 'refused', error };
  } finally {
    client.off('connectionError', noteNotConnected);
    signal.removeEventListener('abort', destroyClient);
  }
}

function headersOf({ client }: Target): Record<string, string> {
  const usual = { accept: '*/*', 'user-agent': 'app-1-2-2-1-traffic' };
  return client === undefined ? usual : { ...usual, [HEADERS.client]: client };
}

function judge(target: Target, status: number, pod: string | null, body: string): Outcome {
  if (status >= 500) return '5xx';
  if (status < 200 || status >= 400) return 'wrong-body';
  if (target.expectedBody === 'any') return 'ok';
  return body !== '' && body === pod ? 'ok' : 'wrong-body';
}

async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (length <= LONGEST_HOSTNAME) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function single(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  return Array.isArray(header) ? header.join(', ') : header;
}

function errorCode(err: unknown): string {
  if (!(err instanceof Error)) return String(err);
  return 'code' in err && typeof err.code === 'string' ? err.code : err.name;
}
