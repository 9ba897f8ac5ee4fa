/** From whatever is here to a running service: looks, shows a plan, asks, acts. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGrafana, findService } from './address.ts';
import { whyNotReady } from './diagnosis.ts';
import { type Engine, findEngine, imagesOf, storedName } from './images.ts';
import { answerTo, type Machine } from './machine.ts';
import {
  applyCommand,
  DEFAULT_PREFIX,
  type KubeObject,
  type Manifests,
  NAMESPACE,
  nameOf,
  namesIn,
  readExisting,
  renderManifests,
  WORKLOAD,
  withVariable,
} from './manifests.ts';
import { hasMetrics, installCommands, METRICS_SERVER } from './metrics-server.ts';
import { MONITORING, monitoringSteps } from './monitoring.ts';
import { type Plan, runPlan, type Step, showPlan } from './plan.ts';
import { type Record, readRecord, writeRecord } from './record.ts';
import { Refusal } from './refusal.ts';
import { chooseTarget, type Target } from './target.ts';
import type { Terminal } from './terminal.ts';

export interface UpOptions {
  readonly context: string | null;
  readonly create: string | null;
  readonly overlay: string | null;
  /** The nodes have the images already, or pull them: neither build nor load. */
  readonly noImages: boolean;
  /** Prometheus, Loki and Grafana as well. */
  readonly monitoring: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly imagePrefix: string;
}

/**
 * @throws {Refusal} where nothing was touched
 * @throws {StepFailure} where something may have been done
 */
export async function up(machine: Machine, options: UpOptions, terminal: Terminal): Promise<void> {
  const target = await chooseTarget(machine, options);
  const archives = mkdtempSync(join(tmpdir(), 'app-1-2-2-1-'));
  try {
    const plan = await planUp(machine, options, target, archives);
    showPlan(plan, terminal);
    if (options.dryRun) return;
    await requireConsent(options, target, terminal);
    await runPlan(machine, plan, terminal);
  } finally {
    rmSync(archives, { recursive: true, force: true });
  }
  await sayWhere(machine, target, options, terminal);
}

async function planUp(machine: Machine, options: UpOptions, target: Target, archives: string): Promise<Plan> {
  const record: Record = readRecord(target.context) ?? {
    context: target.context,
    provider: target.provider.name,
    cluster: target.cluster,
  };
  const manifests = await manifestsFor(machine, options, record);
  const there = target.creation ? [] : await readExisting(machine, target.context, manifests);
  const foreign = there.filter((object) => !record.applied?.includes(nameOf(object)));
  const stackSteps = options.monitoring ? await monitoringSteps(machine, target, record) : [];
  const steps = [
    ...creationSteps(target, record),
    ...(options.noImages ? [] : await imageSteps(machine, options, target, record, archives)),
    ...applySteps(machine, target, record, manifests, foreign),
    // Last, because the service does without: a download that fails should not keep it away.
    ...(await metricsSteps(machine, target, record)),
    ...stackSteps,
  ];
  const where = `${target.creation ? 'a new' : 'the'} ${describe(target)}`;
  return {
    title: `The plan: the service into ${where}`,
    steps,
    notes: await notesOn(machine, target, foreign, options.monitoring && stackSteps.length === 0),
  };
}

/** With a Grafana at hand the live page is told where. */
async function manifestsFor(machine: Machine, options: UpOptions, record: Record): Promise<Manifests> {
  const manifests = await renderManifests(machine, options.overlay, options.imagePrefix);
  const isWatched = options.monitoring || record.monitoring !== undefined;
  return isWatched ? withVariable(manifests, 'GRAFANA_URL', MONITORING.grafanaUrl) : manifests;
}

function describe({ provider, cluster, context, creation }: Target): string {
  const kind = provider.isLocal ? `${provider.name} cluster "${cluster}"` : 'cluster';
  return `${kind} (context ${context}${creation ? `: ${creation.title}` : ''})`;
}

