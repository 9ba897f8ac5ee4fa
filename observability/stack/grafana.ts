import { ApiError } from '../../drills/cluster/http.ts';
import type { StackService } from './stack-service.ts';

/** Empty for a Grafana that shows dashboards without a login. */
export interface GrafanaCredentials {
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

export type DataSource = { readonly name: string; readonly uid: string; readonly type: string };
export type ListedDataSource = DataSource & { readonly id?: number | undefined };

export interface StoredDashboard {
  readonly dashboard: { readonly uid: string; readonly title: string; readonly id?: number | null };
  readonly meta: { readonly provisioned?: boolean; readonly folderUid?: string };
}

/** Grafana's HTTP API: reads as a Viewer, changes as an administrator. */
export class Grafana {
  readonly service: StackService;
  readonly #credentials: GrafanaCredentials;
  #headers: Readonly<Record<string, string>> | undefined;

  constructor(service: StackService, credentials: GrafanaCredentials) {
    this.service = service;
    this.#credentials = credentials;
  }

  async version(): Promise<string> {
    return (await this.service.get<{ version?: string }>('/api/health')).version ?? 'unknown';
  }

  /** Null: Grafana has no dashboard of this uid. */
  async dashboard(uid: string): Promise<StoredDashboard | null> {
    try {
      return await this.#get<StoredDashboard>(`/api/dashboards/uid/${uid}`);
    } catch (err) {
      if (err instanceof ApiError && err.status === 404) return null;
      throw err;
    }
  }

  async putDashboard(dashboard: object, folderUid?: string): Promise<void> {
    // An `id` belongs to one Grafana. Another Grafana refuses a dashboard with it.
    const body = { dashboard: { ...dashboard, id: null }, overwrite: true, message: 'app-1-2-2-1' };
    await this.#post('/api/dashboards/db', folderUid ? { ...body, folderUid } : body);
  }

  async removeDashboard(uid: string): Promise<void> {
    await this.#delete(`/api/dashboards/uid/${uid}`);
  }

  /** Only an administrator may read this list. */
  dataSourcesForAdmins(): Promise<DataSource[]> {
    return this.#get('/api/datasources');
  }

  async addDataSource(source: { name: string; type: string; url: string }): Promise<DataSource> {
    const body = { ...source, access: 'proxy' };
    return (await this.#post<{ datasource: DataSource }>('/api/datasources', body)).datasource;
  }

  async removeDataSource(uid: string): Promise<void> {
    await this.#delete(`/api/datasources/uid/${uid}`);
  }

  /** The data sources that a Viewer may read. */
  async dataSources(): Promise<ListedDataSource[]> {
    const { datasources } = await this.#get<{ datasources: Record<string, Partial<ListedDataSource>> }>(
      '/api/frontend/settings',
    );
    return Object.entries(datasources).flatMap(([name, { uid, type, id }]) =>
      uid === undefined || type === undefined ? [] : [{ name, uid, type, id }],
    );
  }

  /** The number of rows for the query of a panel. @throws {ApiError} of Grafana, or of the data source */
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

  /** Before Grafana 8.3 a query names its data source by number, and the answer has another form. */
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

  async #delete(path: string): Promise<void> {
    await this.service.exchange('DELETE', path, { headers: await this.#login() });
  }

  async #login(): Promise<Readonly<Record<string, string>>> {
    this.#headers ??= await this.#loginHeaders();
    return this.#headers;
  }

  /** The API server's proxy uses `Authorization` itself, and forwards a cookie. */
  async #loginHeaders(): Promise<Readonly<Record<string, string>>> {
    const { token, user, password } = this.#credentials;
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    if (user === undefined || password === undefined) return {};
    if (!this.service.isBehindApiServer)
      return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
    const { headers } = await this.service.exchange('POST', '/login', { body: { user, password } });
    const cookies = [headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]);
    return { cookie: cookies.join('; ') };
  }
}

interface QueryResult {
  readonly error?: string;
  readonly frames?: readonly { readonly data?: { readonly values?: readonly (readonly unknown[])[] } }[];
}
