import { type ClusterState, isLeaving } from './state.ts';

/**
 * A pod that the API server does not let the ReplicaSet create: a quota, a limit range or an admission says
 * no.
 */
export interface RefusedCreation {
  readonly replicaSet: string;
  /** In the words of the API server. */
  readonly message: string;
}

/** Null while one of the pods is going: it still counts in a quota, and makes room when it is gone. */
export function refusedCreation(state: ClusterState): RefusedCreation | null {
  if (state.pods().some(isLeaving)) return null;
  for (const { metadata, spec, status } of state.replicaSets()) {
    const failure = status?.conditions?.find(
      ({ type, status, reason }) =>
        type === 'ReplicaFailure' && status === 'True' && reason === 'FailedCreate',
    );
    if (failure === undefined || (status?.replicas ?? 0) >= (spec?.replicas ?? 0)) continue;
    return { replicaSet: metadata?.name ?? '', message: failure.message ?? '' };
  }
  return null;
}

export function describeRefusal({ replicaSet, message }: RefusedCreation): string {
  return `ReplicaSet ${replicaSet} cannot create a pod: ${message}`;
}

/** Who refused is in the words of the refusal. */
export function remedyForRefusal(message: string): string {
  const quota = /(?:exceeded|failed) quota: ([\w.-]+)/u.exec(message)?.[1];
  if (quota !== undefined) return `kubectl describe quota ${quota}: it must leave room for one more pod`;
  if (/(?:minimum|maximum) \S+ usage per|limit to request ratio/u.test(message))
    return 'kubectl describe limitrange: the requests and limits of the Deployment must lie within it';
  if (message.includes('violates PodSecurity'))
    return 'kubectl get namespace --show-labels: pod-security.kubernetes.io/enforce must let these pods in';
  const webhook = /admission webhook "([^"]+)"/u.exec(message)?.[1];
  if (webhook !== undefined)
    return `the admission webhook ${webhook} decides: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`;
  return 'kubectl describe replicaset: its events say who refuses the pods';
}
