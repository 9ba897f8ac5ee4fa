/** The steps that install and remove the stack of observability/. */

import { message } from '../messages/all.ts';
import type { Message, Text } from '../messages/message.ts';
import { Refusal } from '../scripts/command-line.ts';
import { type Engine, findEngine } from '../scripts/images/engine.ts';
import type { Command, Machine } from '../scripts/machine.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { pullFailures, whyNotReady } from './diagnosis.ts';
import { getOrRefuse, kubectl } from './kubectl.ts';
import {
  applyCommand,
  type KubeObject,
  type Manifests,
  nameOf,
  objectsIn,
  renderStack,
} from './manifests.ts';
import { holderOf, readNodes } from './nodes.ts';
import { type Step, typed, type Undo } from './plan.ts';
import type { Cluster, Provider } from './providers/provider.ts';
import { type Record, updateRecord } from './record.ts';
import type { Target } from './target.ts';

export const MONITORING = {
  namespace: 'monitoring',
  /** The NodePort of Grafana in the course. */
  grafanaPort: 30001,
  /** The live page adds its own host: a host that answers at one NodePort answers at the others. */
  grafanaUrl: ':30001',
} as const;

interface Labelled extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly labels?: { readonly [name: string]: string } };
  readonly status?: { readonly phase?: string };
}

/**
 * Reads only.
 * @returns no steps for a stack that somebody installed with kubectl, or from another machine
 * @throws {Refusal} when another owner has the namespace or the NodePort
 */
export async function monitoringSteps(machine: Machine, target: Target, record: Record): Promise<Step[]> {
  const stack = await renderStack(machine);
  if (!target.creation && (await isInstalledByHand(machine, target.context, record))) return [];
  if (!target.creation) await requireFreePort(machine, target.context);
  return [applyStep(target, record, stack), waitStep(machine, target, record, stack)];
}

/** A stack of `kubectl apply -k observability/` or of another machine is used, and not changed. */
async function isInstalledByHand(machine: Machine, context: string, record: Record): Promise<boolean> {
  if (record.monitoring) return false;
  const { namespace } = MONITORING;
  const found = await getOrRefuse<Labelled>(machine, context, [`namespace/${namespace}`]);
  if (!found) return false;
  if (found.metadata.labels?.['app.kubernetes.io/part-of'] !== WORKLOAD.name)
    throw new Refusal(message('monitoring.otherNamespace', { namespace, context }));
  if (found.status?.phase === 'Terminating')
    throw new Refusal(message('monitoring.terminating', { namespace, context }));
  return true;
}

async function requireFreePort(machine: Machine, context: string): Promise<void> {
  const { namespace, grafanaPort } = MONITORING;
  const holder = await holderOf(machine, context, grafanaPort);
  if (!holder || holder.namespace === namespace) return;
  throw new Refusal(message('monitoring.portIsTaken', { ...holder, port: String(grafanaPort), context }));
}

function applyStep({ context }: Target, record: Record, stack: Manifests): Step {
  const objects = stackObjects(stack);
  // When the update of an older stack of `up` fails, the stack stays.
  const isNew = record.monitoring === undefined;
  return {
    title: message('step.applyMonitoring', { namespace: MONITORING.namespace }),
    commands: [applyCommand(context, stack)],
    before: () => updateRecord(record, { monitoring: { objects } }),
    remedy: message('kubectl.saysWhy'),
    undo: async () => (isNew ? undoOf(context, record) : null),
  };
}

function waitStep(machine: Machine, target: Target, record: Record, stack: Manifests): Step {
  const { context } = target;
  const { namespace } = MONITORING;
  const workloads = objectsIn(stack).filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');
  const cannotPull = async () =>
    (await pullFailures(machine, context, ['--namespace', namespace])).length > 0;
  const isNew = record.monitoring === undefined;
  return {
    title: message('step.waitForMonitoring'),
    commands: workloads.map((workload) => {
      const status = ['rollout', 'status', nameOf(workload), '--timeout', '600s'];
      return { argv: kubectl(context, '--namespace', namespace, ...status) };
    }),
    cannotSucceed: cannotPull,
    remedy: async () => {
      const images = await pullFailures(machine, context, ['--namespace', namespace]);
      return images.length > 0
        ? pullInstructions(machine, images, target)
        : whyNotReady(machine, context, ['--namespace', namespace]);
    },
    // An image that cannot be pulled needs a person. After another failure the stack stays for inspection.
    undo: async () => (isNew && (await cannotPull()) ? undoOf(context, record) : null),
  };
}

async function pullInstructions(
  machine: Machine,
  images: readonly string[],
  { provider, cluster, context }: Target,
): Promise<Message> {
  const nodes = await readNodes(machine, context);
  const engine = await findEngine(machine).catch(() => null);
  const commands = images.flatMap((image, index): readonly Text[] =>
    provider.isLocal && engine
      ? pullCommands(provider, { ...cluster, nodes }, engine, image, `image-${index + 1}.tar`).map(
          (command) => `  ${typed(command)}`,
        )
      : [message('monitoring.onEachNode', { image })],
  );
  return message('monitoring.cannotPull', { images, commands, context });
}

/**
 * An archive of one platform. With Docker's containerd store an image lists platforms that were never pulled,
 * and kind and k3d cannot load it by its name (kubernetes-sigs/kind#3795, k3d-io/k3d#1538).
 */
function pullCommands(
  provider: Provider,
  cluster: Cluster,
  engine: Engine,
  image: string,
  archive: string,
): Command[] {
  const platform = cluster.nodes
    .slice(0, 1)
    .flatMap(({ architecture }) => ['--platform', `linux/${architecture}`]);
  const options = engine.isPodman ? ['--format', 'docker-archive'] : platform;
  const load = provider.imageStore(cluster)?.loadArchive(archive, engine) ?? [];
  const save: Command = { argv: [engine.program, 'save', ...options, '--output', archive, image] };
  return [
    { argv: [engine.program, ...engine.options, 'pull', ...platform, image] },
    ...(load.length > 0 ? [save, ...load] : []),
  ];
}

function undoOf(context: string, record: Record): Undo {
  const after = () => updateRecord(record, { monitoring: undefined });
  return { commands: deleteCommands(context, record), after };
}

/** Deleting the namespace deletes everything in it. */
export function deleteCommands(context: string, record: Record): Command[] {
  const objects = record.monitoring?.objects ?? [];
  if (objects.length === 0) return [];
  return [{ argv: kubectl(context, 'delete', '--ignore-not-found', ...objects) }];
}

function stackObjects(stack: Manifests): string[] {
  return objectsIn(stack)
    .filter(({ metadata }) => metadata.namespace === undefined)
    .map(nameOf);
}
