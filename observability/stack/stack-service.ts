import type { ApiServer } from '../../drills/cluster/api-server.ts';
import { type Exchange, exchange, type Headers, parseJson, type Query } from '../../drills/cluster/http.ts';

export type StackKind = 'prometheus' | 'loki' | 'grafana';

type Method = 'GET' | 'POST' | 'DELETE';
type Send = (method: Method, path: string, options: SendOptions) => Promise<Exchange>;

interface SendOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Headers;
}

export interface StackServiceName {
  readonly kind: StackKind;
  /** `service monitoring/prometheus:9090`, or the address of the flag. */
  readonly where: string;
  /** Null for an address of a flag. */
  readonly namespace: string | null;
  readonly name: string | null;
}

/** A program of a monitoring stack, through the API server's service proxy or at an address. */
export class StackService implements StackServiceName {
  readonly kind: StackKind;
  readonly where: string;
  readonly namespace: string | null;
  readonly name: string | null;
  /** Null until the program has answered. */
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
      exchange(method, base + path, options),
    );
  }

  get isBehindApiServer(): boolean {
    return this.namespace !== null;
  }

  get<T>(path: string, query: Query = {}, headers: Headers = {}): Promise<T> {
    return this.exchange('GET', path, { query, headers }).then(({ text }) => parseJson<T>(text));
  }

  post<T>(path: string, body: unknown, headers: Headers = {}): Promise<T> {
    return this.exchange('POST', path, { body, headers }).then(({ text }) => parseJson<T>(text));
  }

  /** @throws {ApiError} for status 300 and above @throws {ConnectionError} without an answer */
  exchange(method: Method, path: string, options: SendOptions = {}): Promise<Exchange> {
    return this.#send(method, path, options);
  }
}
