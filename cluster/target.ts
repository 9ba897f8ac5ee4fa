/** Chooses the cluster: by name, one that answers, one that is stopped, or a new one. */

import { message } from '../messages/all.ts';
import type { Message } from '../messages/message.ts';
import { Refusal } from '../scripts/command-line.ts';
import type { Command, Machine } from '../scripts/machine.ts';
import { type Contexts, providerOf, providers, readContexts } from './contexts.ts';
import { answers } from './kubectl.ts';
import { readNodes } from './nodes.ts';
import type { Cluster, Creation, FoundCluster, KubeContext, Provider, Tool } from './providers/provider.ts';
import { readRecord } from './record.ts';

export interface Target {
  readonly context: string;
  /** The default namespace of the context. */
  readonly contextNamespace: string;
  readonly provider: Provider;
  readonly cluster: Cluster;
  /** Null: the cluster exists. */
  readonly creation: Creation | null;
  /** `up` created a cluster of that name. It runs, and does not answer. */
  readonly replacesBroken: boolean;
  readonly previousContext: string | null;
  /** The contexts of all other clusters. */
  readonly others: readonly string[];
}

/** A cluster that `up` starts before it can read it. */
export interface StoppedCluster {
  readonly context: string;
  readonly provider: Provider;
  readonly name: string;
  readonly start: Command;
}

export interface Wish {
  readonly context: string | null;
  readonly create: string | null;
}

/** @throws {Refusal} with what to install, start or type */
export async function chooseTarget(machine: Machine, wish: Wish): Promise<Target | StoppedCluster> {
  if (!machine.isInstalled('kubectl')) throw new Refusal(whatToInstall(machine));
  const contexts = await readContexts(machine);
  if (wish.context !== null) return named(machine, wish.context, contexts);
  if (wish.create !== null) return createdTarget(machine, makerNamed(machine, wish.create), contexts);
  return (
    (await foundTarget(machine, contexts)) ?? createdTarget(machine, firstMaker(machine, contexts), contexts)
  );
}

async function named(machine: Machine, name: string, contexts: Contexts): Promise<Target | StoppedCluster> {
  const context = contexts.all.find((candidate) => candidate.name === name);
  if (context && (await answers(machine, name))) return existingTarget(machine, context, contexts);
  const stopped = (await stoppedClusters(machine)).find((candidate) => candidate.context === name);
  if (stopped) return stopped;
  if (!context) {
    const known = contexts.all.map((candidate) => candidate.name);
    const none = message('target.none');
    throw new Refusal(message('target.noContext', { name, contexts: known.length > 0 ? known : none }));
  }
  throw new Refusal(message('target.doesNotAnswer', { context: name }));
}

/**
 * The current context if its cluster is local, otherwise another local cluster that answers, otherwise a
 * stopped one. A remote cluster comes last: it may be somebody else's, and a person confirms it by its name.
 */
async function foundTarget(machine: Machine, contexts: Contexts): Promise<Target | StoppedCluster | null> {
  const current = contexts.all.filter((context) => context.name === contexts.current);
  const rest = contexts.all.filter((context) => context.name !== contexts.current);
  const isLocal = (context: KubeContext) => providerOf(context).provider.isLocal;
  for (const context of [...current, ...rest].filter(isLocal)) {
    if (await answers(machine, context.name)) return existingTarget(machine, context, contexts);
  }
  const stopped = await stoppedClusters(machine);
  const preferred =
    stopped.find(({ context }) => context === contexts.current) ??
    stopped.find(({ context }) => readRecord(context) !== undefined) ??
    stopped[0];
  if (preferred) return preferred;
  if (installedMakers(machine).length > 0) return null;
  for (const context of current) {
    if (await answers(machine, context.name)) return existingTarget(machine, context, contexts);
  }
  return null;
}

async function existingTarget(machine: Machine, context: KubeContext, contexts: Contexts): Promise<Target> {
  const { provider, cluster } = providerOf(context);
  return {
    context: context.name,
    contextNamespace: context.namespace,
    provider,
    cluster: { name: cluster, nodes: await readNodes(machine, context.name) },
    creation: null,
    replacesBroken: false,
    previousContext: contexts.current,
    others: othersThan(context.name, contexts),
  };
}

async function createdTarget(
  machine: Machine,
  { provider, tool }: Maker,
  contexts: Contexts,
): Promise<Target | StoppedCluster> {
  const { creation } = tool;
  const context = tool.contextOf(creation.cluster);
  const known = contexts.all.find(({ name }) => name === context);
  if (known && (await answers(machine, context))) return existingTarget(machine, known, contexts);
  const there = (await tool.clusters(machine)).find(({ name }) => name === creation.cluster);
  const stopped = there && stoppedOf(provider, tool, there);
  if (stopped) return stopped;
  if (there && readRecord(context)?.created === undefined)
    throw new Refusal(message('target.notMadeByUp', { provider: provider.name, name: creation.cluster }));
  return {
    context,
    contextNamespace: 'default',
    provider,
    cluster: { name: creation.cluster, nodes: [] },
    creation,
    replacesBroken: there !== undefined,
    previousContext: contexts.current,
    others: othersThan(context, contexts),
  };
}

function othersThan(name: string, contexts: Contexts): string[] {
  return contexts.all.map((context) => context.name).filter((other) => other !== name);
}

/** The stopped clusters of all installed tools. */
async function stoppedClusters(machine: Machine): Promise<StoppedCluster[]> {
  const found = installedMakers(machine).map(async ({ provider, tool }) =>
    (await tool.clusters(machine)).flatMap((cluster) => stoppedOf(provider, tool, cluster) ?? []),
  );
  return (await Promise.all(found)).flat();
}

function stoppedOf(provider: Provider, tool: Tool, { name, start }: FoundCluster): StoppedCluster | null {
  return start && { context: tool.contextOf(name), provider, name, start };
}

interface Maker {
  readonly provider: Provider;
  readonly tool: Tool;
}

const makers: readonly Maker[] = providers.flatMap((provider) =>
  provider.tool ? [{ provider, tool: provider.tool }] : [],
);

function installedMakers(machine: Machine): Maker[] {
  return makers.filter(({ tool }) => machine.isInstalled(tool.program));
}

function makerNamed(machine: Machine, name: string): Maker {
  const maker = makers.find(({ tool }) => tool.program === name);
  const tools = makers.map(({ tool }) => tool.program);
  if (!maker) throw new Refusal(message('target.unknownTool', { tools, name }));
  if (!installedMakers(machine).includes(maker))
    throw new Refusal(message('target.toolIsMissing', { name, install: whatToInstall(machine) }));
  return maker;
}

function firstMaker(machine: Machine, contexts: Contexts): Maker {
  const maker = installedMakers(machine)[0];
  if (maker) return maker;
  const install = whatToInstall(machine);
  const silent = othersThan('', contexts);
  throw new Refusal(
    silent.length === 0 ? install : message('target.noneAnswers', { contexts: silent, install }),
  );
}

/** A line for each missing program. */
function whatToInstall(machine: Machine): Message {
  const hasEngine = machine.isInstalled('docker') || machine.isInstalled('podman');
  const missing = [
    ...(hasEngine ? [] : [message('target.installDocker')]),
    ...(machine.isInstalled('kubectl') ? [] : [message('target.installKubectl')]),
    ...(installedMakers(machine).length > 0 ? [] : [message('target.installKind')]),
  ];
  return message('target.install', { missing });
}
