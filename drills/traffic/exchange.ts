import type { Client } from 'undici';
import { HEADERS } from '../../src/contract.ts';
import type { Outcome } from '../timeline.ts';
import type { Target } from './target.ts';

/** How one request ended. */
export interface Exchange {
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly pod: string | null;
  readonly version: string | null;
  /** The system's or the HTTP client's own word, e.g. `ECONNRESET`; null where an answer came whole. */
  readonly error: string | null;
}

export type Connection = 'close' | 'keep-alive';

/** No host name is longer than 253 characters; what is longer is wrong already and need not be held. */
const LONGEST_HOSTNAME = 253;

/** One request, once: never retried, and never rejected, since every way to fail is an outcome. */
export async function exchange(
  client: Client,
  target: Target,
  connection: Connection,
  signal: AbortSignal,
): Promise<Exchange> {
  let status: number | null = null;
  let pod: string | null = null;
  let version: string | null = null;
  let connected = true;
  const noteNotConnected = () => {
    connected = false;
  };
  client.once('connectionError', noteNotConnected);
  try {
    const answer = await client.request({
      method: 'GET',
      path: target.path,
      headers: { accept: '*/*', 'user-agent': 'app-1-2-2-1-traffic' },
      reset: connection === 'close',
      signal,
    });
    status = answer.statusCode;
    pod = single(answer.headers[HEADERS.hostname]);
    version = single(answer.headers[HEADERS.version]);
    const body = await readStart(answer.body);
    return { outcome: judge(target, status, pod, body), status, pod, version, error: null };
  } catch (err) {
    const error = errorCode(err);
    const late = signal.aborted || error === 'ETIMEDOUT';
    // A connection that broke is `reset`; one that never came about, for whatever reason, is `refused`.
    return { outcome: late ? 'timeout' : connected ? 'reset' : 'refused', status, pod, version, error };
  } finally {
    client.off('connectionError', noteNotConnected);
  }
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
