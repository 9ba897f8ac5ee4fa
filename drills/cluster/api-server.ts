import { createInterface } from 'node:readline';
import { type Dispatcher, errors, request } from 'undici';
import { message } from '../../messages/drills.ts';
import type { Workload } from '../workload.ts';
import {
  ANSWER_TIMEOUT_MS,
  ApiError,
  ConnectionError,
  type Exchange,
  messageIn,
  type Query,
  withQuery,
} from './http.ts';

export type PatchType =
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json';

/** What a question about the workload goes to. */
export interface InNamespace {
  readonly api: ApiServer;
  readonly namespace: string;
  readonly workload: Workload;
}

/** What carries requests to the API server. */
interface Proxy {
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly untilServing: () => Promise<void>;
}

/**
 * Plain JSON to and from the API server. The typed clients of a library turn dates and names into their own;
 * a timeline holds what the server said.
 */
export class ApiServer {
  readonly address: string;
  readonly #proxy: Proxy | undefined;

  /** Without a proxy, requests go to the address itself. */
  constructor(address: string, proxy?: Proxy) {
    this.address = address.replace(/\/$/, '');
    this.#proxy = proxy;
  }

  async readVersion(timeoutMs = ANSWER_TIMEOUT_MS): Promise<string> {
    const { body } = await this.#send('GET', '/version', {}, { headersTimeout: timeoutMs });
    const { gitVersion } = (await body.json()) as { gitVersion?: string };
    return gitVersion ?? 'unknown version';
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the caller names the kind that the path stands for
  get<T = any>(path: string, query: Query = {}): Promise<T> {
    return this.#json('GET', path, query);
  }

  /** The clock of the API server, to the second. */
  async readClock(): Promise<number> {
    const answer = await this.#send('GET', '/version', {}, {});
    await answer.body.dump();
    const nowMs = Date.parse(String(answer.headers.date));
    if (Number.isNaN(nowMs)) throw new ApiError(answer.statusCode, message('api-server.noDate'), '');
    return nowMs;
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  post<T = any>(path: string, body: unknown): Promise<T> {
    return this.#json('POST', path, {}, body, 'application/json');
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  patch<T = any>(path: string, type: PatchType, body: unknown, query: Query = {}): Promise<T> {
    return this.#json('PATCH', path, query, body, type);
  }

  async delete(path: string, query: Query = {}): Promise<void> {
    await this.#json('DELETE', path, query);
  }

  /** To what is behind its proxy: headers go there, and come back, as they are. */
  async exchange(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: { query?: Query; body?: unknown; headers?: Readonly<Record<string, string>> },
  ): Promise<Exchange> {
    const answer = await this.#send(method, path, options.query ?? {}, {
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body), type: 'application/json' }),
      ...(options.headers === undefined ? {} : { headers: options.headers }),
    });
    return { headers: answer.headers, text: await answer.body.text() };
  }

  /**
   * Lines of an endless answer (a watch, a followed log). Ends when the server closes, and just so when the
   * connection breaks.
   */
  async *lines(path: string, query: Query, signal: AbortSignal, silenceMs: number): AsyncGenerator<string> {
    const answer = await this.#send('GET', path, query, { signal, bodyTimeout: silenceMs });
    const lines = createInterface({ input: answer.body, crlfDelay: Number.POSITIVE_INFINITY });
    answer.body.on('error', () => lines.close());
    try {
      for await (const line of lines) if (line !== '') yield line;
    } finally {
      lines.close();
      answer.body.destroy();
    }
  }

  async #json<T>(
    method: Dispatcher.HttpMethod,
    path: string,
    query: Query,
    body?: unknown,
    type?: string,
  ): Promise<T> {
    const answer = await this.#send(method, path, query, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(type === undefined ? {} : { type }),
    });
    const text = await answer.body.text();
    try {
      return JSON.parse(text) as T;
    } catch {
      // Not everything behind the API server's proxy answers JSON.
      return text as T;
    }
  }

  async #send(
    method: Dispatcher.HttpMethod,
    path: string,
    query: Query,
    options: {
      body?: string;
      type?: string;
      headers?: Readonly<Record<string, string>>;
      signal?: AbortSignal;
      headersTimeout?: number;
      bodyTimeout?: number;
    },
  ): Promise<Dispatcher.ResponseData> {
    const { body = null, type, headers, ...others } = options;
    const limitMs = options.headersTimeout ?? ANSWER_TIMEOUT_MS;
    await this.#proxy?.untilServing();
    const url = withQuery((this.#proxy?.url ?? this.address) + path, query);
    const answer = await request(url, {
      method,
      headers: {
        // A log is plain text; kubectl accepts just so.
        accept: 'application/json, */*',
        ...headers,
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      body,
      bodyTimeout: ANSWER_TIMEOUT_MS,
      ...others,
      headersTimeout: limitMs,
      ...(this.#proxy === undefined ? {} : { dispatcher: this.#proxy.dispatcher }),
    }).catch((err: unknown) => {
      throw new ConnectionError(
        this.address,
        err instanceof errors.HeadersTimeoutError
          ? message('api-server.noAnswer', { seconds: limitMs / 1000 })
          : err,
      );
    });
    if (answer.statusCode < 300) return answer;
    const text = await answer.body.text().catch(() => '');
    if (this.#proxy !== undefined && isOfProxy(answer)) throw new ConnectionError(this.address, text.trim());
    throw new ApiError(answer.statusCode, messageIn(text) ?? `HTTP ${answer.statusCode}`, text);
  }
}

/** kubectl proxy answers so where it got no answer. Every answer of an API server has an Audit-Id. */
function isOfProxy({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  return (
    statusCode === 500 &&
    headers['audit-id'] === undefined &&
    String(headers['content-type']).startsWith('text/plain')
  );
}
