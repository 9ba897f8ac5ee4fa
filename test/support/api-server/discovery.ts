/** The discovery documents of the fake API server, which kubectl reads before its first request. */

export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly name: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly subresource: object | undefined;
  readonly isClusterWide: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';
export const MONITORING = 'monitoring.coreos.com';
const SCALE = { name: 'deployments/scale', group: 'autoscaling', version: 'v1', kind: 'Scale' };
const SUBRESOURCES: Readonly<Record<string, object>> = {
  Pod: { name: 'pods/resize', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
  Deployment: { ...SCALE, verbs: ['get', 'patch', 'update'] },
};
const NAMESPACED: readonly (readonly [
  group: string,
  version: string,
  name: string,
  kind: string,
  short?: string,
])[] = [
  ['', 'v1', 'pods', 'Pod', 'po'],
  ['', 'v1', 'services', 'Service', 'svc'],
  ['', 'v1', 'secrets', 'Secret'],
  ['', 'v1', 'configmaps', 'ConfigMap', 'cm'],
  ['', 'v1', 'events', 'Event'],
  ['apps', 'v1', 'deployments', 'Deployment', 'deploy'],
  ['apps', 'v1', 'replicasets', 'ReplicaSet', 'rs'],
  ['autoscaling', 'v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'hpa'],
  ['policy', 'v1', 'poddisruptionbudgets', 'PodDisruptionBudget', 'pdb'],
  ['discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice'],
  ['networking.k8s.io', 'v1', 'networkpolicies', 'NetworkPolicy', 'netpol'],
  ['', 'v1', 'serviceaccounts', 'ServiceAccount'],
  ['', 'v1', 'resourcequotas', 'ResourceQuota', 'quota'],
  ['', 'v1', 'limitranges', 'LimitRange', 'limits'],
  ['apps', 'v1', 'daemonsets', 'DaemonSet'],
  [MONITORING, 'v1', 'servicemonitors', 'ServiceMonitor'],
  [MONITORING, 'v1', 'podmonitors', 'PodMonitor'],
  [MONITORING, 'v1', 'prometheusrules', 'PrometheusRule'],
];
const CLUSTER_WIDE: typeof NAMESPACED = [
  ['', 'v1', 'nodes', 'Node'],
  ['', 'v1', 'namespaces', 'Namespace'],
  ['apiregistration.k8s.io', 'v1', 'apiservices', 'APIService'],
  ['admissionregistration.k8s.io', 'v1', 'validatingwebhookconfigurations', 'ValidatingWebhookConfiguration'],
  ['admissionregistration.k8s.io', 'v1', 'mutatingwebhookconfigurations', 'MutatingWebhookConfiguration'],
  [RBAC, 'v1', 'clusterroles', 'ClusterRole'],
  [RBAC, 'v1', 'clusterrolebindings', 'ClusterRoleBinding'],
];

export const RESOURCES: readonly Resource[] = [
  ...NAMESPACED.map((row) => resourceOf(row, false)),
  ...CLUSTER_WIDE.map((row) => resourceOf(row, true)),
];

function resourceOf(
  [group, version, name, kind, short]: (typeof NAMESPACED)[number],
  isClusterWide: boolean,
): Resource {
  const shortNames = short === undefined ? [] : [short];
  return { group, version, name, kind, shortNames, subresource: SUBRESOURCES[kind], isClusterWide };
}

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

function discoveryOf({ name, kind, shortNames, subresource, isClusterWide }: Resource): object[] {
  const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
  const own = {
    name,
    singularName: kind.toLowerCase(),
    namespaced: !isClusterWide,
    kind,
    verbs,
    shortNames,
  };
  return subresource === undefined ? [own] : [own, { namespaced: true, ...subresource }];
}

/** kubectl reads here whether the server validates fields itself. */
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

/** The name of a kind in the errors of the API server: `deployments.apps`. */
export function groupResourceOf(kind: string): string {
  const { name, group } = RESOURCES.find((resource) => resource.kind === kind) ?? { name: kind, group: '' };
  return group ? `${name}.${group}` : name;
}

export function isClusterWide(kind: string): boolean {
  return RESOURCES.some((resource) => resource.kind === kind && resource.isClusterWide);
}
