import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../../../drills/cluster/api-server.ts';
import type { Connection } from '../../../drills/cluster/connection.ts';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { OURS, type Workload } from '../../../scripts/workload.ts';
import { type Asked, FakeApiServer, send } from '../api-server/fake-api-server.ts';
import { type ApiObject, Refused } from '../api-server/object-store.ts';
import { onTestEnd } from '../test-end.ts';
import type { RecordingName } from '../timelines/recording.ts';
import { ReplayApp, type ReplayAppOptions } from './replay-app.ts';
import { ReplayStore } from './replay-store.ts';
import { type ForeignClient, TrafficPods } from './traffic-pods.ts';

export interface ReplayOptions {
  readonly recording: RecordingName;
  readonly speed?: number;
  /** Another Deployment, with the same name as its Service. */
  readonly workload?: Workload;
  readonly app?: ReplayAppOptions;
  readonly alter?: (change: ClusterChange) => ClusterChange | null;
  /** `verb resource` that the access review denies, e.g. `patch nodes`. */
  readonly denied?: readonly string[];
  /** Nodes do not answer at the NodePort. */
  readonly withoutNodePort?: boolean;
  readonly images?: readonly string[];
  readonly withoutService?: boolean;
  /** A traffic pod with another client. */
  readonly trafficPod?: ForeignClient;
  /** Why the node does not resize a pod; it does by default. */
  readonly deferred?: string;
  /** An API server before Kubernetes 1.33. */
  readonly withoutResize?: boolean;
  readonly metrics?: 'missing' | 'broken' | 'empty';
  /** prometheus-adapter in place of metrics-server. */
  readonly metricsAdapter?: true;
  readonly serviceSelector?: Readonly<Record<string, string>>;
  readonly kubeProxyMode?: string;
  /** How far the clocks of the nodes are ahead of the API server's. */
  readonly nodesAheadMs?: number;
  readonly interceptor?: Interceptor;
}

export interface Intercepted {
  readonly status: number;
  readonly message: string;
}

/** Null: the request is answered as usual. */
export type Interceptor = (method: string, path: string, body: unknown) => Intercepted | null;

/** A fake API server of a recorded cluster: lists, watches, patches, evictions, logs, proxies. */
export class ReplayServer extends FakeApiServer<ReplayStore> {
  readonly app: ReplayApp;
  readonly trafficPods: TrafficPods;
  interceptor: Interceptor;
  delayMs: (path: string) => number = () => 0;
  readonly #options: ReplayOptions;

