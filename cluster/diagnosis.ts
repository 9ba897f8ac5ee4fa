/** Why pods do not become ready, and what to do. */

import { message } from '../messages/all.ts';
import { type Message, textOf } from '../messages/message.ts';
import type { Machine } from '../scripts/machine.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { get } from './kubectl.ts';

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly containerStatuses?: readonly {
      readonly ready: boolean;
      readonly image: string;
      readonly state: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
    }[];
  };
}

/** The flags of kubectl that select the pods. */
export type WhichPods = readonly string[];

export const podsOfService = (namespace: string): WhichPods => [
  '--namespace',
  namespace,
  '--selector',
  WORKLOAD.podSelector,
];

export async function whyNotReady(machine: Machine, context: string, which: WhichPods): Promise<Message> {
  const look = message('pods.look', { context, which: which.join(' ') });
  const reasons = (await readPods(machine, context, which)).flatMap(reasonsOf);
  if (reasons.length === 0) return look;
  const different = [...new Map(reasons.map((reason) => [textOf(reason), reason])).values()];
  return message('pods.reasons', { reasons: different, look });
}

/** The images that a node could not pull. It waits for the next attempt. */
export async function pullFailures(machine: Machine, context: string, which: WhichPods): Promise<string[]> {
  const pods = await readPods(machine, context, which);
  const containers = pods.flatMap(({ status }) => status.containerStatuses ?? []);
  const failed = containers.filter(({ state }) => state.waiting?.reason === 'ImagePullBackOff');
  return [...new Set(failed.map(({ image }) => image))];
}

async function readPods(machine: Machine, context: string, which: WhichPods): Promise<Pod[]> {
  return (await get<{ items: Pod[] }>(machine, context, 'pods', ...which))?.items ?? [];
}

function reasonsOf(pod: Pod): Message[] {
  const { conditions = [], containerStatuses = [] } = pod.status;
  const unscheduled = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled) return [message('pods.unscheduled', { message: unscheduled.message ?? '' })];
  return containerStatuses.flatMap(({ state: { waiting } }) => {
    const remedy = remedyFor(waiting?.reason, pod);
    if (!waiting?.reason || !remedy) return [];
    const { reason, message: said = '' } = waiting;
    return [message('pods.waiting', { reason, message: said, remedy })];
  });
}

function remedyFor(reason: string | undefined, { metadata }: Pod): Message | null {
  switch (reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
      return message('pods.noImage');
    case 'CreateContainerConfigError':
      return message('pods.noConfig');
    case 'CrashLoopBackOff':
      return message('pods.crashes', { pod: metadata.name, namespace: metadata.namespace });
    default:
      return null;
  }
}
