import type { Workload } from '../../scripts/workload.ts';
import type { InNamespace } from './api-server.ts';
import type { Query } from './http.ts';
import type { KubernetesObject } from './objects.ts';
import { ClusterState } from './state.ts';
import { type ChangeListener, follow, type Resource } from './watch.ts';

/** The cluster as it is now, and a way to wait for what it should become. */
export class LiveCluster {
  readonly state: ClusterState;
  readonly #watchers = new Set<() => void>();

  private constructor(workload: Workload) {
    this.state = new ClusterState(workload);
  }

  /** Resolves when everything has been listed once; then follows until the signal aborts. */
  static async open(
    { api, workload }: InNamespace,
    resources: readonly Resource[],
    onChange: ChangeListener,
    signal: AbortSignal,
  ): Promise<LiveCluster> {
    const live = new LiveCluster(workload);
    let listed = false;
    await Promise.all(
      resources.map((resource) =>
        follow(
          api,
          resource,
          (type, object) => {
            // Events from before the drill are left out.
            if (resource.kind === 'Event' && (!listed || !concernsWorkload(object, workload))) return;
            live.state.apply({ atMs: 0, type, object });
            onChange(type, object);
            for (const check of live.#watchers) check();
          },
          signal,
        ),
      ),
    );
    listed = true;
    return live;
  }

  /**
   * Resolves as soon as the answer is true; rejects with the signal's reason, or with what the question
   * throws.
   */
  until(question: (state: ClusterState) => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        this.#watchers.delete(check);
        signal.removeEventListener('abort', onAbort);
        done();
      };
      const onAbort = () => settle(() => reject(signal.reason));
      const check = () => {
        try {
          if (question(this.state)) settle(resolve);
        } catch (err) {
          settle(() => reject(err));
        }
      };
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      this.#watchers.add(check);
      check();
    });
  }
}

/** Resources that only some drills watch. */
export interface ExtraResources {
  readonly nodes?: boolean;
  readonly service?: boolean;
}

export function resourcesOf(
  { namespace, workload }: InNamespace,
  podSelector: string,
  options: ExtraResources,
): readonly Resource[] {
  const named = { fieldSelector: `metadata.name=${workload.deployment}` };
  const ofPods = { labelSelector: podSelector };
  const ofService = { labelSelector: `kubernetes.io/service-name=${workload.service}` };
  const resource = (apiVersion: string, kind: string, query: Query = {}): Resource => {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const plural = `${kind.toLowerCase()}s`;
    const path = kind === 'Node' ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
    return { path, query, apiVersion, kind };
  };
  return [
    resource('apps/v1', 'Deployment', named),
    resource('apps/v1', 'ReplicaSet', ofPods),
    resource('v1', 'Pod', ofPods),
    resource('discovery.k8s.io/v1', 'EndpointSlice', ofService),
    resource('autoscaling/v2', 'HorizontalPodAutoscaler', named),
    resource('v1', 'Event'),
    ...(options.nodes ? [resource('v1', 'Node'), resource('policy/v1', 'PodDisruptionBudget')] : []),
    ...(options.service ? [resource('v1', 'Service', named)] : []),
  ];
}

function concernsWorkload(
  object: KubernetesObject & { involvedObject?: { name?: string } },
  { deployment }: Workload,
): boolean {
  const name = object.involvedObject?.name ?? '';
  return name === deployment || name.startsWith(`${deployment}-`);
}
