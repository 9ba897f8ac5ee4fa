import { WORKLOAD } from '../../scripts/workload.ts';
import type { ApiServer, InNamespace, Patch } from './api-server.ts';
import type { KubernetesObject } from './objects.ts';
import { deploymentPath } from './rollout.ts';

/** Where `kubectl apply` keeps the file that it applied last. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Uses kubectl's field manager, so that the next `kubectl apply` sees no conflict. */
const FIELD_MANAGER = { fieldManager: 'kubectl-client-side-apply' };
/** Fields that the API server writes. */
const OF_THE_SERVER = ['generation', 'resourceVersion', 'managedFields', 'uid', 'creationTimestamp'];

/** One object, as its file had it when it was applied. */
export interface AppliedFile {
  readonly kind: string;
  /** The path of the object in the API. */
  readonly path: string;
  readonly content: unknown;
}

/** "Service spec.ports.0.targetPort: 8080 -> http" is what applying would do. */
export type Difference = {
  readonly kind: string;
  readonly field: string;
  readonly is: string;
  readonly inFile: string;
};

/** The Service, the autoscaler and the Deployment; null in place of one that `kubectl apply` did not make. */
export async function readAppliedFiles(
  at: InNamespace,
): Promise<Readonly<Record<string, AppliedFile | null>>> {
  const { api, namespace } = at;
  const paths = {
    Service: `/api/v1/namespaces/${namespace}/services/${WORKLOAD.name}`,
    HorizontalPodAutoscaler: `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${WORKLOAD.name}`,
    Deployment: deploymentPath(at),
  };
  const files = Object.entries(paths).map(async ([kind, path]) => {
    const { metadata } = await api.get<KubernetesObject>(path);
    const text = metadata.annotations?.[LAST_APPLIED];
    return [kind, text === undefined ? null : { kind, path, content: JSON.parse(text) }] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** As `kubectl diff`: a dry run shows what applying would change. */
export async function diff(api: ApiServer, files: readonly AppliedFile[]): Promise<Difference[]> {
  const ofEach = files.map(async ({ kind, path, content }) => {
    const now = await api.get(path);
    const applied = await api.patch(path, 'application/strategic-merge-patch+json', content, {
      ...FIELD_MANAGER,
      dryRun: 'All',
    });
    const found = differences(kind, compared(now), compared(applied), []);
    // What the autoscaler has scaled is no change by hand.
    return isScaledByController(now) ? found.filter(({ field }) => field !== 'spec.replicas') : found;
  });
  return (await Promise.all(ofEach)).flat();
}

/** `kubectl apply`: each value that the file names, and nothing that it does not name. */
export function applying({ path, content }: AppliedFile): Patch {
  return { path, type: 'application/strategic-merge-patch+json', body: content, query: FIELD_MANAGER };
}

export function describeDifference({ kind, field, is, inFile }: Difference): string {
  return `${kind} ${field}: ${is} -> ${inFile}`;
}

/**
 * `managedFields` tell who wrote each field. An HPA scales as the controller manager. The name of its program
 * differs (k3s has one program for all), but it also writes the status of every Deployment.
 */
function isScaledByController({ metadata }: KubernetesObject): boolean {
  const managed = metadata.managedFields ?? [];
  const controllers = managed
    .filter(({ subresource }) => subresource === 'status')
    .map(({ manager }) => manager);
  return managed.some(
    ({ manager, subresource, fieldsV1 }) =>
      subresource === 'scale' &&
      controllers.includes(manager) &&
      Object.hasOwn((fieldsV1 as { 'f:spec'?: object })?.['f:spec'] ?? {}, 'f:replicas'),
  );
}

function compared(object: KubernetesObject): unknown {
  const { status: _, metadata, ...rest } = object as KubernetesObject & { status?: unknown };
  const kept = Object.entries(metadata ?? {}).filter(([name]) => !OF_THE_SERVER.includes(name));
  return { ...rest, metadata: Object.fromEntries(kept) };
}

function differences(kind: string, now: unknown, applied: unknown, at: readonly string[]): Difference[] {
  if (isTree(now) && isTree(applied)) {
    const names = new Set([...Object.keys(now), ...Object.keys(applied)]);
    return [...names].flatMap((name) => differences(kind, now[name], applied[name], [...at, name]));
  }
  if (now === applied) return [];
  return [{ kind, field: at.join('.'), is: shown(now), inFile: shown(applied) }];
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  return isTree(value) ? JSON.stringify(value) : String(value);
}
