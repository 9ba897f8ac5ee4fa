import { describe, expect, it } from 'vitest';
import { ApiServer, type InNamespace } from '../../../drills/cluster/api-server.ts';
import { findServiceUrls } from '../../../drills/cluster/service-address.ts';
import { OURS } from '../../../scripts/workload.ts';
import { serveJson } from '../../support/stack/json-server.ts';
import { httpServer, POD } from '../../support/traffic-server.ts';

describe('the address of the Service', () => {
  it('is that of the first node that answers, and each node that answers is named', async () => {
    const { at, port } = await clusterOf({
      'node-1': ['silent.invalid'],
      'node-2': ['127.0.0.1'],
      'node-3': ['localhost', '127.0.0.1'],
    });
    expect(await findServiceUrls(at, new Set([POD]), null)).toMatchObject({
      url: `http://127.0.0.1:${port}`,
      nodes: [
        { node: 'node-2', url: `http://127.0.0.1:${port}` },
        { node: 'node-3', url: `http://localhost:${port}` },
      ],
    });
  });

  it('belongs to no node where --url gave it, or where another program answers', async () => {
    const { at, port } = await clusterOf({ 'node-1': ['127.0.0.1'] });
    const url = `http://127.0.0.1:${port}`;
    expect(await findServiceUrls(at, new Set([POD]), url)).toMatchObject({ url, nodes: [] });
    expect(await findServiceUrls(at, new Set(['another']), null)).toMatchObject({ url: null, nodes: [] });
  });
});

/** An API server that knows these nodes, and one program that listens on this machine. */
async function clusterOf(
  nodes: Readonly<Record<string, readonly string[]>>,
): Promise<{ at: InNamespace; port: number }> {
  const { url } = await httpServer();
  const port = Number(new URL(url).port);
  const items = Object.entries(nodes).map(([name, addresses]) => ({
    metadata: { name },
    status: { addresses: addresses.map((address) => ({ type: 'InternalIP', address })) },
  }));
  const apiServer = await serveJson(({ url: { pathname } }) => {
    if (pathname === '/api/v1/nodes') return { body: { items } };
    return { body: { spec: { clusterIP: '10.96.0.9', ports: [{ port: 80, nodePort: port }] } } };
  });
  return { at: { api: new ApiServer(apiServer), namespace: 'default', workload: OURS }, port };
}
