import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../../../drills/cluster/api-server.ts';
import type { Connection } from '../../../drills/cluster/connection.ts';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { OURS, type Workload } from '../../../drills/workload.ts';
import { mergeStrategically } from '../api-server/strategic-merge.ts';
import type { RecordingName } from '../timelines/recording.ts';
import { ReplayApp, type ReplayAppOptions } from './replay-app.ts';
import { ReplayStore } from './replay-store.ts';
import { type ForeignClient, TrafficPods } from './traffic-pods.ts';

type ApiObject = ClusterChange['object'];

export interface ReplayOptions {
  readonly recording: RecordingName;
  readonly speed?: number;
  /** Another Deployment than ours, of the same name as its Service. */
  readonly workload?: Workload;
  readonly app?: ReplayAppOptions;
  readonly alter?: (change: ClusterChange) => ClusterChange | null;
  /** `verb resource` that the access review denies, e.g. `patch nodes`. */
  readonly denied?: readonly string[];
  /** Nodes do not answer at the NodePort. */
  readonly withoutNodePort?: boolean;
  readonly images?: readonly string[];
  readonly withoutService?: boolean;
  /** A traffic pod whose client is not ours. */
  readonly trafficPod?: ForeignClient;
  /** Why the node does not resize a pod; it does by default. */
  readonly deferred?: string;
  /** As before Kubernetes 1.33. */
  readonly withoutResize?: boolean;
  readonly metrics?: 'missing' | 'broken' | 'empty';
  /** prometheus-adapter in place of metrics-server. */
  readonly metricsAdapter?: true;
  readonly serviceSelector?: Readonly<Record<string, string>>;
  readonly kubeProxyMode?: string;
  /** How far the clocks of the nodes are ahead of the API server's. */
  readonly nodesAheadMs?: number;
}

export interface Intercepted {
  readonly status: number;
  readonly message: string;
}

/** Null lets the request pass. */
export type Interceptor = (method: string, path: string, body: unknown) => Intercepted | null;

const KINDS: Readonly<Record<string, string>> = {
  services: 'Service',
  pods: 'Pod',
  deployments: 'Deployment',
  replicasets: 'ReplicaSet',
  endpointslices: 'EndpointSlice',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler',
  events: 'Event',
  nodes: 'Node',
  poddisruptionbudgets: 'PodDisruptionBudget',
};

/**
 * Speaks the part of the Kubernetes API that drills use, over a recorded cluster; lists, watches, patches,
 * evictions, logs.
 */
export class ReplayServer {
  readonly store: ReplayStore;
  readonly app: ReplayApp;
  readonly trafficPods: TrafficPods;
  readonly watchVersions: { kind: string; version: number }[] = [];
  readonly requests: { method: string; path: string; body: unknown }[] = [];
  interceptor: Interceptor = () => null;
  delayMs: (path: string) => number = () => 0;
  readonly #options: ReplayOptions;
  readonly #server: Server;
  readonly #watches = new Set<ServerResponse>();
  #oldestVersion = 0;
  #directory = '';

