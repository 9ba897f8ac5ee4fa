/** Why pods do not become ready, in words, with what to do about it. */

import { WORKLOAD } from '../scripts/workload.ts';
import { capture, type Machine } from './machine.ts';

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

const remedies: { readonly [reason: string]: string } = {
  ErrImagePull:
    'The node does not have the image and cannot pull it. Run `npm run up` again: it builds and loads the images.',
  ImagePullBackOff:
    'The node does not have the image and cannot pull it. Run `npm run up` again: it builds and loads the images.',
  CreateContainerConfigError:
    'Something that the pod refers to is missing. overlays/locked needs its Secret first: its first lines say how.',
  CrashLoopBackOff: 'The container ends by itself. Its last words: `kubectl logs POD --previous`.',
};

/** Of which pods, as kubectl's flags say it. */
export type WhichPods = readonly string[];

export const podsOfService = (namespace: string): WhichPods => [
  '--namespace',
  namespace,
  '--selector',
  WORKLOAD.podSelector,
];

export async function whyNotReady(machine: Machine, context: string, which: WhichPods): Promise<string> {
  const look = `look at \`kubectl --context ${context} get pods ${which.join(' ')}\` and \`kubectl describe\` one of them.`;
  const reasons = new Set((await readPods(machine, context, which)).flatMap(reasonsOf));
  return reasons.size > 0 ? [...reasons, `More: ${look}`].join('\n  ') : look;
}

/** The images that a node has tried to pull in vain, and waits to try again. */
export async function pullFailures(machine: Machine, context: string, which: WhichPods): Promise<string[]> {
  const pods = await readPods(machine, context, which);
  const containers = pods.flatMap(({ status }) => status.containerStatuses ?? []);
  const failed = containers.filter(({ state }) => state.waiting?.reason === 'ImagePullBackOff');
  return [...new Set(failed.map(({ image }) => image))];
}

async function readPods(machine: Machine, context: string, which: WhichPods): Promise<Pod[]> {
  const question = ['get', 'pods', ...which, '--output', 'json'] as const;
  const answer = await capture(machine, 'kubectl', '--context', context, ...question);
  return answer.exitCode === 0 ? (JSON.parse(answer.stdout) as { items: Pod[] }).items : [];
}

function reasonsOf({ metadata, status }: Pod): string[] {
  const unscheduled = status.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) return [`No node takes the pod: ${unscheduled.message}`];
  return (status.containerStatuses ?? []).flatMap(({ state: { waiting } }) => {
    const remedy = remedies[waiting?.reason ?? '']?.replace(
      'POD',
      `${metadata.name} --namespace ${metadata.namespace}`,
    );
    if (!waiting || !remedy) return [];
    return [`${waiting.reason}: ${waiting.message ?? ''}\n  ${remedy}`];
  });
}
