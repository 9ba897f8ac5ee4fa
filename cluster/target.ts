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
  /** The contexts before `up`. */
  readonly contexts: Contexts;
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
  if (wish.create !== null) return createdTarget(machine, creatorNamed(machine, wish.create), contexts);
  return (
    (await foundTarget(machine, contexts)) ??
    createdTarget(machine, firstCreator(machine, contexts), contexts)
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
    stopped.find(({ context }) => readRecord(context) !== null) ??
    stopped[0];
  if (preferred) return preferred;
  if (installedCreators(machine).length > 0) return null;
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
    contexts,
  };
}

async function createdTarget(
  machine: Machine,
  provider: Creator,
  contexts: Contexts,
): Promise<Target | StoppedCluster> {
  const { tool } = provider;
  const { creation } = tool;
  const context = tool.contextOf(creation.cluster);
  const known = contexts.all.find(({ name }) => name === context);
  if (known && (await answers(machine, context))) return existingTarget(machine, known, contexts);
  const found = (await tool.clusters(machine)).find(({ name }) => name === creation.cluster);
  const stopped = found && stoppedOf(provider, found);
  if (stopped) return stopped;
  if (found && readRecord(context)?.created === undefined)
    throw new Refusal(message('target.notMadeByUp', { provider: provider.name, name: creation.cluster }));
  return {
    context,
    contextNamespace: 'default',
    provider,
    cluster: { name: creation.cluster, nodes: [] },
    creation,
    replacesBroken: found !== undefined,
    contexts,
  };
}

/** The stopped clusters of all installed tools. */
async function stoppedClusters(machine: Machine): Promise<StoppedCluster[]> {
  const found = installedCreators(machine).map(async (provider) =>
    (await provider.tool.clusters(machine)).flatMap((cluster) => stoppedOf(provider, cluster) ?? []),
  );
  return (await Promise.all(found)).flat();
}

function stoppedOf(provider: Creator, { name, start }: FoundCluster): StoppedCluster | null {
  return start && { context: provider.tool.contextOf(name), provider, name, start };
}

/** A provider whose tool creates and starts clusters. */
type Creator = Provider & { readonly tool: Tool };

const creators = providers.filter((provider): provider is Creator => provider.tool !== null);

function installedCreators(machine: Machine): Creator[] {
  return creators.filter(({ tool }) => machine.isInstalled(tool.program));
}

function creatorNamed(machine: Machine, name: string): Creator {
  const creator = creators.find(({ tool }) => tool.program === name);
  const tools = creators.map(({ tool }) => tool.program);
  if (!creator) throw new Refusal(message('target.unknownTool', { tools, name }));
  if (!machine.isInstalled(name))
    throw new Refusal(message('target.toolIsMissing', { name, install: whatToInstall(machine) }));
  return creator;
}

function firstCreator(machine: Machine, contexts: Contexts): Creator {
  const creator = installedCreators(machine)[0];
  if (creator) return creator;
  const install = whatToInstall(machine);
  const silent = contexts.all.map((context) => context.name);
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
    ...(installedCreators(machine).length > 0 ? [] : [message('target.installKind')]),
  ];
  return message('target.install', { missing });
}
