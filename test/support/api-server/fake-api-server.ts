/**
 * An API server that is real enough for kubectl: discovery, lists, objects, strict field validation, and
 * changes that are kept. The documentation's kubectl lines are typed against it, so that a wrong word, flag
 * or name is noticed.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintsAbout } from '../../k8s/api-schema.ts';
import type { Manifest } from '../../k8s/manifests.ts';
import { apiVersionOf, discover, MONITORING, RESOURCES, type Resource } from './discovery.ts';
import { type ApiObject, Refused, StoredObjects } from './object-store.ts';
import { workload } from './workload.ts';

const DELETED = { kind: 'Status', apiVersion: 'v1', status: 'Success' };

export class StandInCluster {
  readonly #server: Server;
  readonly stored = new StoredObjects();
  /** A kind whose changes are forbidden: what stands before it in a file is there by then. */
  refuses: string | null = null;
  readonly #folder = mkdtempSync(join(tmpdir(), 'stand-in-'));

  /** Empty, or with the workload of k8s/ at rest after an update. */
  static async start(contents: 'empty' | 'workload'): Promise<StandInCluster> {
    const cluster = new StandInCluster();
    if (contents === 'workload') for (const object of workload()) cluster.stored.seed(object);
    await new Promise<void>((resolve) => cluster.#server.listen(0, '127.0.0.1', resolve));
    writeFileSync(cluster.kubeConfig, cluster.#kubeConfigText());
    return cluster;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((err) => refuse(response, err));
    });
  }

  get kubeConfig(): string {
    return join(this.#folder, 'config');
  }

  /** As `Kind/name`. */
  get objects(): string[] {
    return this.stored.names;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #kubeConfigText(): string {
    const { port } = this.#server.address() as AddressInfo;
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'stand-in',
      contexts: [{ name: 'stand-in', context: { cluster: 'stand-in', user: 'reader' } }],
      clusters: [{ name: 'stand-in', cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: 'reader', user: {} }],
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const body = await readBody(request);
    const discovered = discover(url.pathname);
    if (discovered) return send(response, 200, discovered);
    const path =
      /^\/(?:api|apis\/[^/]+)\/[^/]+(?:\/namespaces\/[^/]+)?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
        url.pathname,
      );
    const resource = RESOURCES.find(({ name }) => name === path?.[1]);
    if (!path || !resource) throw new Refused(404, 'NotFound', `${url.pathname} not found`);
    const method = request.method ?? 'GET';
    if (method !== 'GET' && resource.kind === this.refuses)
      throw new Refused(403, 'Forbidden', `${resource.name} is forbidden: the reader may not change it`);
    const [, , name, subresource] = path;
    if (name === undefined && method !== 'POST') return this.#list(resource, url, response);
    const isDryRun = url.searchParams.has('dryRun');
    const type = request.headers['content-type'] ?? '';
    const change = { kind: resource.kind, name: name ?? '', method, type, body, isDryRun };
    if (subresource === 'log') return void response.end('the log of a pod\n');
    if (subresource === 'scale') return send(response, 200, this.#scale(change));
    send(response, method === 'POST' ? 201 : 200, this.#change(change));
  }

  #change({ kind, name, method, type, body, isDryRun }: Change): ApiObject {
    if (method === 'GET') return this.stored.get(kind, name);
    if (method === 'DELETE') {
      this.stored.delete(kind, name);
      return DELETED;
    }
    if (method === 'POST') return this.stored.create(checked(body), isDryRun);
    if (method === 'PUT') return this.stored.replace(checked(body), isDryRun);
    checked(this.stored.patch(kind, name, type, body, true));
    return this.stored.patch(kind, name, type, body, isDryRun);
  }

  #scale({ kind, name, method, body, isDryRun }: Change): ApiObject {
    if (method === 'GET') return scaleOf(this.stored.get(kind, name));
    return scaleOf(this.stored.scale(kind, name, body.spec.replicas, isDryRun));
  }

  #list(resource: Resource, url: URL, response: ServerResponse): void {
    const items = this.stored.list(resource.kind).filter((object) => isSelected(object, url));
    if (url.searchParams.get('watch') === 'true') {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (const object of items) response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
      return;
    }
    const apiVersion = apiVersionOf(resource);
    const metadata = { resourceVersion: '1' };
    send(response, 200, { kind: `${resource.kind}List`, apiVersion, metadata, items });
  }
}

interface Change {
  readonly kind: string;
  readonly name: string;
  readonly method: string;
  readonly type: string;
  readonly body: ApiObject;
  readonly isDryRun: boolean;
}

function checked(object: ApiObject): ApiObject {
  const isKnown = !String(object.apiVersion).startsWith(MONITORING);
  const complaints = isKnown ? complaintsAbout(object as Manifest) : [];
  if (complaints.length > 0) throw new Refused(400, 'BadRequest', complaints.join('; '));
  return object;
}

function isSelected({ metadata }: ApiObject, { searchParams }: URL): boolean {
  const labels = (searchParams.get('labelSelector') ?? '').split(',').filter(Boolean);
  const isLabelled = labels.every(
    (pair) => metadata.labels?.[pair.split('=')[0] ?? ''] === pair.split('=').at(-1),
  );
  const name = /metadata\.name=([^,]+)/.exec(searchParams.get('fieldSelector') ?? '')?.[1];
  return isLabelled && (name === undefined || name === metadata.name);
}

function scaleOf({ metadata, spec, status }: ApiObject): object {
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata,
    spec: { replicas: spec.replicas },
    status: { replicas: status?.replicas ?? 0 },
  };
}

async function readBody(request: IncomingMessage): Promise<ApiObject> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, err: unknown): void {
  const { code, reason } = err instanceof Refused ? err : { code: 500, reason: 'InternalError' };
  const message = err instanceof Error ? err.message : String(err);
  send(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
