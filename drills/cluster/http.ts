import { type Dispatcher, errors, request } from 'undici';
import { message } from '../../messages/all.ts';
import { isMessage, type Text, textOf } from '../../messages/message.ts';

export type Query = Readonly<Record<string, string>>;
export type Headers = Readonly<Record<string, string>>;

export interface Exchange {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** An error answer of the API server, of a pod or of Grafana. */
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

const ANSWER_TIMEOUT_MS = 15_000;

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Headers;
  /** How long the answer may take to begin. */
  readonly timeoutMs?: number | undefined;
  /** The longest silence within the answer. */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal;
  /** A Service routes each connection to one pod. A new connection may reach another pod. */
  readonly opensNewConnection?: boolean;
}

interface Route {
  readonly dispatcher?: Dispatcher | undefined;
  /** Errors name this address and not the one that the dispatcher connects to. */
  readonly askedFor?: string;
}

/** One request and its whole answer. @throws ApiError for 300 and above, ConnectionError where none came */
export async function exchange(
  method: Method,
  address: string,
  options: RequestOptions = {},
): Promise<Exchange> {
  const answer = await send(method, address, options);
  if (answer.statusCode >= 300) throw await errorIn(answer);
  const text = await answer.body.text().catch((err: unknown) => {
    throw new ConnectionError(new URL(address).origin, err);
  });
  return { headers: answer.headers, text };
}

/** The answer may be of any status. @throws ConnectionError where none came */
export async function send(
  method: Method,
  address: string,
  { query = {}, body, headers = {}, timeoutMs = ANSWER_TIMEOUT_MS, ...options }: RequestOptions & Route,
): Promise<Dispatcher.ResponseData> {
  const { silenceMs = timeoutMs, signal = null, opensNewConnection = false, dispatcher } = options;
  const url = withQuery(address, query);
  return await request(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    headersTimeout: timeoutMs,
    bodyTimeout: silenceMs,
    signal,
    reset: opensNewConnection,
    ...(dispatcher && { dispatcher }),
  }).catch((err: unknown) => {
    const isLate = err instanceof errors.HeadersTimeoutError;
    const cause = isLate ? message('api-server.noAnswer', { seconds: timeoutMs / 1000 }) : err;
    throw new ConnectionError(options.askedFor ?? url.origin, cause);
  });
}

/** The error that an answer of 300 and above tells. */
export async function errorIn({ statusCode, body }: Dispatcher.ResponseData): Promise<ApiError> {
  const text = await body.text().catch(() => '');
  const start = text.trim().slice(0, 200);
  const status = `HTTP ${statusCode}`;
  return new ApiError(statusCode, messageIn(text) ?? (start === '' ? status : `${status}: ${start}`), text);
}

function withQuery(address: string, query: Query): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** @throws ApiError where the answer is no JSON: most often the page of another program */
export function parseJson<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ApiError(200, message('stack.noJson', { text: JSON.stringify(text.slice(0, 60)) }), text);
  }
}

/** Kubernetes, Grafana and the service say `message`; Prometheus says `error` alone. */
function messageIn(body: string): string | undefined {
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
