/** The steps that apply the manifests, and restart the pods after a new build of their image. */

import { message } from '../messages/all.ts';
import { imagesOf } from '../scripts/images/commands.ts';
import type { Engine } from '../scripts/images/engine.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { podsOfService, whyNotReady } from './diagnosis.ts';
import { contentOf } from './images.ts';
import { kubectl } from './kubectl.ts';
import { applyCommand, imageIn, type KubeObject, nameOf, namesIn } from './manifests.ts';
import type { Step } from './plan.ts';
import { updateRecord } from './record.ts';
import type { Situation } from './situation.ts';

export function workloadSteps(
  { machine, options, target, namespace, record, manifests, existing }: Situation,
  foreign: readonly KubeObject[],
  engine: Engine | null,
): Step[] {
  const { context } = target;
  const rollout = (...words: string[]) =>
    kubectl(context, '--namespace', namespace, 'rollout', ...words, `deployment/${WORKLOAD.name}`);
  const applied = [...new Set([...(record.applied ?? []), ...namesIn(manifests)])];
  const replaced = [...(record.replaced ?? []), ...foreign];
  const image = imageIn(manifests);
  // The image of an overlay may be another.
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
  const isThere = existing.some((object) => nameOf(object) === `deployment/${WORKLOAD.name}`);
  return [
    {
      title: message('step.apply'),
      commands: [applyCommand(context, manifests)],
      before: () => updateRecord(record, { namespace, applied, replaced }),
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
        if (content !== null) updateRecord(record, { running: content });
      },
      remedy: () => whyNotReady(machine, context, podsOfService(namespace)),
    },
  ];
}