  static async start(options: ReplayOptions): Promise<ReplayServer> {
    const server = new ReplayServer(options);
    await server.app.listen();
    if (!options.withoutService) server.store.put('ADDED', server.#service());
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.#directory = mkdtempSync(join(tmpdir(), 'replay-'));
    writeFileSync(server.kubeConfigFile, server.#kubeConfig());
    return server;
  }

  private constructor(options: ReplayOptions) {
    this.#options = options;
    this.store = new ReplayStore(options.recording, options.speed ?? 20, options.alter, options.workload);
    this.app = new ReplayApp(this.store, options.app ?? {});
    this.trafficPods = new TrafficPods(() => this.app.port, options.trafficPod);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((err) => {
        if (!response.headersSent) fail(response, 500, String(err));
        else response.destroy();
      });
    });
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get kubeConfigFile(): string {
    return join(this.#directory, 'config');
  }

  /** Without kubectl in between. */
  connect({
    namespace = 'default',
    workload = this.#options.workload ?? OURS,
  }: {
    namespace?: string | undefined;
    workload?: Workload;
  } = {}): Connection {
    return { api: new ApiServer(this.address), namespace, workload, context: 'replayed' };
  }

  get openWatches(): number {
    return this.#watches.size;
  }

  /** As when an API server restarts. */
  breakWatches(): void {
    for (const watch of this.#watches) watch.destroy();
  }

  endWatches(): void {
    for (const watch of this.#watches) watch.end();
  }

  /** As when etcd was compacted: watches from before are told 410. */
  forgetHistory(): void {
    this.#oldestVersion = Math.max(...Object.values(KINDS).map((kind) => this.store.version(kind)));
  }

  bookmark(kind: string, version: number): void {
    for (const watch of this.#watches)
      watch.write(
        `${JSON.stringify({ type: 'BOOKMARK', object: { kind, metadata: { resourceVersion: String(version) } } })}\n`,
      );
  }

  async close(): Promise<void> {
    this.store.close();
    this.app.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://api');
    const text = await readText(request);
    const body: unknown = text === '' ? null : JSON.parse(text);
    const method = request.method ?? 'GET';
    this.requests.push({ method, path: url.pathname, body });
    await sleep(this.delayMs(url.pathname));
    const intercepted = this.interceptor(method, url.pathname, body);
    if (intercepted !== null) return fail(response, intercepted.status, intercepted.message);
    if (url.pathname === '/version') return answer(response, { gitVersion: 'v1.34.0-replayed' });
    if (url.pathname === '/api/v1') {
      const names = this.#options.withoutResize ? ['pods'] : ['pods', 'pods/resize'];
      return answer(response, { resources: names.map((name) => ({ name })) });
    }
    if (url.pathname.endsWith('/selfsubjectaccessreviews')) return this.#review(body, response);
    if (url.pathname.startsWith('/apis/metrics.k8s.io/')) return this.#metrics(response);
    if (url.pathname.endsWith('/apiservices/v1beta1.metrics.k8s.io'))
      return answer(response, { spec: { service: { name: 'prometheus-adapter' } } });
    if (url.pathname.endsWith('/leases')) return this.#leases(response);
    if (url.pathname.endsWith('/configmaps/kube-proxy')) return this.#kubeProxy(response);
    const parts =
      /^\/(?:api|apis\/[^/]+)\/v[^/]+(?:\/namespaces\/[^/]+)?\/([^/]+)(?:\/([^/]+))?(\/.*)?$/.exec(
        url.pathname,
      );
    const [, resource = '', name, subresource = ''] = parts ?? [];
    if (subresource.startsWith('/proxy/')) {
      const pod = (name ?? '').split(':')[0] ?? '';
      if (this.store.get('Pod', pod) === undefined) return fail(response, 404, `pods "${pod}" not found`);
      return this.app.answer(method, subresource.slice('/proxy'.length) + url.search, pod, response);
    }
    if (resource === 'pods' && method === 'POST' && name === undefined)
      return answer(response, this.trafficPods.create(body as ApiObject));
    if (resource === 'pods' && name !== undefined && this.trafficPods.has(name)) {
      return this.trafficPods.serve(name, method, subresource, url.searchParams, response);
    }
    if (resource === 'pods' && method === 'GET' && subresource === '/log')
      return this.#followLog(name ?? '', url.searchParams, response);
    const kind = KINDS[resource];
    if (kind === undefined) return fail(response, 404, 'the server could not find the requested resource');
    if (method === 'GET' && name !== undefined) return this.#one(kind, name, response);
    if (method === 'GET' && url.searchParams.get('watch') === 'true')
      return this.#watch(kind, url.searchParams, response);
    if (method === 'GET') return this.#list(kind, url.searchParams, response);
    const isDryRun = url.searchParams.get('dryRun') === 'All';
    const fieldManager = url.searchParams.get('fieldManager');
    return this.#change(method, kind, name ?? '', subresource, body, response, isDryRun, fieldManager);
  }

  /** That of a pod that goes: it ends with the pod. */
  #followLog(pod: string, query: URLSearchParams, response: ServerResponse) {
    if (this.store.get('Pod', pod) === undefined) return fail(response, 404, `pods "${pod}" not found`);
    response.writeHead(200, { 'content-type': 'text/plain' });
    if (query.get('follow') !== 'true') return void response.end();
    response.flushHeaders();
    const stop = this.store.listen(({ type, object }) => {
      if (object.kind !== 'Pod' || object.metadata.name !== pod || type !== 'DELETED') return;
      void this.app.drained(pod).then(() => {
        const answeredByClient = this.app.answeredByClient(pod);
        response.end(`${JSON.stringify({ msg: 'drain finished', answeredByClient })}\n`);
      });
    });
    response.on('close', stop);
  }

  #one(kind: string, name: string, response: ServerResponse) {
    const object = this.store.get(kind, name);
    if (object === undefined) return fail(response, 404, `${kind} "${name}" not found`);
    answer(response, object);
  }

  #list(kind: string, query: URLSearchParams, response: ServerResponse) {
    const items = this.#objects(kind)
      .filter((object) => isSelected(object, query))
      .map(({ apiVersion: _, kind: __, ...item }) => item);
    answer(response, {
      kind: `${kind}List`,
      metadata: { resourceVersion: String(this.store.version(kind)) },
      items,
    });
  }

  #objects(kind: string): ApiObject[] {
    if (kind !== 'Node') return this.store.list(kind);
    const recorded = this.store.list('Node');
    const nodes = recorded.length > 0 ? recorded : [{ ...ONE_NODE }];
    // The NodePort of a recorded node is where the stand-in of the app listens: on this machine.
    const address = this.#options.withoutNodePort ? 'node-without-an-address.invalid' : '127.0.0.1';
    return nodes.map((node) => ({
      ...node,
      status: {
        ...node.status,
        addresses: [{ type: 'InternalIP', address }],
        ...(this.#options.images === undefined ? {} : { images: [{ names: this.#options.images }] }),
      },
    }));
  }

  #watch(kind: string, query: URLSearchParams, response: ServerResponse) {
    const since = Number(query.get('resourceVersion'));
    this.watchVersions.push({ kind, version: since });
    if (since < this.#oldestVersion && since < this.store.version(kind)) {
      response.writeHead(200, { 'content-type': 'application/json' });
      const object = { kind: 'Status', code: 410, message: 'too old resource version', reason: 'Expired' };
      return void response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const send = (change: ClusterChange) => {
      if (change.object.kind !== kind || !isSelected(change.object, query)) return;
      response.write(`${JSON.stringify({ type: change.type, object: change.object })}\n`);
    };
    for (const change of this.store.since(kind, since)) send(change);
    const stop = this.store.listen(send);
    this.#watches.add(response);
    response.on('close', () => {
      stop();
      this.#watches.delete(response);
    });
  }

  #change(
    method: string,
    kind: string,
    name: string,
    subresource: string,
    body: unknown,
    response: ServerResponse,
    isDryRun: boolean,
    fieldManager: string | null,
  ) {
    const object = this.store.get(kind, name);
    if (object === undefined) return fail(response, 404, `${kind} "${name}" not found`);
    if (subresource === '/resize') return this.#resize(object, body as ApiObject, response);
    if (isDryRun) return answer(response, mergeStrategically(object, body));
    if (subresource === '/eviction') this.store.did('evict');
    else if (method === 'PATCH' && !Array.isArray(body) && Object.keys(body as object).join() === 'metadata')
      this.#annotate(object, body as ApiObject, fieldManager);
    else if (method === 'DELETE') this.#deletePod(name);
    else if (kind === 'Node') this.#patchNode(object, body as ApiObject);
    else if (kind === 'Deployment') this.#patchDeployment(object, body);
    else if (method === 'PATCH') this.store.put('MODIFIED', mergeStrategically(object, body));
    else return fail(response, 405, `${method} ${kind}`);
    answer(response, this.store.get(kind, name) ?? object);
  }

  /** As the API server does: whose the annotation is stands in managedFields. */
  #annotate(object: ApiObject, patch: ApiObject, manager: string | null) {
    const annotated = mergeStrategically(object, patch);
    const fields = Object.entries(patch.metadata.annotations)
      .filter(([, value]) => value !== null)
      .map(([name]) => [`f:${name}`, {}]);
    const fieldsV1 = { 'f:metadata': { 'f:annotations': Object.fromEntries(fields) } };
    annotated.metadata.managedFields =
      fields.length === 0 ? [] : [{ manager, operation: 'Update', fieldsV1 }];
    this.store.put('MODIFIED', annotated);
  }

