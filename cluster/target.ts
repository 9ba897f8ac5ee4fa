/** Which cluster is meant: the one that was named, one that is there, or a new one. */

import { answers, type Contexts, providerOf, providers, readContexts } from './contexts.ts';
import type { Machine } from './machine.ts';
import type { Creation, KubeContext, Provider } from './providers/provider.ts';
import { readRecord } from './record.ts';
import { Refusal } from './refusal.ts';

export interface Target {
  readonly context: string;
  readonly provider: Provider;
  readonly cluster: string;
  /** The cluster is not there yet. */
  readonly creation: Creation | null;
  readonly previousContext: string | null;
  /** Contexts that stay untouched. */
  readonly others: readonly string[];
}

export interface Wish {
  readonly context: string | null;
  readonly create: string | null;
}

/** @throws {Refusal} with what to install, start or say instead */
export async function chooseTarget(machine: Machine, wish: Wish): Promise<Target> {
  if (!machine.isInstalled('kubectl')) throw new Refusal(whatToInstall(machine));
  const contexts = await readContexts(machine);
  if (wish.context !== null) return existingTarget(await named(machine, wish.context, contexts), contexts);
  if (wish.create !== null) return createdTarget(machine, creatorNamed(machine, wish.create), contexts);
  return (
    (await foundTarget(machine, contexts)) ??
    createdTarget(machine, firstCreator(machine, contexts), contexts)
  );
}

async function named(machine: Machine, name: string, contexts: Contexts): Promise<KubeContext> {
  const context = contexts.all.find((candidate) => candidate.name === name);
  if (!context) {
    const known = contexts.all.map((candidate) => candidate.name).join(', ') || 'none';
    throw new Refusal(`There is no context "${name}". kubectl knows: ${known}.`);
  }
  if (!(await answers(machine, name))) {
    throw new Refusal(
      `The cluster behind "${name}" does not answer. Start it, or check \`kubectl --context ${name} version\`.`,
    );
  }
  return context;
}

/**
 * The current context if it is a local one, otherwise any local cluster that answers. The current context of
 * a cluster elsewhere comes last: it is somebody's, and has to be confirmed by name.
 */
async function foundTarget(machine: Machine, contexts: Contexts): Promise<Target | null> {
  const current = contexts.all.filter((context) => context.name === contexts.current);
  const rest = contexts.all.filter((context) => context.name !== contexts.current);
  const isLocal = (context: KubeContext) => providerOf(context).provider.isLocal;
  for (const context of [...current, ...rest].filter(isLocal)) {
    if (await answers(machine, context.name)) return existingTarget(context, contexts);
  }
  if (creatorsOn(machine).length > 0) return null;
  for (const context of current)
    if (await answers(machine, context.name)) return existingTarget(context, contexts);
  return null;
}

function existingTarget(context: KubeContext, contexts: Contexts): Target {
  return {
    context: context.name,
    ...providerOf(context),
    creation: null,
    previousContext: contexts.current,
    others: othersThan(context.name, contexts),
  };
}

async function createdTarget(
  machine: Machine,
  provider: Provider & { creation: Creation },
  contexts: Contexts,
): Promise<Target> {
  const { creation } = provider;
  const isThere = contexts.all.find((context) => context.name === creation.context);
  if (isThere && (await answers(machine, isThere.name))) return existingTarget(isThere, contexts);
  if (isThere && readRecord(isThere.name)?.created === undefined) {
    throw new Refusal(
      `There is a ${provider.name} cluster "${creation.cluster}" that \`npm run up\` did not make, and it does not answer. Start it or delete it.`,
    );
  }
  return {
    context: creation.context,
    provider,
    cluster: creation.cluster,
    creation,
    previousContext: contexts.current,
    others: othersThan(creation.context, contexts),
  };
}

function othersThan(name: string, contexts: Contexts): string[] {
  return contexts.all.map((context) => context.name).filter((other) => other !== name);
}

type Creator = Provider & { creation: Creation };

const creators = providers.filter((provider: Provider): provider is Creator => provider.creation !== null);

function creatorsOn(machine: Machine): Creator[] {
  return creators.filter(({ program }) => program !== null && machine.isInstalled(program));
}

function creatorNamed(machine: Machine, name: string): Creator {
  const provider = creators.find((candidate) => candidate.name === name);
  if (!provider)
    throw new Refusal(
      `A cluster can be made with ${creators.map((creator) => creator.name).join(', ')}; not with "${name}".`,
    );
  if (!creatorsOn(machine).includes(provider))
    throw new Refusal(`${name} is not installed.\n${whatToInstall(machine)}`);
  return provider;
}

function firstCreator(machine: Machine, contexts: Contexts): Creator {
  const provider = creatorsOn(machine)[0];
  if (provider) return provider;
  const silent =
    contexts.all.length > 0 ? `No cluster answers behind ${othersThan('', contexts).join(', ')}.\n` : '';
  throw new Refusal(`${silent}${whatToInstall(machine)}`);
}

/** One line for each thing that is missing on the way from nothing to a cluster. */
function whatToInstall(machine: Machine): string {
  const lines = ['There is no Kubernetes cluster here yet. Install what is missing, then try again:'];
  if (!machine.isInstalled('docker') && !machine.isInstalled('podman')) {
    lines.push('  docker    runs the containers       https://docs.docker.com/get-started/get-docker/');
  }
  if (!machine.isInstalled('kubectl'))
    lines.push('  kubectl   talks to the cluster      https://kubernetes.io/docs/tasks/tools/');
  if (creatorsOn(machine).length === 0) {
    lines.push(
      '  kind      makes a cluster in docker https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
    );
    lines.push('            (or k3d https://k3d.io, or minikube https://minikube.sigs.k8s.io/docs/start/)');
  }
  return lines.join('\n');
}
