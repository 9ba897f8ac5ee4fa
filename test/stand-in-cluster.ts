/**
 * An API server that is real enough for kubectl: discovery, lists, objects, strict field validation. The documentation's
 * kubectl lines are typed against it, so that a wrong word, flag or name is noticed.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintsAbout } from './k8s/api-schema.ts';
import { type Manifest, readManifests } from './k8s/manifests.ts';

// biome-ignore lint/suspicious/noExplicitAny: objects of any kind
type ApiObject = any;

interface Resource {
  readonly group: string;
  readonly version: string;
  readonly name: string;
  readonly kind: string;
  readonly shortNames?: readonly string[];
  readonly isScalable?: boolean;
  readonly isClusterWide?: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';
const MONITORING = 'monitoring.coreos.com';
const RESOURCES: readonly Resource[] = [
  { group: '', version: 'v1', name: 'pods', kind: 'Pod', shortNames: ['po'] },
  { group: '', version: 'v1', name: 'services', kind: 'Service', shortNames: ['svc'] },
  { group: '', version: 'v1', name: 'secrets', kind: 'Secret' },
  { group: '', version: 'v1', name: 'configmaps', kind: 'ConfigMap', shortNames: ['cm'] },
  { group: '', version: 'v1', name: 'events', kind: 'Event' },
  { group: '', version: 'v1', name: 'nodes', kind: 'Node', isClusterWide: true },
  {
    group: 'apiregistration.k8s.io',
    version: 'v1',
    name: 'apiservices',
    kind: 'APIService',
    isClusterWide: true,
  },
  {
    group: 'apps',
    version: 'v1',
    name: 'deployments',
    kind: 'Deployment',
    shortNames: ['deploy'],
    isScalable: true,
  },
  { group: 'apps', version: 'v1', name: 'replicasets', kind: 'ReplicaSet', shortNames: ['rs'] },
  {
    group: 'autoscaling',
    version: 'v2',
    name: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    shortNames: ['hpa'],
  },
  {
    group: 'policy',
    version: 'v1',
    name: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    shortNames: ['pdb'],
  },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    name: 'networkpolicies',
    kind: 'NetworkPolicy',
    shortNames: ['netpol'],
  },
  { group: '', version: 'v1', name: 'namespaces', kind: 'Namespace', isClusterWide: true },
  { group: '', version: 'v1', name: 'serviceaccounts', kind: 'ServiceAccount' },
  { group: 'apps', version: 'v1', name: 'daemonsets', kind: 'DaemonSet' },
  { group: RBAC, version: 'v1', name: 'clusterroles', kind: 'ClusterRole', isClusterWide: true },
  {
    group: RBAC,
    version: 'v1',
    name: 'clusterrolebindings',
    kind: 'ClusterRoleBinding',
    isClusterWide: true,
  },
  { group: MONITORING, version: 'v1', name: 'servicemonitors', kind: 'ServiceMonitor' },
  { group: MONITORING, version: 'v1', name: 'podmonitors', kind: 'PodMonitor' },
  { group: MONITORING, version: 'v1', name: 'prometheusrules', kind: 'PrometheusRule' },
];
const AT_REST = {
  replicas: 2,
  readyReplicas: 2,
  updatedReplicas: 2,
  availableReplicas: 2,
  observedGeneration: 1,
  conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
};
const DELETED = { kind: 'Status', apiVersion: 'v1', status: 'Success' };

export class StandInCluster {
  readonly #server: Server;
  readonly #objects = new Map<string, ApiObject>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'stand-in-'));

  /** Empty, or with the workload of k8s/ at rest after an update. */
  static async start(contents: 'empty' | 'workload'): Promise<StandInCluster> {
    const cluster = new StandInCluster();
    if (contents === 'workload') for (const object of workload()) cluster.#put(object);
    await new Promise<void>((resolve) => cluster.#server.listen(0, '127.0.0.1', resolve));
    writeFileSync(cluster.kubeConfig, cluster.#kubeConfigText());
    return cluster;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get kubeConfig(): string {
    return join(this.#folder, 'config');
  }

  /** As `Kind/name`. */
  get objects(): string[] {
    return [...this.#objects.keys()].sort();
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

  #put(object: ApiObject): ApiObject {
    const status = object.kind === 'Deployment' ? { status: AT_REST } : {};
    const kept = {
      ...status,
      ...object,
      metadata: {
        generation: 1,
        namespace: 'default',
        uid: `uid-of-${object.metadata.name}`,
        resourceVersion: '1',
        ...object.metadata,
      },
    };
    this.#objects.set(`${object.kind}/${object.metadata.name}`, kept);
    return kept;
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
    if (!path || !resource) return notFound(response, url.pathname);
    const [, , name, subresource] = path;
    if (name === undefined) return this.#onCollection(resource, request, url, body, response);
    const object = this.#objects.get(`${resource.kind}/${name}`);
    if (!object) return notFound(response, `${resource.name} "${name}"`);
    if (subresource === 'scale') return send(response, 200, scaleOf(object));
    if (subresource === 'log') return void response.end('the log of a pod\n');
    if (request.method === 'DELETE') {
      this.#objects.delete(`${resource.kind}/${name}`);
      return send(response, 200, DELETED);
    }
    // What a patch would change is the server's business; that kubectl could make one is what is asked here.
    send(response, 200, object);
  }

  #onCollection(
    resource: Resource,
    request: IncomingMessage,
    url: URL,
    body: ApiObject,
    response: ServerResponse,
  ): void {
    if (request.method === 'POST') {
      const complaints = resource.group === MONITORING ? [] : complaintsAbout(body as Manifest);
      const isDryRun = url.searchParams.has('dryRun');
      if (complaints.length > 0) send(response, 400, failure(400, 'BadRequest', complaints.join('; ')));
      else send(response, 201, isDryRun ? body : this.#put(body));
      return;
    }
    const items = [...this.#objects.values()].filter(
      (object) => object.kind === resource.kind && isSelected(object, url),
    );
    if (url.searchParams.get('watch') === 'true') {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (const object of items) response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
      return;
    }
    const apiVersion = apiVersionOf(resource);
    send(response, 200, {
      kind: `${resource.kind}List`,
      apiVersion,
      metadata: { resourceVersion: '1' },
      items,
    });
  }
}

/** k8s/ as it is after one update: two revisions, two pods, everything ready. */
function workload(): ApiObject[] {
  const manifests = readManifests('k8s') as ApiObject[];
  return manifests.flatMap((manifest) => {
    if (manifest.kind !== 'Deployment') return [manifest];
    const { name } = manifest.metadata;
    const { template } = manifest.spec;
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name,
      uid: `uid-of-${name}`,
      controller: true,
    };
    const deployment = {
      ...manifest,
      metadata: { ...manifest.metadata, annotations: { 'deployment.kubernetes.io/revision': '2' } },
    };
    const replicaSets = ['1', '2'].map((revision) => {
      const labels = { ...template.metadata.labels, 'pod-template-hash': revision };
      const replicas = revision === '2' ? 2 : 0;
      return {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: `${name}-${revision}`,
          labels,
          annotations: { 'deployment.kubernetes.io/revision': revision },
          ownerReferences: [owner],
        },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { ...template, metadata: { ...template.metadata, labels } },
        },
        status: { replicas },
      };
    });
    const pods = ['abcde', 'fghij'].map((suffix) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${name}-2-${suffix}`, labels: template.metadata.labels },
      spec: template.spec,
      status: { phase: 'Running' },
    }));
    return [deployment, ...replicaSets, ...pods];
  });
}

function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version;
}

function isSelected({ metadata }: ApiObject, { searchParams }: URL): boolean {
  const labels = (searchParams.get('labelSelector') ?? '').split(',').filter(Boolean);
  const isLabelled = labels.every(
    (pair) => metadata.labels?.[pair.split('=')[0] ?? ''] === pair.split('=').at(-1),
  );
  const name = /metadata\.name=([^,]+)/.exec(searchParams.get('fieldSelector') ?? '')?.[1];
  return isLabelled && (name === undefined || name === metadata.name);
}

function discover(path: string): object | null {
  const groups = [...new Set(RESOURCES.map(({ group }) => group).filter(Boolean))];
  if (path === '/version') return { major: '1', minor: '34', gitVersion: 'v1.34.0' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupNamed) };
  if (path === '/openapi/v3')
    return {
      paths: Object.fromEntries(
        groupVersions().map((prefix) => [prefix, { serverRelativeURL: `/openapi/v3/${prefix}` }]),
      ),
    };
  const schemaOf = /^\/openapi\/v3\/(.+)$/.exec(path)?.[1];
  if (schemaOf)
    return {
      openapi: '3.0.0',
      info: { title: 'Kubernetes', version: 'v1.34.0' },
      paths: patchable(schemaOf),
    };
  const resources = RESOURCES.filter((resource) => path === `/${prefixOf(resource)}`);
  if (resources.length === 0) return null;
  const groupVersion = apiVersionOf(resources[0] as Resource);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: resources.flatMap(discoveryOf),
  };
}

function prefixOf(resource: Resource): string {
  return resource.group ? `apis/${apiVersionOf(resource)}` : `api/${resource.version}`;
}

function groupVersions(): string[] {
  return [...new Set(RESOURCES.map(prefixOf))];
}

function groupNamed(name: string): object {
  const version = RESOURCES.find(({ group }) => group === name)?.version;
  const entry = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [entry], preferredVersion: entry };
}

function discoveryOf({ name, kind, shortNames, isScalable, isClusterWide = false }: Resource): object[] {
  const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
  const own = {
    name,
    singularName: kind.toLowerCase(),
    namespaced: !isClusterWide,
    kind,
    verbs,
    shortNames: shortNames ?? [],
  };
  const scale = {
    name: `${name}/scale`,
    namespaced: true,
    group: 'autoscaling',
    version: 'v1',
    kind: 'Scale',
    verbs: ['get', 'patch', 'update'],
  };
  return isScalable ? [own, scale] : [own];
}

/** Where kubectl looks whether the server validates fields itself. */
function patchable(prefix: string): object {
  const resources = RESOURCES.filter((resource) => prefixOf(resource) === prefix);
  return Object.fromEntries(
    resources.map(({ group, version, name, kind, isClusterWide }) => {
      const parameters = [{ name: 'fieldValidation', in: 'query', schema: { type: 'string' } }];
      const patch = { parameters, 'x-kubernetes-group-version-kind': { group, version, kind } };
      const path = isClusterWide ? name : `namespaces/{namespace}/${name}`;
      return [`/${prefix}/${path}/{name}`, { patch }];
    }),
  );
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

function failure(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
}

function notFound(response: ServerResponse, what: string): void {
  send(response, 404, failure(404, 'NotFound', `${what} not found`));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
