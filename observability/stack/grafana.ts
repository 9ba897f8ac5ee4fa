import { ApiError } from '../../drills/cluster/api-server.ts';
import type { StackService } from './stack-service.ts';

/** Where looking needs no login, none. */
export interface GrafanaCredentials {
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

export type DataSource = { readonly name: string; readonly uid: string; readonly type: string };
export type ListedDataSource = DataSource & { readonly id?: number | undefined };

/** Looks at a Grafana as its reader does, by way of the HTTP API. */
export class Grafana {
  readonly service: StackService;
  readonly #credentials: GrafanaCredentials;
  #headers: Readonly<Record<string, string>> | undefined;

  constructor(service: StackService, credentials: GrafanaCredentials) {
    this.service = service;
    this.#credentials = credentials;
  }

  /** Null where there is none of this name. */
  async dashboardTitle(uid: string): Promise<string | null> {
    try {
      const { dashboard } = await this.#get<{ dashboard: { title: string } }>(`/api/dashboards/uid/${uid}`);
      return dashboard.title;
    } catch (err) {
      if (err instanceof ApiError && err.status === 404) return null;
      throw err;
    }
  }

  /** What a Viewer may read; the list of `/api/datasources` is for administrators. */
  async dataSources(): Promise<ListedDataSource[]> {
    const { datasources } = await this.#get<{ datasources: Record<string, Partial<ListedDataSource>> }>(
      '/api/frontend/settings',
    );
    return Object.entries(datasources).flatMap(([name, { uid, type, id }]) =>
      uid === undefined || type === undefined ? [] : [{ name, uid, type, id }],
    );
  }

  /** As a panel asks. How many rows came; @throws what Grafana or the data source complains about */
  async query(source: ListedDataSource, expr: string, fromMs: number, toMs: number): Promise<number> {
    try {
      return await this.#queryByUid(source, expr, fromMs, toMs);
    } catch (err) {
      const isBeforeUids = err instanceof ApiError && /missing data source id/i.test(err.message);
      if (!isBeforeUids || source.id === undefined) throw err;
      return this.#queryById(source.type, source.id, expr, fromMs, toMs);
    }
  }

  async #queryByUid({ uid, type }: DataSource, expr: string, fromMs: number, toMs: number): Promise<number> {
    const query = {
      refId: 'A',
      datasource: { uid, type },
      expr,
      queryType: 'range',
      range: true,
      maxLines: 10,
    };
    const { results } = await this.#post<{ results: Record<string, QueryResult> }>('/api/ds/query', {
      queries: [{ ...query, intervalMs: 5000, maxDataPoints: 500 }],
      from: String(Math.round(fromMs)),
      to: String(Math.round(toMs)),
    });
    const { error, frames = [] } = results.A ?? {};
    if (error !== undefined && error !== '') throw new ApiError(200, error, '');
    return frames.reduce((rows, { data }) => rows + (data?.values?.[0]?.length ?? 0), 0);
  }

  /** Before 8.3, where a query names its data source by number and answers in a form of its own. */
  async #queryById(type: string, id: number, expr: string, fromMs: number, toMs: number): Promise<number> {
    const path = type === 'loki' ? 'loki/api/v1/query_range' : 'api/v1/query_range';
    const { data } = await this.#get<{ data: { result: { values: unknown[] }[] } }>(
      `/api/datasources/proxy/${id}/${path}`,
      { query: expr, start: String(fromMs / 1000), end: String(toMs / 1000), step: '5', limit: '10' },
    );
    return data.result.reduce((rows, { values }) => rows + values.length, 0);
  }

  async #get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    return this.service.get<T>(path, query, await this.#login());
  }

  async #post<T>(path: string, body: unknown): Promise<T> {
    return this.service.post<T>(path, body, await this.#login());
  }

  async #login(): Promise<Readonly<Record<string, string>>> {
    this.#headers ??= await this.#loginHeaders();
    return this.#headers;
  }

  /**
   * Behind the API server's proxy `Authorization` is the API server's own and goes no further; a cookie does.
   */
  async #loginHeaders(): Promise<Readonly<Record<string, string>>> {
    const { token, user, password } = this.#credentials;
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    if (user === undefined || password === undefined) return {};
    const { headers } = await this.service.exchange('POST', '/login', { body: { user, password } });
    const cookies = [headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]);
    return { cookie: cookies.join('; ') };
  }
}

interface QueryResult {
  readonly error?: string;
  readonly frames?: readonly { readonly data?: { readonly values?: readonly (readonly unknown[])[] } }[];
}
