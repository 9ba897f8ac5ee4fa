import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { listenOnLoopback } from '../listen.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { apiVersionOf, discover, type Resource, RESOURCES } from './discovery.ts';
import { type ApiObject, type ObjectStore, Refused } from './object-store.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The media type of the body. */
  readonly type: string;
  readonly body: ApiObject;
  readonly resource: Resource;
  /** Empty for a list and for a creation. */
  readonly name: string;
  /** With the rest of the path, as in `proxy/info`. */
  readonly subresource: string;
  readonly isDryRun: boolean;
}

const DELETED = { kind: 'Status', apiVersion: 'v1', status: 'Success' };

/** Serves a store over HTTP: discovery, lists, watches, changes, refusals, access reviews. */
export class FakeApiServer<Store extends ObjectStore> {
  readonly store: Store;
  readonly requests: { method: string; path: string; body: unknown }[] = [];
  readonly watchVersions: { kind: string; version: number }[] = [];
  /** `verb resource` that the access review denies, e.g. `patch nodes`. */
  denied: readonly string[] = [];
  readonly #context: string;
  readonly #server: Server;
  readonly #watches = new Set<ServerResponse>();
  readonly #folder = temporaryFolder();
  #oldestVersion = 0;

  /** @param context its name in the kubeconfig */
  constructor(store: Store, context: string) {
    this.store = store;
    this.#context = context;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((err) => {
        if (response.headersSent) response.destroy();
        else refuse(response, err);
      });
    });
  }

  async listen(): Promise<void> {
    await listenOnLoopback(this.#server);
    writeFileSync(this.kubeConfigFile, this.#kubeConfig());
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get kubeConfigFile(): string {
    return join(this.#folder, 'config');
  }

  get openWatches(): number {
    return this.#watches.size;
  }

  /** As a restart of the API server does. */
  breakWatches(): void {
    for (const watch of this.#watches) watch.destroy();
  }

  endWatches(): void {
    for (const watch of this.#watches) watch.end();
  }

  /** As a compaction of etcd does: older watches get 410. */
  forgetHistory(): void {
    this.#oldestVersion = Math.max(...RESOURCES.map(({ kind }) => this.store.version(kind)));
  }

  bookmark(kind: string, version: number): void {
    const object = { kind, metadata: { resourceVersion: String(version) } };
    for (const watch of this.#watches) watch.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  }

  /** Runs before the request is answered; throws to refuse it. */
  protected async receive(_method: string, _path: string, _body: ApiObject): Promise<void> {}

  /** Answers a path that belongs to no object. @returns whether it did */
  protected answerPath(url: URL, body: ApiObject, response: ServerResponse): boolean {
    const discovered = discover(url.pathname);
    if (discovered) send(response, 200, discovered);
    if (!url.pathname.endsWith('/selfsubjectaccessreviews')) return discovered !== null;
    const { verb, resource, subresource } = body.spec.resourceAttributes;
    const words = `${verb} ${resource}${subresource ? `/${subresource}` : ''}`;
    send(response, 201, { ...body, status: { allowed: !this.denied.includes(words) } });
    return true;
  }

  /** Answers a request for a subresource. @returns whether it did */
  protected answerAsked(_asked: Asked, _response: ServerResponse): boolean {
    return false;
  }

  protected list(kind: string): ApiObject[] {
    return this.store.list(kind);
  }

  protected change({ method, resource: { kind }, name, type, body, isDryRun }: Asked): ApiObject {
    if (method === 'GET') return this.store.get(kind, name);
    if (method === 'POST') return this.store.create(body, isDryRun);
    if (method === 'PUT') return this.store.replace(body, isDryRun);
    if (method === 'PATCH') return this.store.patch(kind, name, type, body, isDryRun);
    if (!isDryRun) this.store.delete(kind, name);
    return DELETED;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://api');
    const { method = 'GET' } = request;
    const body = await readBody(request);
    this.requests.push({ method, path: url.pathname, body });
    await this.receive(method, url.pathname, body);
    if (this.answerPath(url, body, response)) return;
    const [, plural, name = '', subresource = ''] =
      /^\/(?:api|apis\/[^/]+)\/v[^/]+(?:\/namespaces\/[^/]+)?\/([^/]+)(?:\/([^/]+))?(?:\/(.*))?$/.exec(
        url.pathname,
      ) ?? [];
    const resource = RESOURCES.find((one) => one.name === plural);
    if (!resource) throw new Refused(404, 'NotFound', 'the server could not find the requested resource');
    const type = request.headers['content-type'] ?? '';
    const isDryRun = url.searchParams.has('dryRun');
    const given = { method, path: url.pathname, query: url.searchParams, type, body };
    const asked: Asked = { ...given, resource, name, subresource, isDryRun };
    if (this.answerAsked(asked, response)) return;
    if (name !== '' || method === 'POST')
      return send(response, method === 'POST' ? 201 : 200, this.change(asked));
    if (url.searchParams.get('watch') === 'true') return this.#watch(asked, response);
    this.#list(asked, response);
  }

  #list({ resource, query }: Asked, response: ServerResponse): void {
    const { kind } = resource;
    const metadata = { resourceVersion: String(this.store.version(kind)) };
    const items = this.list(kind)
      .filter((object) => isSelected(object, query))
      .map(({ apiVersion: _, kind: __, ...item }) => item);
    send(response, 200, { kind: `${kind}List`, apiVersion: apiVersionOf(resource), metadata, items });
  }

  #watch({ resource: { kind }, query }: Asked, response: ServerResponse): void {
    const since = Number(query.get('resourceVersion'));
    this.watchVersions.push({ kind, version: since });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (since < this.#oldestVersion && since < this.store.version(kind)) {
      const object = { kind: 'Status', code: 410, message: 'too old resource version', reason: 'Expired' };
      return void response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
    }
    const tell = ({ type, object }: Pick<ClusterChange, 'type' | 'object'>) => {
      if (object.kind !== kind || !isSelected(object, query)) return;
      response.write(`${JSON.stringify({ type, object })}\n`);
    };
    // A watch without a version begins with the objects that exist.
    if (since === 0) for (const object of this.list(kind)) tell({ type: 'ADDED', object });
    else for (const change of this.store.since(kind, since)) tell(change);
    const stop = this.store.listen(tell);
    this.#watches.add(response);
    response.on('close', () => {
      stop();
      this.#watches.delete(response);
    });
  }

  #kubeConfig(): string {
    const name = this.#context;
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      contexts: [{ name, context: { cluster: name, user: name } }],
      clusters: [{ name, cluster: { server: this.address } }],
      users: [{ name, user: {} }],
    });
  }
}

export function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, err: unknown): void {
  const { code, reason } = err instanceof Refused ? err : { code: 500, reason: 'InternalError' };
  const message = err instanceof Error ? err.message : String(err);
  send(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message });
}

function isSelected({ metadata }: ApiObject, query: URLSearchParams): boolean {
  // A comma between parentheses separates values.
  const requirements = (query.get('labelSelector') ?? '').split(/,(?![^(]*\))/).filter(Boolean);
  const isLabelled = requirements.every((requirement) => {
    const { labels = {} } = metadata;
    const [, name = '', operator, list = ''] = /^(\S+) (in|notin) \((.*)\)$/.exec(requirement) ?? [];
    if (operator !== undefined) return list.split(',').includes(labels[name]) === (operator === 'in');
    if (requirement.startsWith('!')) return labels[requirement.slice(1)] === undefined;
    const [label = '', value] = requirement.split(/==?/);
    return value === undefined ? label in labels : labels[label] === value;
  });
  const name = /metadata\.name=([^,]+)/.exec(query.get('fieldSelector') ?? '')?.[1];
  return isLabelled && (name === undefined || name === metadata.name);
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
