import type { FakeLoki } from './fake-loki.ts';
import type { FakePrometheus } from './fake-prometheus.ts';
import { type Asked, FakeProgram, type Said } from './json-server.ts';

/**
 * Dashboards by uid and data sources that ask the other two fakes; with a login where it has a password.
 */
export class FakeGrafana extends FakeProgram {
  readonly dashboards = new Map<string, string>();
  readonly dataSources = new Map<
    string,
    { readonly name: string; readonly to: FakePrometheus | FakeLoki | null }
  >();
  password: string | null = null;
  /** As it was before 8.3: a query by uid is refused, the proxy by number is there. */
  asksByNumber = false;
  answer({ method, url, headers, body }: Asked): Said | null {
    const path = url.pathname;
    if (path === '/api/health') return { body: { database: 'ok', version: '12.4.11' } };
    if (path === '/login' && method === 'POST') {
      if (body.password !== this.password)
        return { status: 401, body: { message: 'Invalid username or password' } };
      return { headers: { 'set-cookie': 'grafana_session=secret; Path=/; HttpOnly' }, body: {} };
    }
    if (this.password !== null && !this.#isKnown(headers)) {
      const message = headers.authorization ? 'Invalid username or password' : 'Unauthorized';
      return { status: 401, body: { message } };
    }
    const uid = /^\/api\/dashboards\/uid\/(.+)$/.exec(path)?.[1];
    if (uid !== undefined) {
      const title = this.dashboards.get(uid);
      return title === undefined
        ? { status: 404, body: { message: 'Dashboard not found' } }
        : { body: { dashboard: { uid, title }, meta: {} } };
    }
    if (path === '/api/frontend/settings') {
      const listed = [...this.dataSources].map(([type, { name }], id) => [name, { id, uid: type, type }]);
      // Grafana's own, which have no address.
      return {
        body: { datasources: { '-- Grafana --': { type: 'datasource' }, ...Object.fromEntries(listed) } },
      };
    }
    if (path === '/api/ds/query' && method === 'POST') {
      if (this.asksByNumber) return { status: 400, body: { message: 'Query missing data source ID' } };
      return this.#query(body);
    }
    const [, id, api] = /^\/api\/datasources\/proxy\/(\d+)\/(.+)$/.exec(path) ?? [];
    if (api !== undefined && this.asksByNumber) return this.#proxy(Number(id), api, url.searchParams);
    return null;
  }

  /** By the session that a login opened, or by Basic authentication. */
  #isKnown({ cookie, authorization }: Asked['headers']): boolean {
    const basic = `Basic ${Buffer.from(`admin:${this.password}`).toString('base64')}`;
    return cookie === 'grafana_session=secret' || authorization === basic;
  }

  #proxy(id: number, api: string, query: URLSearchParams): Said {
    const type = [...this.dataSources.keys()][id] ?? '';
    if (api !== `${type === 'loki' ? 'loki/' : ''}api/v1/query_range`) return { status: 404, body: {} };
    const [from, to] = ['start', 'end'].map((edge) => String(Number(query.get(edge)) * 1000));
    const { body } = this.#query({
      queries: [{ datasource: { uid: type }, expr: query.get('query') }],
      from,
      to,
    });
    // oxlint-disable-next-line typescript/no-explicit-any -- what #query has put together
    const { error, frames } = (body as any).results.A;
    if (error) return { status: 502, body: { message: error } };
    return { body: { data: { result: [{ values: frames[0].data.values[0] }] } } };
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as a panel posts it
  #query({ queries: [{ datasource, expr }], from, to }: any): Said {
    const to_ = this.dataSources.get(datasource.uid)?.to ?? null;
    if (to_ === null) return { body: { results: { A: { error: 'connect: connection refused' } } } };
    const [, name = '', matchers = ''] = /^(\w*)(\{.*\})$/.exec(expr) ?? [];
    const range = [Number(from), Number(to)] as const;
    const rows =
      'lines' in to_
        ? to_.select(expr, ...range).map(({ epochMs }) => epochMs)
        : to_.select(name, matchers, ...range).flatMap(({ samples }) => samples.map(([epochMs]) => epochMs));
    return { body: { results: { A: { status: 200, frames: [{ data: { values: [rows] } }] } } } };
  }
}
