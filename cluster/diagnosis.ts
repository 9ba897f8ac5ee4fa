/** Why pods do not become ready, in words, with what to do about it. */

import { capture, type Machine } from './machine.ts';
import { NAMESPACE } from './manifests.ts';

interface Pod {
  readonly metadata: { readonly name: string };
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

/** Of the service's pods, or of all in another namespace. */
export async function whyNotReady(machine: Machine, context: string, namespace = NAMESPACE): Promise<string> {
  const selector = selectorOf(namespace);
  const look = `look at \`kubectl --context ${context} get pods ${selector.join(' ')}\` and \`kubectl describe\` one of them.`;
  const reasons = new Set(
    (await podsOf(machine, context, selector)).flatMap((pod) => reasonsOf(pod, namespace)),
  );
  return reasons.size > 0 ? [...reasons, `More: ${look}`].join('\n  ') : look;
}

/** The images that a node has tried to pull in vain, and waits to try again. */
export async function pullFailures(machine: Machine, context: string, namespace: string): Promise<string[]> {
  const pods = await podsOf(machine, context, selectorOf(namespace));
  const containers = pods.flatMap(({ status }) => status.containerStatuses ?? []);
  const failed = containers.filter(({ state }) => state.waiting?.reason === 'ImagePullBackOff');
  return [...new Set(failed.map(({ image }) => image))];
}

function selectorOf(namespace: string): string[] {
  return ['--namespace', namespace, ...(namespace === NAMESPACE ? ['--selector', 'app=1.2.2.1'] : [])];
}

async function podsOf(machine: Machine, context: string, selector: readonly string[]): Promise<Pod[]> {
  const question = ['get', 'pods', ...selector, '--output', 'json'] as const;
  const answer = await capture(machine, 'kubectl', '--context', context, ...question);
  return answer.exitCode === 0 ? (JSON.parse(answer.stdout) as { items: Pod[] }).items : [];
}

function reasonsOf({ metadata, status }: Pod, namespace: string): string[] {
  const unscheduled = status.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) return [`No node takes the pod: ${unscheduled.message}`];
  return (status.containerStatuses ?? []).flatMap(({ state: { waiting } }) => {
    const remedy = remedies[waiting?.reason ?? '']?.replace(
      'POD',
      `${metadata.name} --namespace ${namespace}`,
    );
    if (!waiting || !remedy) return [];
    return [`${waiting.reason}: ${waiting.message ?? ''}\n  ${remedy}`];
  });
}
