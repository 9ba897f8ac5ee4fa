import type { FakeLoki } from './fake-loki.ts';
import type { FakePrometheus } from './fake-prometheus.ts';
import { type Asked, FakeProgram, type Said } from './json-server.ts';

interface DataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly url?: string;
  /** Null: nothing answers behind it. */
  to?: FakePrometheus | FakeLoki | null;
}

interface Dashboard {
  readonly dashboard: object;
  readonly folderUid?: string;
  readonly provisioned?: boolean;
}

/**
 * Keeps dashboards and data sources, by its HTTP API too; its data sources ask the other two fakes. It wants
 * a login where it has a password.
 */
export class FakeGrafana extends FakeProgram {
  version = '12.4.11';
  user = 'admin';
  password: string | null = null;
  dashboards: Record<string, Dashboard> = {};
  dataSources: DataSource[] = [];
  /** Before Grafana 8.3: a query by uid is refused, the proxy by number works. */
  asksByNumber = false;
  /** `METHOD /path` of the call that goes wrong. */
  fails: string | null = null;
  /** `METHOD /path` of every call so far that changes something. */
  readonly changes: string[] = [];

  /** A copy of what an install may change. */
  get kept() {
    return structuredClone({ dashboards: this.dashboards, dataSources: this.dataSources });
  }

  addDataSource(type: string, name: string, to: FakePrometheus | FakeLoki | null): void {
    this.dataSources = [...this.dataSources.filter(({ uid }) => uid !== type), { uid: type, name, type, to }];
  }

  answer({ method, url, headers, body }: Asked): Said | null {
    const path = url.pathname;
    const call = `${method} ${path}`;
    if (path === '/api/health') return { body: { database: 'ok', version: this.version } };
    if (call === 'POST /login') {
      if (body.password !== this.password) return refused('Invalid username or password');
      return { headers: { 'set-cookie': 'grafana_session=secret; Path=/; HttpOnly' }, body: {} };
    }
    if (this.password !== null && !this.#isKnown(headers))
      return refused(headers.authorization ? 'Invalid username or password' : 'Unauthorized');
    if (call === 'POST /api/ds/query') {
      if (this.asksByNumber) return { status: 400, body: { message: 'Query missing data source ID' } };
      return this.#query(body);
    }
    if (path === '/api/frontend/settings') {
      const listed = this.dataSources.map(({ uid, name, type }, id) => [name, { id, uid, type }]);
      // Grafana's own, which have no address.
      return {
        body: { datasources: { '-- Grafana --': { type: 'datasource' }, ...Object.fromEntries(listed) } },
      };
    }
    const [, id, api] = /^\/api\/datasources\/proxy\/(\d+)\/(.+)$/.exec(path) ?? [];
    if (api !== undefined) return this.asksByNumber ? this.#proxy(Number(id), api, url.searchParams) : null;
    if (method !== 'GET') this.changes.push(call);
    if (call === this.fails) return { status: 500, body: { message: 'database is locked' } };
    return this.#administer(call, body);
  }

  #administer(call: string, body: Asked['body']): Said | null {
    if (call === 'GET /api/datasources') return { body: this.dataSources };
    if (call === 'POST /api/datasources') {
      const datasource = { ...body, uid: `D${this.dataSources.length + 1}` };
      this.dataSources.push(datasource);
      return { body: { datasource } };
    }
    if (call === 'POST /api/dashboards/db') {
      const { dashboard, folderUid } = body;
      // A number of another Grafana's is one that this one does not have.
      if (dashboard.id !== null) return { status: 404, body: { message: 'dashboard not found' } };
      this.dashboards[dashboard.uid] = {
        dashboard: { ...dashboard, id: 7 },
        ...(folderUid && { folderUid }),
      };
      return { body: {} };
    }
    const [, method, kind, uid = ''] = /^(\w+) \/api\/(datasources|dashboards)\/uid\/(.+)$/.exec(call) ?? [];
    if (method === 'DELETE' && kind === 'datasources') {
      this.dataSources = this.dataSources.filter((one) => one.uid !== uid);
      return { body: {} };
    }
    const found = kind === 'dashboards' ? this.dashboards[uid] : undefined;
    if (found === undefined) return kind ? { status: 404, body: { message: 'Dashboard not found' } } : null;
    const { dashboard, folderUid, provisioned = false } = found;
    if (method === 'DELETE') delete this.dashboards[uid];
    return { body: { dashboard, meta: { provisioned, ...(folderUid && { folderUid }) } } };
  }

  /** By the session that a login opened, or by Basic authentication. */
  #isKnown({ cookie, authorization }: Asked['headers']): boolean {
    const basic = `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
    return cookie === 'grafana_session=secret' || authorization === basic;
  }

  #proxy(id: number, api: string, query: URLSearchParams): Said {
    const { uid, type } = this.dataSources[id] ?? { uid: '', type: '' };
    if (api !== `${type === 'loki' ? 'loki/' : ''}api/v1/query_range`) return { status: 404, body: {} };
    const [from, to] = ['start', 'end'].map((edge) => String(Number(query.get(edge)) * 1000));
    const { body } = this.#query({ queries: [{ datasource: { uid }, expr: query.get('query') }], from, to });
    // oxlint-disable-next-line typescript/no-explicit-any -- what #query has put together
    const { error, frames } = (body as any).results.A;
    if (error) return { status: 502, body: { message: error } };
    return { body: { data: { result: [{ values: frames[0].data.values[0] }] } } };
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as a panel posts it
  #query({ queries: [{ datasource, expr }], from, to }: any): Said {
    const asked = this.dataSources.find(({ uid }) => uid === datasource.uid)?.to ?? null;
    if (asked === null) return { body: { results: { A: { error: 'connect: connection refused' } } } };
    const [, name = '', matchers = ''] = /^(\w*)(\{.*\})$/.exec(expr) ?? [];
    const range = [Number(from), Number(to)] as const;
    const rows =
      'lines' in asked
        ? asked.select(expr, ...range).map(({ epochMs }) => epochMs)
        : asked
            .select(name, matchers, ...range)
            .flatMap(({ samples }) => samples.map(([epochMs]) => epochMs));
    return { body: { results: { A: { status: 200, frames: [{ data: { values: [rows] } }] } } } };
  }
}

function refused(message: string): Said {
  return { status: 401, body: { message } };
}
