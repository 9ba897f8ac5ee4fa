import { createInterface } from 'node:readline';
import type { Dispatcher } from 'undici';
import { message } from '../../messages/all.ts';
import type { Workload } from '../../scripts/workload.ts';
import {
  ApiError,
  ConnectionError,
  errorIn,
  type Exchange,
  type Method,
  type Query,
  type RequestOptions,
  send,
} from './http.ts';

export type PatchType =
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json';

export interface Patch {
  readonly path: string;
  readonly type: PatchType;
  readonly body: unknown;
  readonly query?: Query;
}

/** Where requests about the workload go. */
export interface InNamespace {
  readonly api: ApiServer;
  readonly namespace: string;
  readonly workload: Workload;
}

/** Forwards requests to the API server. */
interface Proxy {
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly untilServing: () => Promise<void>;
}

/**
 * Plain JSON to and from the API server. A client library would convert dates and names; a timeline holds
 * what the server sent.
 */
export class ApiServer {
  readonly address: string;
  readonly #proxy: Proxy | undefined;

  /** Without a proxy, requests go to the address itself. */
  constructor(address: string, proxy?: Proxy) {
    this.address = address.replace(/\/$/, '');
    this.#proxy = proxy;
  }

  async readVersion(timeoutMs?: number): Promise<string> {
    const { gitVersion } = await this.#json<{ gitVersion?: string }>('GET', '/version', { timeoutMs });
    return gitVersion ?? 'unknown version';
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the caller names the kind that the path stands for
  get<T = any>(path: string, query: Query = {}): Promise<T> {
    return this.#json('GET', path, { query });
  }

  /** Null where the cluster does not have the object. */
  async find<T>(path: string): Promise<T | null> {
    try {
      return await this.get<T>(path);
    } catch (err) {
      if (err instanceof ApiError && err.status === 404) return null;
      throw err;
    }
  }

  /** The items of a list. */
  async list<T>(path: string, query: Query = {}): Promise<T[]> {
    return (await this.get<{ items: T[] | null }>(path, query)).items ?? [];
  }

  /** The clock of the API server, to the second. */
  async readClock(): Promise<number> {
    const answer = await this.#send('GET', '/version', {});
    await answer.body.dump();
    const nowMs = Date.parse(String(answer.headers.date));
    if (Number.isNaN(nowMs)) throw new ApiError(answer.statusCode, message('api-server.noDate'), '');
    return nowMs;
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  post<T = any>(path: string, body: unknown): Promise<T> {
    return this.#json('POST', path, { body });
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  patch<T = any>(path: string, type: PatchType, body: unknown, query: Query = {}): Promise<T> {
    return this.#json('PATCH', path, { query, body, headers: { 'content-type': type } });
  }

  async send({ path, type, body, query }: Patch): Promise<void> {
    await this.patch(path, type, body, query);
  }

  async delete(path: string, query: Query = {}): Promise<void> {
    await this.#json('DELETE', path, { query });
  }

  /** For a program behind the API server's proxy. Headers pass unchanged in both directions. */
  async exchange(method: Method, path: string, options: RequestOptions): Promise<Exchange> {
    const answer = await this.#send(method, path, options);
    return { headers: answer.headers, text: await answer.body.text() };
  }

  /**
   * The lines of an endless answer (a watch, a followed log). They end when the server closes or the
   * connection breaks.
   */
  async *lines(path: string, query: Query, signal: AbortSignal, silenceMs: number): AsyncGenerator<string> {
    const answer = await this.#send('GET', path, { query, signal, silenceMs });
    const lines = createInterface({ input: answer.body, crlfDelay: Number.POSITIVE_INFINITY });
    answer.body.on('error', () => lines.close());
    try {
      for await (const line of lines) if (line !== '') yield line;
    } finally {
      lines.close();
      answer.body.destroy();
    }
  }

  async #json<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
    const answer = await this.#send(method, path, options);
    const text = await answer.body.text();
    try {
      return JSON.parse(text) as T;
    } catch {
      // Not everything behind the API server's proxy answers JSON.
      return text as T;
    }
  }

  async #send(method: Method, path: string, options: RequestOptions): Promise<Dispatcher.ResponseData> {
    await this.#proxy?.untilServing();
    const answer = await send(method, (this.#proxy?.url ?? this.address) + path, {
      ...options,
      // A log is plain text. kubectl sends the same header.
      headers: { accept: 'application/json, */*', ...options.headers },
      dispatcher: this.#proxy?.dispatcher,
      askedFor: this.address,
    });
    if (answer.statusCode < 300) return answer;
    const error = await errorIn(answer);
    if (this.#proxy === undefined || !isOfProxy(answer)) throw error;
    throw new ConnectionError(this.address, error.body.trim());
  }
}

/**
 * kubectl proxy answers so where the API server did not answer. Every answer of an API server has an
 * Audit-Id.
 */
function isOfProxy({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  return (
    statusCode === 500 &&
    headers['audit-id'] === undefined &&
    String(headers['content-type']).startsWith('text/plain')
  );
}
