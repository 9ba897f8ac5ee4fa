import { request } from 'undici';
import { message } from '../../messages/drills.ts';
import { isMessage, type Text, textOf } from '../../messages/message.ts';

export type Query = Readonly<Record<string, string>>;
export type Headers = Readonly<Record<string, string>>;

export interface Exchange {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** An answer came, and it is no: the API server's, a pod's, Grafana's. */
export class ApiError extends Error {
  readonly said: Text;
  readonly status: number;
  readonly body: string;

  constructor(status: number, said: Text, body: string) {
    super(textOf(said));
    this.name = 'ApiError';
    this.said = said;
    this.status = status;
    this.body = body;
  }
}

/** No answer came: refused, unknown host, bad certificate, reset, silence. */
export class ConnectionError extends Error {
  readonly said: Text;

  constructor(address: string, cause: unknown) {
    const said = message('api-server.silent', {
      address,
      said: isMessage(cause) ? cause : innermostMessage(cause),
    });
    super(said.text, { cause });
    this.name = 'ConnectionError';
    this.said = said;
  }
}

export const ANSWER_TIMEOUT_MS = 15_000;

interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Headers;
  readonly timeoutMs?: number;
  /** Behind a Service each connection leads to one pod: a new one may lead to another. */
  readonly opensNewConnection?: boolean;
}

/** One request and its whole answer. @throws ApiError for 300 and above, ConnectionError where none came */
export async function exchange(
  method: 'GET' | 'POST' | 'DELETE',
  address: string,
  { query = {}, body, headers = {}, timeoutMs = ANSWER_TIMEOUT_MS, opensNewConnection }: RequestOptions = {},
): Promise<Exchange> {
  const url = withQuery(address, query);
  try {
    const answer = await request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      reset: opensNewConnection ?? false,
    });
    const text = await answer.body.text();
    if (answer.statusCode < 300) return { headers: answer.headers, text };
    const said = messageIn(text) ?? (text.trim().slice(0, 200) || `HTTP ${answer.statusCode}`);
    throw new ApiError(answer.statusCode, said, text);
  } catch (err) {
    if (err instanceof ApiError) throw err;
    throw new ConnectionError(url.origin, err);
  }
}

export function withQuery(address: string, query: Query): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** @throws ApiError for an answer of another program, most often a page */
export function parseJson<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ApiError(200, message('stack.noJson', { text: JSON.stringify(text.slice(0, 60)) }), text);
  }
}

/** Kubernetes, Grafana and the service say `message`; Prometheus says `error` alone. */
export function messageIn(body: string): string | undefined {
  try {
    const { error, message } = JSON.parse(body) as { error?: unknown; message?: unknown };
    return [message, error].find((one) => typeof one === 'string' && one !== '') as string | undefined;
  } catch {
    return undefined;
  }
}

function innermostMessage(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return innermostMessage(err.errors[0]);
  if (!(err instanceof Error)) return String(err);
  if (err.cause instanceof Error) return innermostMessage(err.cause);
  return err.message === '' ? ((err as NodeJS.ErrnoException).code ?? err.name) : err.message;
}