function creationSteps({ creation, provider, previousContext }: Target, record: Record): Step[] {
  if (!creation) return [];
  // One that this command made and that does not answer any more is in the way of a new one, and is ours to
  // remove.
  const isBroken = record.created !== undefined;
  return [
    {
      title: `${isBroken ? 'Replace the cluster that does not answer' : 'Make a cluster'} with ${provider.name}`,
      commands: [...(isBroken ? [creation.delete] : []), creation.create],
      before: () => writeRecord(Object.assign(record, { created: record.created ?? { previousContext } })),
      remedy: (said) =>
        /already (allocated|in use)|port is already|address already/i.test(said)
          ? 'another program, perhaps another cluster, holds port 31221 or 30001 of this machine. Stop it, then `npm run up` again.'
          : `${provider.name} says why above; most often the container engine is not running or has too little memory.`,
    },
  ];
}

async function imageSteps(
  machine: Machine,
  options: UpOptions,
  target: Target,
  record: Record,
  archives: string,
): Promise<Step[]> {
  const { provider, cluster, creation } = target;
  const images = imagesOf(options.imagePrefix);
  const engine = await findEngine(machine);
  const push = provider.isLocal ? [] : ['--', '--push'];
  if (!provider.isLocal && options.imagePrefix === DEFAULT_PREFIX) throw new Refusal(howImagesTravel(target));
  const build: Step = {
    title: `Build ${images.join(', ')} with ${engine.program}${provider.isLocal ? '' : ' and push them'}`,
    commands: [{ argv: ['npm', 'run', 'images', ...push] }],
    remedy: () =>
      provider.isLocal
        ? `the lines above are ${engine.program}'s. The base image is pulled the first time, which needs a connection.`
        : `the lines above are ${engine.program}'s. Pushing needs \`${engine.program} login\` first.`,
  };
  const commands = provider.load(cluster, images, engine, archives);
  if (commands.length === 0) return [build];
  const before = creation ? '' : await storedImages(machine, target, engine);
  const fresh = images
    .map(storedName)
    .filter((image) => !before.includes(`${image}"`) && !before.includes(`${image}\n`));
  const load: Step = {
    title: `Load them into the cluster's nodes`,
    commands,
    before: () =>
      writeRecord(Object.assign(record, { loaded: [...new Set([...(record.loaded ?? []), ...fresh])] })),
    remedy: () => `${provider.name} says why above; a full disk of the container engine is the usual reason.`,
  };
  return [build, load];
}

function howImagesTravel({ context }: Target): string {
  return (
    `The nodes of ${context} are not on this machine, so the images have to travel. Either through your registry:\n` +
    `  IMAGE_PREFIX=registry.example.com/you npm run up -- --context ${context}\n` +
    `or, where the nodes have them already:\n` +
    `  npm run up -- --context ${context} --no-images`
  );
}

async function storedImages(
  machine: Machine,
  { provider, cluster }: Target,
  engine: Engine,
): Promise<string> {
  const commands = await provider.listImages(machine, cluster, engine);
  const lists = await Promise.all(commands.map((command) => answerTo(machine, command)));
  return lists.map((list) => `${list.stdout}\n`).join('');
}

async function metricsSteps(
  machine: Machine,
  { provider, context, cluster, creation }: Target,
  record: Record,
): Promise<Step[]> {
  const { metricsServer } = provider;
  if (metricsServer.how === 'built in' || metricsServer.how === 'by hand') return [];
  // A new minikube comes with the addon switched on.
  if (creation && metricsServer.how === 'addon') return [];
  if (!creation && (await hasMetrics(machine, context))) return [];
  const before = () => writeRecord(Object.assign(record, { metricsServer: metricsServer.how }));
  const remedy = () =>
    'the service is up, and without metrics-server only the autoscaling lesson does not work. Its manifest is ' +
    'downloaded, which needs a connection: `npm run up` tries again.';
  if (metricsServer.how === 'addon') {
    return [{ title: 'Switch on metrics-server', commands: [metricsServer.enable(cluster)], before, remedy }];
  }
  const title = `Install metrics-server ${METRICS_SERVER} (for autoscaling)`;
  return [{ title, commands: installCommands(context), before, remedy }];
}

function applySteps(
  machine: Machine,
  target: Target,
  record: Record,
  manifests: Manifests,
  foreign: readonly KubeObject[],
): Step[] {
  const { context } = target;
  const kubectl = ['kubectl', '--context', context, '--namespace', NAMESPACE] as const;
  const applied = [...new Set([...(record.applied ?? []), ...namesIn(manifests)])];
  const replaced = [...(record.replaced ?? []), ...foreign];
  return [
    {
      title: 'Apply the manifests',
      commands: [applyCommand(context, manifests)],
      before: () => writeRecord(Object.assign(record, { applied, replaced })),
      remedy: (said) =>
        /port is already allocated/i.test(said)
          ? 'another Service of this cluster holds NodePort 31221: `kubectl get services -A` shows which.'
          : 'kubectl says why above.',
    },
    {
      title: 'Wait until the pods are ready',
      commands: [{ argv: [...kubectl, 'rollout', 'status', `deployment/${WORKLOAD}`, '--timeout', '180s'] }],
      remedy: () => whyNotReady(machine, context),
    },
  ];
}

