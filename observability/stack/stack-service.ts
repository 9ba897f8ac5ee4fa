import { request } from 'undici';
import {
  ApiError,
  type ApiServer,
  ConnectionError,
  type Exchange,
  type Query,
} from '../../drills/cluster/api-server.ts';

export type StackKind = 'prometheus' | 'loki' | 'grafana';

type Headers = Readonly<Record<string, string>>;
type Method = 'GET' | 'POST' | 'DELETE';
type Send = (method: Method, path: string, options: SendOptions) => Promise<Exchange>;

interface SendOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Headers;
}

export interface StackServiceName {
  readonly kind: StackKind;
  /** `service monitoring/prometheus:9090`, or the address that was given. */
  readonly where: string;
  /** Null where an address was given. */
  readonly namespace: string | null;
  readonly name: string | null;
}

const ANSWER_TIMEOUT_MS = 15_000;

/** One of the programs of a monitoring stack: by way of the API server's service proxy, or at an address. */
export class StackService implements StackServiceName {
  readonly kind: StackKind;
  readonly where: string;
  readonly namespace: string | null;
  readonly name: string | null;
  /** Known once it has answered. */
  version: string | null = null;
  readonly #send: Send;

  private constructor({ kind, where, namespace, name }: StackServiceName, send: Send) {
    this.kind = kind;
    this.where = where;
    this.namespace = namespace;
    this.name = name;
    this.#send = send;
  }

  static behindApiServer(
    api: ApiServer,
    kind: StackKind,
    { namespace, name, port }: { namespace: string; name: string; port: number },
  ): StackService {
    const base = `/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy`;
    return new StackService(
      { kind, where: `service ${namespace}/${name}:${port}`, namespace, name },
      (method, path, options) => api.exchange(method, base + path, options),
    );
  }

  static atAddress(kind: StackKind, address: string): StackService {
    const base = address.replace(/\/$/, '');
    return new StackService({ kind, where: base, namespace: null, name: null }, (method, path, options) =>
      sendDirectly(method, base + path, options),
    );
  }

  get isBehindApiServer(): boolean {
    return this.namespace !== null;
  }

  get<T>(path: string, query: Query = {}, headers: Headers = {}): Promise<T> {
    return this.exchange('GET', path, { query, headers }).then(({ text }) => parse<T>(text));
  }

  post<T>(path: string, body: unknown, headers: Headers = {}): Promise<T> {
    return this.exchange('POST', path, { body, headers }).then(({ text }) => parse<T>(text));
  }

  /**
   * With the headers of the answer. @throws ApiError for 300 and above, ConnectionError where no answer came
   */
  exchange(method: Method, path: string, options: SendOptions = {}): Promise<Exchange> {
    return this.#send(method, path, options);
  }
}

async function sendDirectly(
  method: Method,
  address: string,
  { query = {}, body, headers = {} }: SendOptions,
): Promise<Exchange> {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  try {
    const answer = await request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: ANSWER_TIMEOUT_MS,
      bodyTimeout: ANSWER_TIMEOUT_MS,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new ApiError(answer.statusCode, messageOf(text, answer.statusCode), text);
    return { headers: answer.headers, text };
  } catch (err) {
    if (err instanceof ApiError) throw err;
    throw new ConnectionError(url.origin, err);
  }
}

function parse<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ApiError(200, `answers ${JSON.stringify(text.slice(0, 60))}, which is no JSON`, text);
  }
}

/** Prometheus says `error`, Grafana `message`, Loki plain text. */
function messageOf(text: string, status: number): string {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    return String(error ?? message ?? `HTTP ${status}`);
  } catch {
    return text.trim().slice(0, 200) || `HTTP ${status}`;
  }
}
