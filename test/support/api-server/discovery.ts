/** What the fake API servers say that they have, as kubectl asks before anything else. */

export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly name: string;
  readonly kind: string;
  readonly shortNames?: readonly string[];
  readonly subresource?: object;
  readonly isClusterWide?: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';
export const MONITORING = 'monitoring.coreos.com';
export const RESOURCES: readonly Resource[] = [
  {
    group: '',
    version: 'v1',
    name: 'pods',
    kind: 'Pod',
    shortNames: ['po'],
    subresource: { name: 'pods/resize', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
  },
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
    subresource: {
      name: 'deployments/scale',
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    },
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
  { group: 'discovery.k8s.io', version: 'v1', name: 'endpointslices', kind: 'EndpointSlice' },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    name: 'networkpolicies',
    kind: 'NetworkPolicy',
    shortNames: ['netpol'],
  },
  { group: '', version: 'v1', name: 'namespaces', kind: 'Namespace', isClusterWide: true },
  { group: '', version: 'v1', name: 'serviceaccounts', kind: 'ServiceAccount' },
  { group: '', version: 'v1', name: 'resourcequotas', kind: 'ResourceQuota', shortNames: ['quota'] },
  { group: '', version: 'v1', name: 'limitranges', kind: 'LimitRange', shortNames: ['limits'] },
  ...['Validating', 'Mutating'].map((what) => ({
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    name: `${what.toLowerCase()}webhookconfigurations`,
    kind: `${what}WebhookConfiguration`,
    isClusterWide: true,
  })),
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

export function discover(path: string): object | null {
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

function discoveryOf({ name, kind, shortNames, subresource, isClusterWide = false }: Resource): object[] {
  const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
  const own = {
    name,
    singularName: kind.toLowerCase(),
    namespaced: !isClusterWide,
    kind,
    verbs,
    shortNames: shortNames ?? [],
  };
  return subresource === undefined ? [own] : [own, { namespaced: true, ...subresource }];
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

export function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version;
}

/** As an API server names a kind to a person: `deployments.apps`. */
export function groupResourceOf(kind: string): string {
  const { name, group } = RESOURCES.find((resource) => resource.kind === kind) ?? { name: kind, group: '' };
  return group ? `${name}.${group}` : name;
}

export function isClusterWide(kind: string): boolean {
  return RESOURCES.some((resource) => resource.kind === kind && resource.isClusterWide);
}