async function notesOn(
  machine: Machine,
  target: Target,
  foreign: readonly KubeObject[],
  hasStackOfItsOwn: boolean,
): Promise<string[]> {
  const notes: string[] = [];
  if (hasStackOfItsOwn) {
    notes.push(
      `observability/ is there already, and not by this command: it is used as it is, and \`npm run down\` leaves it.`,
    );
  }
  if (foreign.length > 0) {
    notes.push(
      `Already there, and not by this command: ${foreign.map(nameOf).join(', ')}. They are changed; \`npm run down\` puts them back.`,
    );
  }
  if (target.provider.metricsServer.how === 'by hand' && !(await hasMetrics(machine, target.context))) {
    notes.push(
      'This cluster has no metrics-server, and a cluster that is not on this machine is not changed beyond the namespace: ' +
        'autoscaling will not work until you install it.',
    );
  }
  if (target.creation && target.previousContext) {
    notes.push(
      `kubectl's current context becomes ${target.context}; \`npm run down\` goes back to ${target.previousContext}.`,
    );
  }
  if (target.others.length > 0) notes.push(`Not touched: ${target.others.join(', ')}.`);
  notes.push('`npm run down` undoes all of it.');
  return notes;
}

/**
 * A cluster that is not on this machine may be anyone's: it has to be named, a plain yes to everything is not
 * enough.
 */
async function requireConsent(options: UpOptions, target: Target, terminal: Terminal): Promise<void> {
  const isNamed = options.context !== null || options.create !== null;
  if (options.yes && (target.provider.isLocal || isNamed)) return;
  if (options.yes) {
    throw new Refusal(
      `${target.context} is not a cluster on this machine. If you mean it, name it: --context ${target.context}`,
    );
  }
  if (!terminal.isInteractive) {
    if (isNamed) return;
    throw new Refusal('Nobody is here to ask. Say --yes, or name the cluster: --context NAME');
  }
  if (!(await terminal.ask('Go ahead?'))) throw new Refusal('Nothing was touched.');
}

async function sayWhere(
  machine: Machine,
  target: Target,
  options: UpOptions,
  terminal: Terminal,
): Promise<void> {
  const { imagePrefix } = options;
  const { context, provider, cluster } = target;
  const url = await findService(machine, target);
  const drill = ['npm run drill -- traffic-routing', '--context', context];
  if (url) drill.push('--url', url);
  if (imagePrefix !== DEFAULT_PREFIX) {
    drill.push('--image-update', `${imagePrefix}/app-update`, '--image-error', `${imagePrefix}/app-error`);
  }
  terminal.say();
  if (url) {
    terminal.say(`The live page:  ${url}/`);
  } else {
    terminal.say(
      `The pods are ready, but their NodePort does not answer from here. ${provider.unreachable(cluster)}`,
    );
    terminal.say(
      'For one pod at a time, which is enough for the live page but not for watching traffic move:',
    );
    terminal.say(`    kubectl --context ${context} port-forward service/${WORKLOAD} 31221:8080`);
  }
  if (options.monitoring || readRecord(context)?.monitoring)
    await sayWhereGrafanaIs(machine, target, terminal);
  terminal.say(`Next:           ${drill.join(' ')}`);
  terminal.say('When done:      npm run down');
}

async function sayWhereGrafanaIs(machine: Machine, target: Target, terminal: Terminal): Promise<void> {
  const url = await findGrafana(machine, target);
  if (url) return terminal.say(`Grafana:        ${url}/`);
  const { namespace, grafanaPort } = MONITORING;
  const forward = `port-forward --namespace ${namespace} service/grafana ${grafanaPort}:3000`;
  terminal.say(
    `Grafana does not answer from here at NodePort ${grafanaPort}. For as long as this runs, it does:`,
  );
  terminal.say(`    kubectl --context ${target.context} ${forward}`);
}