  static async start(options: ReplayOptions): Promise<ReplayServer> {
    const server = new ReplayServer(options);
    onTestEnd(() => server.store.close());
    await server.app.listen();
    if (!options.withoutService) server.store.put('ADDED', server.#service());
    await server.listen();
    return server;
  }

  private constructor(options: ReplayOptions) {
    super(
      new ReplayStore(options.recording, options.speed ?? 20, options.alter, options.workload),
      'replayed',
    );
    this.#options = options;
    this.interceptor = options.interceptor ?? (() => null);
    this.denied = options.denied ?? [];
    this.app = new ReplayApp(this.store, options.app ?? {});
    this.store.hasConnections = (pod) => this.app.hasConnections(pod);
    this.trafficPods = new TrafficPods(() => this.app.port, options.trafficPod);
  }

  /** A connection without kubectl. */
  connect({
    namespace = 'default',
    workload = this.#options.workload ?? OURS,
  }: {
    namespace?: string | undefined;
    workload?: Workload;
  } = {}): Connection {
    return { api: new ApiServer(this.address), namespace, workload, context: 'replayed' };
  }

  protected override async receive(method: string, path: string, body: ApiObject): Promise<void> {
    await sleep(this.delayMs(path));
    const intercepted = this.interceptor(method, path, body);
    if (intercepted !== null) throw new Refused(intercepted.status, '', intercepted.message);
  }

  protected override answerPath(url: URL, body: ApiObject, response: ServerResponse): boolean {
    // The API server answers so for an APIService without an endpoint.
    if (url.pathname.startsWith('/apis/metrics.k8s.io/') && this.#options.metrics === 'broken') {
      response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end('service unavailable\n');
      return true;
    }
    const answer = this.#answerOf(url.pathname);
    if (answer === null) return super.answerPath(url, body, response);
    send(response, 200, answer);
    return true;
  }

  #answerOf(path: string): object | null {
    if (path === '/version') return { gitVersion: 'v1.34.0-replayed' };
    if (path === '/api/v1' && this.#options.withoutResize) return { resources: [{ name: 'pods' }] };
    if (path.startsWith('/apis/metrics.k8s.io/')) return this.#metrics();
    if (path.endsWith('/apiservices/v1beta1.metrics.k8s.io'))
      return { spec: { service: { name: 'prometheus-adapter' } } };
    if (path.endsWith('/leases')) return this.#leases();
    return path.endsWith('/configmaps/kube-proxy') ? this.#kubeProxy() : null;
  }

  protected override answerAsked(asked: Asked, response: ServerResponse): boolean {
    const { method, resource, name, subresource, query } = asked;
    if (resource.kind !== 'Pod' || name === '') return false;
    if (subresource.startsWith('proxy/')) {
      const pod = name.split(':')[0] ?? '';
      this.store.get('Pod', pod);
      const path = `${subresource.slice('proxy'.length)}${query.size > 0 ? `?${query}` : ''}`;
      this.app.answer(method, path, pod, response);
    } else if (this.trafficPods.has(name)) this.trafficPods.serve(name, method, subresource, query, response);
    else if (subresource === 'log') this.#followLog(name, query, response);
    else return false;
    return true;
  }

  protected override change(asked: Asked): ApiObject {
    const { method, resource, name, subresource, body, isDryRun } = asked;
    const { kind } = resource;
    if (kind === 'Pod' && method === 'POST' && name === '') return this.trafficPods.create(body);
    if (method === 'GET' || isDryRun) return super.change(asked);
    const object = this.store.get(kind, name);
    if (subresource === 'resize') return this.#resize(asked);
    if (subresource === 'eviction') this.store.did('evict');
    else if (method === 'DELETE') this.#deletePod(name);
    else if (method !== 'PATCH') throw new Refused(405, 'MethodNotAllowed', `${method} ${kind}`);
    else if (Object.keys(body).join() === 'metadata') return this.#annotate(asked);
    else return super.change(asked);
    return this.store.find(kind, name) ?? object;
  }

  protected override list(kind: string): ApiObject[] {
    const recorded = super.list(kind);
    if (kind !== 'Node') return recorded;
    const nodes = recorded.length > 0 ? recorded : [ONE_NODE];
    // The fake app listens on this machine: that is the address of every recorded node.
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

  /** The log ends when the pod is deleted. */
  #followLog(pod: string, query: URLSearchParams, response: ServerResponse) {
    this.store.get('Pod', pod);
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

  /** The API server notes the manager of an annotation in managedFields. */
  #annotate(asked: Asked): ApiObject {
    const annotated = super.change({ ...asked, isDryRun: true });
    const fields = Object.entries(asked.body.metadata.annotations)
      .filter(([, value]) => value !== null)
      .map(([name]) => [`f:${name}`, {}]);
    const fieldsV1 = { 'f:metadata': { 'f:annotations': Object.fromEntries(fields) } };
    const manager = asked.query.get('fieldManager');
    const managedFields = fields.length === 0 ? [] : [{ manager, operation: 'Update', fieldsV1 }];
    return this.store.put('MODIFIED', {
      ...annotated,
      metadata: { ...annotated.metadata, managedFields },
    });
  }

  /** As the kubelet does: the status follows the spec, or a condition says why not. */
  #resize(asked: Asked): ApiObject {
    const pod = structuredClone(super.change({ ...asked, isDryRun: true }));
    const { deferred } = this.#options;
    if (deferred === undefined) {
      pod.status.containerStatuses[0].resources = pod.spec.containers[0].resources;
      this.app.resized();
    } else {
      const pending = { type: 'PodResizePending', status: 'True', reason: 'Deferred', message: deferred };
      pod.status.conditions = [...pod.status.conditions, pending];
    }
    return this.store.put('MODIFIED', pod);
  }

  #deletePod(name: string) {
    if (!this.store.did('delete-pod')) this.store.replacePod(name);
  }

  #metrics(): object {
    const { metrics } = this.#options;
    if (metrics === 'missing')
      throw new Refused(404, 'NotFound', 'the server could not find the requested resource');
    const items = metrics === 'empty' ? [] : this.store.list('Pod');
    return {
      items: items.map((pod) => ({
        metadata: { name: pod.metadata.name },
        window: this.#options.metricsAdapter ? '5m0s' : '15s',
        containers: [{ usage: { cpu: '12000000n', memory: '51200Ki' } }],
      })),
    };
  }

  /** The Service as `kubectl apply` creates it. The port is that of the fake app. */
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

  #leases(): object {
    const renewTime = new Date(Date.now() + (this.#options.nodesAheadMs ?? -3000)).toISOString();
    return { items: [{ metadata: { name: 'node-1' }, spec: { renewTime } }] };
  }

  #kubeProxy(): object {
    const { kubeProxyMode = '' } = this.#options;
    return { data: { 'config.conf': `kind: KubeProxyConfiguration\nmode: "${kubeProxyMode}"\n` } };
  }
}

const ONE_NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1', uid: 'node-1', resourceVersion: '1' },
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
