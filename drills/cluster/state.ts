import { OURS, WORKLOAD, type Workload } from '../../scripts/workload.ts';
import type { ClusterChange } from '../timeline.ts';
import type {
  V1Container,
  V1Deployment,
  V1EndpointSlice,
  V1Node,
  V1Pod,
  V1PodDisruptionBudget,
  V1ReplicaSet,
  V2HorizontalPodAutoscaler,
} from './objects.ts';

/**
 * The cluster after the changes so far. A running drill feeds it with watch events, a verdict with recorded
 * ones. Timestamps are the server's strings.
 */
export class ClusterState {
  readonly #workload: Workload;
  readonly #objects = new Map<string, Map<string, unknown>>();

  constructor(workload: Workload = OURS) {
    this.#workload = workload;
  }

  apply({ type, object }: ClusterChange): void {
    const ofKind = this.#objects.get(object.kind) ?? new Map<string, unknown>();
    this.#objects.set(object.kind, ofKind);
    if (type === 'DELETED') ofKind.delete(object.metadata.name);
    else ofKind.set(object.metadata.name, object);
  }

  deployment(): V1Deployment | undefined {
    return this.#ofKind<V1Deployment>('Deployment').find(
      (one) => one.metadata.name === this.#workload.deployment,
    );
  }

  autoscaler(): V2HorizontalPodAutoscaler | undefined {
    return this.#ofKind<V2HorizontalPodAutoscaler>('HorizontalPodAutoscaler').find(
      (one) => one.metadata.name === this.#workload.deployment,
    );
  }

  replicaSets(): V1ReplicaSet[] {
    return this.#ofKind<V1ReplicaSet>('ReplicaSet').filter((one) =>
      one.metadata.ownerReferences?.some((owner) => owner.name === this.#workload.deployment),
    );
  }

  pods(): V1Pod[] {
    return this.#ofKind<V1Pod>('Pod').filter((one) =>
      one.metadata.ownerReferences?.some((owner) => owner.name.startsWith(`${this.#workload.deployment}-`)),
    );
  }

  pod(name: string): V1Pod | undefined {
    return this.pods().find((one) => one.metadata.name === name);
  }

  podNames(): string[] {
    return this.pods().map((pod) => pod.metadata.name);
  }

  /** The rollout is complete, with as many replicas as are desired, or with this many. */
  isRolledOut(replicas = this.deployment()?.spec.replicas): boolean {
    const deployment = this.deployment();
    return deployment?.spec.replicas === replicas && isRolledOut(deployment, this.pods());
  }

  nodes(): V1Node[] {
    return this.#ofKind<V1Node>('Node');
  }

  budgets(): V1PodDisruptionBudget[] {
    return this.#ofKind<V1PodDisruptionBudget>('PodDisruptionBudget');
  }

  /** Null before any endpoint slice of the Service was seen. */
  readyEndpoints(): ReadonlySet<string> | null {
    const slices = this.#ofKind<V1EndpointSlice>('EndpointSlice').filter(
      (one) => one.metadata.labels?.['kubernetes.io/service-name'] === this.#workload.service,
    );
    return slices.length === 0 ? null : readyEndpointsOf(slices);
  }

  #ofKind<T>(kind: string): T[] {
    return [...(this.#objects.get(kind)?.values() ?? [])] as T[];
  }
}

/** The pods by name; an endpoint that is no pod by its address. */
export function readyEndpointsOf(slices: readonly V1EndpointSlice[]): ReadonlySet<string> {
  const ready = slices
    .flatMap((slice) => slice.endpoints ?? [])
    // An absent condition counts as ready: the API says so.
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .map((endpoint) => endpoint.targetRef?.name ?? endpoint.addresses[0] ?? '');
  return new Set(ready);
}

export function isReady(pod: V1Pod): boolean {
  return (
    pod.status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ??
    false
  );
}

export function isTerminating(pod: V1Pod): boolean {
  return pod.metadata.deletionTimestamp != null;
}

export function restartsOf(pod: V1Pod): number {
  return (pod.status.containerStatuses ?? []).reduce((sum, container) => sum + container.restartCount, 0);
}

export function containerOf(deployment: V1Deployment | undefined): V1Container | undefined {
  return deployment?.spec.template.spec.containers.find((one) => one.name === WORKLOAD.container);
}

export function imageOf(pod: V1Pod): string {
  return pod.spec.containers.find((container) => container.name === WORKLOAD.container)?.image ?? '';
}

/** The status that `kubectl get pods` prints, and nothing for a pod that simply runs. */
export function conditionOf(pod: V1Pod): string {
  if (isTerminating(pod)) return 'Terminating';
  for (const { state } of pod.status.containerStatuses ?? []) {
    if (state?.waiting?.reason) return state.waiting.reason;
    if (state?.terminated) return state.terminated.reason ?? 'Terminated';
  }
  return pod.status.phase === 'Running' ? '' : (pod.status.phase ?? 'Pending');
}

/** The Deployment's controller has nothing left to do. The counts show it: conditions can lag behind. */
export function isRolledOut(deployment: V1Deployment | undefined, pods: readonly V1Pod[]): boolean {
  if (deployment === undefined) return false;
  const { metadata, spec, status } = deployment;
  const desired = spec.replicas;
  return (
    status.observedGeneration === metadata.generation &&
    status.replicas === desired &&
    status.updatedReplicas === desired &&
    status.readyReplicas === desired &&
    status.availableReplicas === desired &&
    pods.length === desired &&
    pods.every((pod) => isReady(pod) && !isTerminating(pod))
  );
}
