import { message } from '../../messages/all.ts';
import { type Text, textOf } from '../../messages/message.ts';
import { DrillFailure } from '../drill-failure.ts';
import { ApiError } from './http.ts';
import { type ClusterState, isTerminating } from './state.ts';

/** A pod that a quota, a limit range or an admission controller does not let the ReplicaSet create. */
export interface RefusedCreation {
  readonly replicaSet: string;
  /** In the words of the API server. */
  readonly said: string;
}

/** Null while a pod is terminating: a quota counts it until it is gone. */
export function refusedCreation(state: ClusterState): RefusedCreation | null {
  if (state.pods().some(isTerminating)) return null;
  for (const { metadata, spec, status } of state.replicaSets()) {
    const failure = status.conditions?.find(
      ({ type, status, reason }) =>
        type === 'ReplicaFailure' && status === 'True' && reason === 'FailedCreate',
    );
    if (failure === undefined || status.replicas >= spec.replicas) continue;
    return { replicaSet: metadata.name, said: failure.message ?? '' };
  }
  return null;
}

export function describeRefusal({ replicaSet, said }: RefusedCreation): Text {
  return message('refused-creation.refused', { name: replicaSet, said });
}

export function remedyForRefusal(said: string): Text {
  return admissionRemedy(said) ?? message('refused-creation.describe');
}

/** The API server's message names what refused a pod or a change; null if it names nothing that is known. */
function admissionRemedy(said: string): Text | null {
  const quota = /(?:exceeded|failed) quota: ([\w.-]+)/u.exec(said)?.[1];
  if (quota !== undefined) return message('refused-creation.quota', { name: quota });
  if (/(?:minimum|maximum) \S+ usage per|limit to request ratio/u.test(said))
    return message('refused-creation.limitRange');
  if (said.includes('violates PodSecurity')) return message('refused-creation.podSecurity');
  const webhook = /admission webhook "([^"]+)"/u.exec(said)?.[1];
  return webhook === undefined ? null : message('refused-creation.webhook', { name: webhook });
}

/** A change of the drill that admission refused, such as a larger limit; null for other errors. */
export function refusedChange(err: unknown): DrillFailure | null {
  if (!(err instanceof ApiError)) return null;
  const remedy = admissionRemedy(textOf(err.said));
  if (remedy === null) return null;
  return new DrillFailure(message('refused-creation.change', { said: err.said }), remedy);
}
