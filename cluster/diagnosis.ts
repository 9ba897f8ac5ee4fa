/** Why pods do not become ready, in words, with what to do about it. */

import { capture } from './command.ts';
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
  CrashLoopBackOff: 'The container ends by itself. Its last words: `kubectl logs -l app=1.2.2.1 --previous`.',
};

export async function whyNotReady(context: string): Promise<string> {
  const selector = ['--namespace', NAMESPACE, '--selector', 'app=1.2.2.1'];
  const answer = await capture(
    'kubectl',
    '--context',
    context,
    'get',
    'pods',
    ...selector,
    '--output',
    'json',
  );
  const look = `look at \`kubectl --context ${context} get pods ${selector.join(' ')}\` and \`kubectl describe\` one of them.`;
  if (answer.exitCode !== 0) return look;
  const { items } = JSON.parse(answer.stdout) as { items: Pod[] };
  const reasons = new Set(items.flatMap(reasonsOf));
  return reasons.size > 0 ? [...reasons, `More: ${look}`].join('\n  ') : look;
}

function reasonsOf({ status }: Pod): string[] {
  const unscheduled = status.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) return [`No node takes the pod: ${unscheduled.message}`];
  return (status.containerStatuses ?? []).flatMap(({ state: { waiting } }) => {
    const remedy = waiting?.reason === undefined ? undefined : remedies[waiting.reason];
    if (!waiting || !remedy) return [];
    return [`${waiting.reason}: ${waiting.message ?? ''}\n  ${remedy}`];
  });
}