  /** As the kubelet does: the status follows what was asked for, or a condition says why not. */
  #resize(pod: ApiObject, patch: ApiObject, response: ServerResponse) {
    const asked = mergeStrategically(pod, patch);
    const { deferred } = this.#options;
    if (deferred === undefined) {
      asked.status.containerStatuses[0].resources = asked.spec.containers[0].resources;
      this.app.resized();
    } else {
      const pending = { type: 'PodResizePending', status: 'True', reason: 'Deferred', message: deferred };
      asked.status.conditions = [...asked.status.conditions, pending];
    }
    this.store.put('MODIFIED', asked);
    answer(response, asked);
  }

  #deletePod(name: string) {
    if (!this.store.did('delete-pod')) this.store.replacePod(name);
  }

  #patchNode(node: ApiObject, patch: ApiObject) {
    if (patch.spec.unschedulable === true && this.store.did('cordon')) return;
    const { unschedulable: _, taints: __, ...spec } = node.spec;
    this.store.put('MODIFIED', {
      ...node,
      spec: patch.spec.unschedulable === true ? { ...spec, unschedulable: true } : spec,
    });
  }

  #patchDeployment(deployment: ApiObject, patch: unknown) {
    if (Array.isArray(patch)) {
      const template = patch.find((one) => one.path === '/spec/template')?.value;
      const isRecordedUndo =
        patch.some((one) => one.path === '/metadata/annotations') && this.store.did('undo');
      if (!isRecordedUndo) this.store.rollOut(template);
      return;
    }
    const { template } = mergeStrategically(deployment, patch).spec;
    const isRestart = template.metadata.annotations?.['kubectl.kubernetes.io/restartedAt'] !== undefined;
    const setsImage = template.spec.containers[0].image !== deployment.spec.template.spec.containers[0].image;
    if ((setsImage || isRestart) && this.store.did('set-image')) return;
    this.store.rollOut(template);
  }

  #review(body: unknown, response: ServerResponse) {
    const { verb, resource, subresource } = (body as ApiObject).spec.resourceAttributes;
    const words = `${verb} ${resource}${subresource ? `/${subresource}` : ''}`;
    answer(response, { status: { allowed: !(this.#options.denied ?? []).includes(words) } });
  }

  #metrics(response: ServerResponse) {
    const { metrics } = this.#options;
    if (metrics === 'missing') return fail(response, 404, 'the server could not find the requested resource');
    if (metrics === 'broken')
      return fail(response, 503, 'the server is currently unable to handle the request');
    const items = metrics === 'empty' ? [] : this.store.list('Pod');
    answer(response, {
      items: items.map((pod) => ({
        metadata: { name: pod.metadata.name },
        window: this.#options.metricsAdapter ? '5m0s' : '15s',
        containers: [{ usage: { cpu: '12000000n', memory: '51200Ki' } }],
      })),
    });
  }

  /** As `kubectl apply` made it. The port is where the stand-in of the app listens. */
  #service(): ApiObject {
    const { port } = this.app;
    const { service: name } = this.#options.workload ?? OURS;
    const named = { apiVersion: 'v1', kind: 'Service', metadata: { name } };
    const spec = {
      selector: this.#options.serviceSelector ?? { app: '1.2.2.1' },
      ports: [{ port, targetPort: 'http' }],
    };
    const [only] = spec.ports;
    const nodePort = this.#options.withoutNodePort ? {} : { nodePort: port };
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ ...named, spec }),
    };
    return {
      ...named,
      metadata: { ...named.metadata, annotations, uid: 'service', generation: 1 },
      spec: { ...spec, clusterIP: '127.0.0.1', ports: [{ ...only, ...nodePort }] },
    };
  }

  #leases(response: ServerResponse) {
    const renewTime = new Date(Date.now() + (this.#options.nodesAheadMs ?? -3000)).toISOString();
    answer(response, { items: [{ metadata: { name: 'node-1' }, spec: { renewTime } }] });
  }

  #kubeProxy(response: ServerResponse) {
    const { kubeProxyMode = '' } = this.#options;
    answer(response, { data: { 'config.conf': `kind: KubeProxyConfiguration\nmode: "${kubeProxyMode}"\n` } });
  }

  #kubeConfig(): string {
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'replayed',
      contexts: [{ name: 'replayed', context: { cluster: 'replayed', user: 'replayed' } }],
      clusters: [{ name: 'replayed', cluster: { server: this.address, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'replayed', user: {} }],
    });
  }
}

const ONE_NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1', uid: 'node-1', resourceVersion: '1' },
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

function isSelected(object: ApiObject, query: URLSearchParams): boolean {
  const labels = query.get('labelSelector')?.split(',') ?? [];
  const name = query.get('fieldSelector')?.split('=')[1];
  return (
    (name === undefined || object.metadata.name === name) &&
    labels.every((one) => {
      const [label = '', value] = one.split('=');
      return object.metadata.labels?.[label] === value;
    })
  );
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function fail(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ kind: 'Status', status: 'Failure', code: status, message }));
}
