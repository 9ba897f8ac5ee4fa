/** The manifests into the cluster, and pods that run what was built. */

import { message } from '../messages/all.ts';
import { imagesOf } from '../scripts/images/commands.ts';
import type { Engine } from '../scripts/images/engine.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { podsOfService, whyNotReady } from './diagnosis.ts';
import { contentOf } from './images.ts';
import { kubectl } from './kubectl.ts';
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
  const rollout = (...words: string[]) =>
    kubectl(context, '--namespace', namespace, 'rollout', ...words, `deployment/${WORKLOAD.name}`);
  const applied = [...new Set([...(record.applied ?? []), ...namesIn(manifests)])];
  const replaced = [...(record.replaced ?? []), ...foreign];
  const image = imageIn(manifests);
  // An overlay may name an image that is not built here.
  const built = engine && imagesOf(options.imagePrefix).find((name) => name === image);
  const running = async () => (built ? await contentOf(machine, engine, built) : null);
  const restart: Step = {
    title: message('step.restart'),
    commands: [{ argv: rollout('restart') }],
    isNeeded: async () => {
      const content = await running();
      return content === null || content !== record.running;
    },
    remedy: message('kubectl.saysWhy'),
  };
  const isThere = there.some((object) => nameOf(object) === `deployment/${WORKLOAD.name}`);
  return [
    {
      title: message('step.apply'),
      commands: [applyCommand(context, manifests)],
      before: () => writeRecord(Object.assign(record, { namespace, applied, replaced })),
      remedy: (said) =>
        /port is already allocated/i.test(said)
          ? message('apply.portIsTaken', { port: String(WORKLOAD.nodePort) })
          : message('kubectl.saysWhy'),
    },
    ...(isThere && built ? [restart] : []),
    {
      title: message('step.waitUntilReady'),
      commands: [{ argv: [...rollout('status'), '--timeout', '180s'] }],
      after: async () => {
        const content = await running();
        if (content !== null) writeRecord(Object.assign(record, { running: content }));
      },
      remedy: () => whyNotReady(machine, context, podsOfService(namespace)),
    },
  ];
}
