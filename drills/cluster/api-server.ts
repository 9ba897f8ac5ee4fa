import { createInterface } from 'node:readline';
import { HttpMethod, type KubeConfig, RequestContext } from '@kubernetes/client-node';
import { type Dispatcher, request } from 'undici';

export type Query = Readonly<Record<string, string>>;

export type PatchType =
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json';

export interface Exchange {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The API server answered, and said no. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, message: string, body: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }
}

/** No answer came: refused, unknown host, bad certificate, reset, silence. */
export class ConnectionError extends Error {
  constructor(address: string, cause: unknown) {
    super(`${address}: ${innermostMessage(cause)}`, { cause });
    this.name = 'ConnectionError';
  }
}

const ANSWER_TIMEOUT_MS = 15_000;

/** What a question about the workload goes to. */
export interface InNamespace {
  readonly api: ApiServer;
  readonly namespace: string;
}

/**
 * Plain JSON to and from the API server. The typed clients of the library turn dates and names into their
 * own; a timeline holds what the server said, so only its kubeconfig and authentication are used here.
 */
export class ApiServer {
  readonly address: string;
  readonly #kubeConfig: KubeConfig;
  #dispatcher: Dispatcher | undefined;

  constructor(kubeConfig: KubeConfig) {
    this.#kubeConfig = kubeConfig;
    this.address = kubeConfig.getCurrentCluster()?.server.replace(/\/$/, '') ?? '';
  }

  // biome-ignore lint/suspicious/noExplicitAny: the caller names the kind that the path stands for
  get<T = any>(path: string, query: Query = {}): Promise<T> {
    return this.#json('GET', path, query);
  }

  /** The clock of the API server, to the second. */
  async readClock(): Promise<number> {
    const answer = await this.#send('GET', '/version', {}, { bodyTimeout: ANSWER_TIMEOUT_MS });
    await answer.body.dump();
    const nowMs = Date.parse(String(answer.headers.date));
    if (Number.isNaN(nowMs)) throw new ApiError(answer.statusCode, 'the answer has no date', '');
    return nowMs;
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  post<T = any>(path: string, body: unknown): Promise<T> {
    return this.#json('POST', path, {}, body, 'application/json');
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  patch<T = any>(path: string, type: PatchType, body: unknown, query: Query = {}): Promise<T> {
    return this.#json('PATCH', path, query, body, type);
  }

  async delete(path: string, query: Query = {}): Promise<void> {
    await this.#json('DELETE', path, query);
  }

  /** To what is behind its proxy: headers go there, and come back, as they are. */
  async exchange(
    method: 'GET' | 'POST',
    path: string,
    options: { query?: Query; body?: unknown; headers?: Readonly<Record<string, string>> },
  ): Promise<Exchange> {
    const answer = await this.#send(method, path, options.query ?? {}, {
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body), type: 'application/json' }),
      ...(options.headers === undefined ? {} : { headers: options.headers }),
      bodyTimeout: ANSWER_TIMEOUT_MS,
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
      bodyTimeout: ANSWER_TIMEOUT_MS,
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
      bodyTimeout: number;
    },
  ): Promise<Dispatcher.ResponseData> {
    const url = new URL(this.address + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const context = new RequestContext(url.toString(), HttpMethod.GET);
    try {
      // Each time anew: tokens of exec plugins and service accounts expire.
      await this.#kubeConfig.applySecurityAuthentication(context);
    } catch (err) {
      throw new ConnectionError(this.address, err);
    }
    // The library makes a new connection pool for every request; the first one serves all.
    this.#dispatcher ??= context.getDispatcher() as Dispatcher | undefined;
    let answer: Dispatcher.ResponseData;
    try {
      answer = await request(url, {
        method,
        headers: {
          // A log is plain text; kubectl accepts just so.
          accept: 'application/json, */*',
          ...options.headers,
          ...context.getHeaders(),
          ...(options.type === undefined ? {} : { 'content-type': options.type }),
        },
        body: options.body ?? null,
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: options.bodyTimeout,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(this.#dispatcher === undefined ? {} : { dispatcher: this.#dispatcher }),
      });
    } catch (err) {
      throw new ConnectionError(this.address, err);
    }
    if (answer.statusCode < 300) return answer;
    const text = await answer.body.text().catch(() => '');
    throw new ApiError(answer.statusCode, messageOf(text) ?? `HTTP ${answer.statusCode}`, text);
  }
}

function messageOf(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' && message !== '' ? message : undefined;
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
