/** The stack of observability/: what stands in its way, how it comes and how it goes. */

import { Refusal } from '../scripts/command-line.ts';
import { type Command, show } from './command.ts';
import { pullFailures, whyNotReady } from './diagnosis.ts';
import { type Engine, findEngine } from './images.ts';
import { capture, type Machine } from './machine.ts';
import {
  applyCommand,
  type KubeObject,
  type Manifests,
  nameOf,
  objectsIn,
  renderStack,
} from './manifests.ts';
import { holderOf } from './node-ports.ts';
import { readNodes } from './nodes.ts';
import type { Step, Undo } from './plan.ts';
import type { Cluster, Provider } from './providers/provider.ts';
import { type Record, writeRecord } from './record.ts';
import type { Target } from './target.ts';

export const MONITORING = {
  namespace: 'monitoring',
  /** Where the course has Grafana, on every node. */
  grafanaPort: 30001,
  /** The live page puts its own host before it: a NodePort answers wherever another one does. */
  grafanaUrl: ':30001',
} as const;

const PART_OF = { label: 'app.kubernetes.io/part-of', value: 'app-1-2-2-1' } as const;

interface Labelled extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly labels?: { readonly [name: string]: string } };
  readonly status?: { readonly phase?: string };
}

/**
 * Looks, touches nothing.
 * @returns none where the stack is there already without this command having brought it
 * @throws {Refusal} where somebody else's namespace or NodePort is in the way
 */
export async function monitoringSteps(machine: Machine, target: Target, record: Record): Promise<Step[]> {
  const stack = await renderStack(machine);
  if (!target.creation && (await isThereByHand(machine, target.context, record))) return [];
  if (!target.creation) await requireFreePort(machine, target.context);
  return [applyStep(target, record, stack), waitStep(machine, target, record, stack)];
}

/**
 * Brought by `kubectl apply -k observability/`, or from another machine: used, but not this command's to
 * change.
 */
async function isThereByHand(machine: Machine, context: string, record: Record): Promise<boolean> {
  if (record.monitoring) return false;
  const { namespace } = MONITORING;
  const found = await ask<Labelled>(machine, context, 'get', `namespace/${namespace}`, '--ignore-not-found');
  if (!found) return false;
  if (found.metadata.labels?.[PART_OF.label] !== PART_OF.value) {
    throw new Refusal(
      `There is a namespace "${namespace}" in this cluster that is somebody else's, most likely with a Prometheus and a Grafana of its own. Nothing was touched.\n` +
        `What that one has, and what it lacks for the lesson:\n` +
        `  npm run monitoring -- check --context ${context}`,
    );
  }
  if (found.status?.phase === 'Terminating') {
    throw new Refusal(
      `The namespace "${namespace}" is just being deleted. Wait until it is gone, then try again:\n` +
        `  kubectl --context ${context} wait --for delete namespace/${namespace} --timeout 120s`,
    );
  }
  return true;
}

async function requireFreePort(machine: Machine, context: string): Promise<void> {
  const { namespace, grafanaPort } = MONITORING;
  const holder = await holderOf(machine, context, grafanaPort);
  if (!holder || holder.namespace === namespace) return;
  throw new Refusal(
    `NodePort ${grafanaPort} belongs to the Service "${holder.name}" of namespace "${holder.namespace}". Nothing was touched.\n` +
      `If that is a Grafana, use it: \`npm run monitoring -- check --context ${context}\` says what it lacks. ` +
      `Otherwise free the port: kubectl --context ${context} delete service ${holder.name} --namespace ${holder.namespace}`,
  );
}

function applyStep({ context }: Target, record: Record, stack: Manifests): Step {
  const objects = stackObjects(stack);
  // One that is there already and fails to be renewed is better than none.
  const isNew = record.monitoring === undefined;
  return {
    title: `Apply observability/: Prometheus, Loki, Grafana and what feeds them, into the namespace "${MONITORING.namespace}"`,
    commands: [applyCommand(context, stack)],
    before: () => writeRecord(Object.assign(record, { monitoring: { objects } })),
    remedy: () => 'kubectl says why above.',
    undo: async () => (isNew ? undoing(context, record) : null),
  };
}

function waitStep(machine: Machine, target: Target, record: Record, stack: Manifests): Step {
  const { context } = target;
  const { namespace } = MONITORING;
  const kubectl = ['kubectl', '--context', context, '--namespace', namespace] as const;
  const workloads = objectsIn(stack).filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');
  const cannotPull = async () =>
    (await pullFailures(machine, context, ['--namespace', namespace])).length > 0;
  const isNew = record.monitoring === undefined;
  return {
    title: 'Wait until they are ready (the first time, while the nodes pull their images)',
    commands: workloads.map((workload) => ({
      argv: [...kubectl, 'rollout', 'status', nameOf(workload), '--timeout', '600s'],
    })),
    cannotSucceed: cannotPull,
    remedy: async () => {
      const images = await pullFailures(machine, context, ['--namespace', namespace]);
      return images.length > 0
        ? howToBring(machine, images, target)
        : whyNotReady(machine, context, ['--namespace', namespace]);
    },
    // What cannot be pulled will not come by itself; anything else is there to be looked at.
    undo: async () => (isNew && (await cannotPull()) ? undoing(context, record) : null),
  };
}

async function howToBring(
  machine: Machine,
  images: readonly string[],
  { provider, cluster, context }: Target,
): Promise<string> {
  const nodes = await readNodes(machine, context);
  const engine = await findEngine(machine).catch(() => null);
  const commands = images.flatMap((image, index) =>
    provider.isLocal && engine
      ? bringCommands(provider, { ...cluster, nodes }, engine, image, `image-${index + 1}.tar`).map(show)
      : [`on each node: sudo crictl pull ${image}`],
  );
  return [
    `the nodes cannot pull ${images.join(', ')}. They need a way to the registry, or the images by hand:`,
    ...commands.map((command) => `  ${command}`),
    `then: npm run up -- --monitoring --context ${context}`,
    'The service itself is up.',
  ].join('\n');
}

/**
 * One platform in an archive: with Docker's containerd store an image names platforms that were never pulled,
 * and kind and k3d do not take it by its name (kubernetes-sigs/kind#3795, k3d-io/k3d#1538).
 */
function bringCommands(
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
  const load = provider.loadArchive(cluster, archive, engine);
  const save: Command = { argv: [engine.program, 'save', ...options, '--output', archive, image] };
  return [
    { argv: [engine.program, ...engine.options, 'pull', ...platform, image] },
    ...(load.length > 0 ? [save, ...load] : []),
  ];
}

function undoing(context: string, record: Record): Undo {
  const after = () => {
    delete record.monitoring;
    writeRecord(record);
  };
  return { commands: takeAway(context, record), after };
}

/** With the namespace goes all that is in it. */
export function takeAway(context: string, record: Record): Command[] {
  const objects = record.monitoring?.objects ?? [];
  if (objects.length === 0) return [];
  return [{ argv: ['kubectl', '--context', context, 'delete', '--ignore-not-found', ...objects] }];
}

function stackObjects(stack: Manifests): string[] {
  return objectsIn(stack)
    .filter(({ metadata }) => metadata.namespace === undefined)
    .map(nameOf);
}

async function ask<T>(machine: Machine, context: string, ...question: string[]): Promise<T | null> {
  const answer = await capture(machine, 'kubectl', '--context', context, ...question, '--output', 'json');
  if (answer.exitCode !== 0)
    throw new Refusal(`${context} does not say what it has: ${answer.stderr.trim()}`);
  return answer.stdout.trim() ? (JSON.parse(answer.stdout) as T) : null;
}
