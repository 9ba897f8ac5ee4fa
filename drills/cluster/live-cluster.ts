import type { ClusterChange } from '../timeline.ts';
import type { Workload } from '../workload.ts';
import type { InNamespace } from './api-server.ts';
import type { KubernetesObject } from './objects.ts';
import { ClusterState } from './state.ts';
import { follow, type Resource } from './watch.ts';

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
    onChange: (type: ClusterChange['type'], object: KubernetesObject) => void,
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
            // What happened before the drill is no part of its story.
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

/** What only some drills look at. */
export interface WatchedToo {
  readonly nodes?: boolean;
  readonly service?: boolean;
}

export function resourcesOf(
  { namespace, workload }: InNamespace,
  podSelector: string,
  options: WatchedToo,
): readonly Resource[] {
  const byName = { fieldSelector: `metadata.name=${workload.deployment}` };
  const core = `/api/v1/namespaces/${namespace}`;
  const apps = `/apis/apps/v1/namespaces/${namespace}`;
  const ofNodes: readonly Resource[] = [
    { path: '/api/v1/nodes', apiVersion: 'v1', kind: 'Node' },
    {
      path: `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
    },
  ];
  return [
    { path: `${apps}/deployments`, query: byName, apiVersion: 'apps/v1', kind: 'Deployment' },
    {
      path: `${apps}/replicasets`,
      query: { labelSelector: podSelector },
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
    },
    { path: `${core}/pods`, query: { labelSelector: podSelector }, apiVersion: 'v1', kind: 'Pod' },
    {
      path: `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
      query: { labelSelector: `kubernetes.io/service-name=${workload.service}` },
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
    },
    {
      path: `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`,
      query: byName,
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
    },
    { path: `${core}/events`, apiVersion: 'v1', kind: 'Event' },
    ...(options.nodes ? ofNodes : []),
    ...(options.service
      ? [{ path: `${core}/services`, query: byName, apiVersion: 'v1', kind: 'Service' }]
      : []),
  ];
}

function concernsWorkload(
  object: KubernetesObject & { involvedObject?: { name?: string } },
  { deployment }: Workload,
): boolean {
  const name = object.involvedObject?.name ?? '';
  return name === deployment || name.startsWith(`${deployment}-`);
}
