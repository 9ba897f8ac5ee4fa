/** The manifests into the cluster, and pods that run what was built. */

import { imagesOf } from '../scripts/images/commands.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { podsOfService, whyNotReady } from './diagnosis.ts';
import { contentOf, type Engine } from './images.ts';
import { applyCommand, imageIn, type KubeObject, nameOf, namesIn } from './manifests.ts';
import type { Step } from './plan.ts';
import { writeRecord } from './record.ts';
import type { Situation } from './situation.ts';

export function workloadSteps(
  { machine, options, target, namespace, record, manifests, there }: Situation,
  foreign: readonly KubeObject[],
  engine: Engine | null,
): Step[] {
  const { context } = target;
  const kubectl = ['kubectl', '--context', context, '--namespace', namespace] as const;
  const applied = [...new Set([...(record.applied ?? []), ...namesIn(manifests)])];
  const replaced = [...(record.replaced ?? []), ...foreign];
  const image = imageIn(manifests);
  // An overlay may name an image that is not built here.
  const built = engine && imagesOf(options.imagePrefix).find((name) => name === image);
  const running = async () => (built ? await contentOf(machine, engine, built) : null);
  const restart: Step = {
    title: 'Restart the pods, if the image that they run has been built anew',
    commands: [{ argv: [...kubectl, 'rollout', 'restart', `deployment/${WORKLOAD.name}`] }],
    isNeeded: async () => {
      const content = await running();
      return content === null || content !== record.running;
    },
    remedy: () => 'kubectl says why above.',
  };
  const isThere = there.some((object) => nameOf(object) === `deployment/${WORKLOAD.name}`);
  return [
    {
      title: 'Apply the manifests',
      commands: [applyCommand(context, manifests)],
      before: () => writeRecord(Object.assign(record, { namespace, applied, replaced })),
      remedy: (said) =>
        /port is already allocated/i.test(said)
          ? `another Service of this cluster holds NodePort ${WORKLOAD.nodePort}: \`kubectl get services -A\` shows which.`
          : 'kubectl says why above.',
    },
    ...(isThere && built ? [restart] : []),
    {
      title: 'Wait until the pods are ready',
      commands: [
        { argv: [...kubectl, 'rollout', 'status', `deployment/${WORKLOAD.name}`, '--timeout', '180s'] },
      ],
      after: async () => {
        const content = await running();
        if (content !== null) writeRecord(Object.assign(record, { running: content }));
      },
      remedy: () => whyNotReady(machine, context, podsOfService(namespace)),
    },
  ];
}
