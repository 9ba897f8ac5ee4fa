/** A Grafana that keeps what it is told, as far as `monitoring -- install` talks to it. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestEnd } from '../support/test-end.ts';

export interface GrafanaWorld {
  version: string;
  dataSources: { uid: string; name: string; type: string; url: string }[];
  dashboards: Record<string, { dashboard: object; folderUid?: string; provisioned?: boolean }>;
  user: string;
  password: string;
  /** `METHOD /path` of the call that goes wrong. */
  fails: string | null;
  changes: string[];
}

export function freshGrafana(): GrafanaWorld {
  return {
    version: '9.5.2',
    dataSources: [{ uid: 'P1', name: 'prometheus', type: 'prometheus', url: 'http://prometheus-k8s:9090' }],
    dashboards: {},
    user: 'admin',
    password: 'admin',
    fails: null,
    changes: [],
  };
}

export async function serve(world: GrafanaWorld): Promise<string> {
  const server = createServer(async (request, response) => {
    const [status, body] = answer(world, request, await read(request));
    response.statusCode = status;
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestEnd(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// oxlint-disable-next-line typescript/no-explicit-any -- what a request brings
function answer(world: GrafanaWorld, request: IncomingMessage, body: any): [status: number, body: object] {
  const { method = 'GET', url = '/' } = request;
  const call = `${method} ${url}`;
  if (call === 'GET /api/health') return [200, { database: 'ok', version: world.version }];
  const expected = `Basic ${Buffer.from(`${world.user}:${world.password}`).toString('base64')}`;
  if (request.headers.authorization !== expected) return [401, { message: 'Invalid username or password' }];
  if (method !== 'GET') world.changes.push(call);
  if (call === world.fails) return [500, { message: 'database is locked' }];
  if (call === 'GET /api/datasources') return [200, world.dataSources];
  if (call === 'POST /api/datasources') {
    const datasource = { ...body, uid: `D${world.dataSources.length + 1}` };
    world.dataSources.push(datasource);
    return [200, { datasource }];
  }
  const source = /^DELETE \/api\/datasources\/uid\/(.+)$/.exec(call)?.[1];
  if (source) {
    world.dataSources = world.dataSources.filter(({ uid }) => uid !== source);
    return [200, {}];
  }
  if (call === 'POST /api/dashboards/db') {
    // A number of another Grafana's is one that this one does not have.
    if (body.dashboard.id !== null) return [404, { message: 'dashboard not found' }];
    world.dashboards[body.dashboard.uid] = {
      dashboard: { ...body.dashboard, id: 7 },
      ...(body.folderUid && { folderUid: body.folderUid }),
    };
    return [200, {}];
  }
  const uid = /^\w+ \/api\/dashboards\/uid\/(.+)$/.exec(call)?.[1] ?? '';
  const found = world.dashboards[uid];
  if (!found) return [404, { message: 'Dashboard not found' }];
  if (method === 'DELETE') {
    delete world.dashboards[uid];
    return [200, {}];
  }
  const { dashboard, folderUid, provisioned = false } = found;
  return [200, { dashboard, meta: { provisioned, ...(folderUid && { folderUid }) } }];
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text ? JSON.parse(text) : null;
}
