/** From whatever is here to a running service: looks, shows a plan, asks, acts. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_PREFIX, prefixProblem } from '../images/prefix.ts';
import { findGrafana, findService, type Place } from './address.ts';
import { requireConsent, requireDeletion } from './consent.ts';
import { podsOfService, whyNotReady } from './diagnosis.ts';
import { contentOf, type Engine, findEngine, imagesOf, requireEngine, storedName } from './images.ts';
import { answerTo, capture, type Machine } from './machine.ts';
import {
  applyCommand,
  DEFAULT_NAMESPACE,
  imageIn,
  type KubeObject,
  type Manifests,
  nameOf,
  namesIn,
  readExisting,
  renderManifests,
  WORKLOAD,
  withVariable,
} from './manifests.ts';
import { hasMetrics, installCommands, METRICS_SERVER } from './metrics-server.ts';
import { MONITORING, monitoringSteps } from './monitoring.ts';
import { holderOf } from './node-ports.ts';
import { type Plan, runPlan, type Step, showPlan } from './plan.ts';
import { type Record, readRecord, writeRecord } from './record.ts';
import { Refusal } from './refusal.ts';
import { startCluster } from './start.ts';
import { chooseTarget, type Target } from './target.ts';
import type { Terminal } from './terminal.ts';

const NODE_PORT = 31221;

export interface UpOptions {
  readonly context: string | null;
  readonly create: string | null;
  /** Where the objects go; null: where they are already, otherwise `default`. */
  readonly namespace: string | null;
  readonly overlay: string | null;
  /** The nodes have the images already, or pull them: neither build nor load. */
  readonly noImages: boolean;
  /** Prometheus, Loki and Grafana as well. */
  readonly monitoring: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly imagePrefix: string;
}

/** What the steps are planned from. */
interface Situation {
  readonly machine: Machine;
  readonly options: UpOptions;
  readonly target: Target;
  readonly namespace: string;
  readonly record: Record;
  readonly manifests: Manifests;
  /** What the cluster has of the manifests already. */
  readonly there: readonly KubeObject[];
}

/**
 * @throws {Refusal} where nothing was touched
 * @throws {StepFailure} where something may have been done
 */
export async function up(machine: Machine, options: UpOptions, terminal: Terminal): Promise<void> {
  const problem = prefixProblem(options.imagePrefix);
  if (problem !== null) throw new Refusal(problem);
  const isNamed = options.context !== null || options.create !== null;
  const chosen = await chooseTarget(machine, options);
  if ('start' in chosen) {
    await startCluster(machine, chosen, { ...options, isNamed }, terminal);
    if (options.dryRun) return;
    return up(machine, { ...options, context: chosen.context, create: null }, terminal);
  }
  const situation = await look(machine, options, chosen);
  const archives = mkdtempSync(join(tmpdir(), 'app-1-2-2-1-'));
  try {
    const plan = await planUp(situation, archives);
    showPlan(plan, terminal);
    if (options.dryRun) return;
    if (options.yes && !isNamed && !chosen.provider.isLocal) {
      // It may be anyone's: a plain yes to everything does not mean it.
      throw new Refusal(
        `${chosen.context} is not a cluster on this machine. If you mean it, name it: --context ${chosen.context}`,
      );
    }
    await requireConsent({ yes: options.yes, isNamed }, terminal);
    if (chosen.replacesBroken) await requireDeletion(chosen, terminal);
    await runPlan(machine, plan, terminal);
  } finally {
    rmSync(archives, { recursive: true, force: true });
  }
  await sayWhere(situation, terminal);
}

async function look(machine: Machine, options: UpOptions, target: Target): Promise<Situation> {
  const record: Record = readRecord(target.context) ?? {
    context: target.context,
    provider: target.provider.name,
    cluster: target.cluster.name,
  };
  const namespace = options.namespace ?? record.namespace ?? DEFAULT_NAMESPACE;
  if (!target.creation) await requireRoom(machine, target.context, namespace, record);
  const manifests = await manifestsFor(machine, options, target, namespace, record);
  const there = target.creation ? [] : await readExisting(machine, target.context, manifests);
  return { machine, options, target, namespace, record, manifests, there };
}

/** @throws {Refusal} where there is no such namespace, or where the NodePort is held by somebody else */
async function requireRoom(
  machine: Machine,
  context: string,
  namespace: string,
  record: Record,
): Promise<void> {
  const before = record.namespace ?? DEFAULT_NAMESPACE;
  if (record.applied && before !== namespace) {
    throw new Refusal(
      `The service is in namespace "${before}" of this cluster already, and NodePort ${NODE_PORT} can be held once. First: npm run down -- --context ${context}`,
    );
  }
  if (namespace !== DEFAULT_NAMESPACE) {
    const question = ['get', `namespace/${namespace}`, '--output', 'name'];
    const answer = await capture(machine, 'kubectl', '--context', context, ...question);
    if (/\(NotFound\)/.test(answer.stderr))
      throw new Refusal(
        `There is no namespace "${namespace}". First: kubectl --context ${context} create namespace ${namespace}`,
      );
  }
  const holder = await holderOf(machine, context, NODE_PORT);
  if (!holder || (holder.namespace === namespace && holder.name === WORKLOAD)) return;
  throw new Refusal(
    `NodePort ${NODE_PORT} belongs to the Service "${holder.name}" of namespace "${holder.namespace}". Nothing was touched.\n` +
      `To free it: kubectl --context ${context} delete service ${holder.name} --namespace ${holder.namespace}`,
  );
}

async function planUp(situation: Situation, archives: string): Promise<Plan> {
  const { machine, options, target, record, there } = situation;
  const foreign = there.filter((object) => !record.applied?.includes(nameOf(object)));
  const engine = options.noImages ? null : await engineFor(machine, target);
  const stackSteps = options.monitoring ? await monitoringSteps(machine, target, record) : [];
  const steps = [
    ...creationSteps(target, record),
    ...(engine ? await imageSteps(situation, engine, archives) : []),
    ...applySteps(situation, foreign, engine),
    // Last, because the service does without: a download that fails should not keep it away.
    ...(await metricsSteps(machine, target, record)),
    ...stackSteps,
  ];
  const where = `${target.creation ? 'a new' : 'the'} ${describe(target)}`;
  return {
    title: `The plan: the service into ${where}`,
    steps,
    notes: await notesOn(situation, foreign, options.monitoring && stackSteps.length === 0),
  };
}

/** With a Grafana at hand the live page is told where. */
async function manifestsFor(
  machine: Machine,
  options: UpOptions,
  { provider }: Target,
  namespace: string,
  record: Record,
): Promise<Manifests> {
  const { overlay, imagePrefix, noImages } = options;
  // A node that once pulled a name never looks again by itself, and the same name is pushed again and again.
  const pullsAlways = !provider.isLocal && !noImages;
  const manifests = await renderManifests(machine, { overlay, namespace, imagePrefix, pullsAlways });
  const isWatched = options.monitoring || record.monitoring !== undefined;
  return isWatched ? withVariable(manifests, 'GRAFANA_URL', MONITORING.grafanaUrl) : manifests;
}

function describe({ provider, cluster, context, creation }: Target): string {
  const kind = provider.isLocal ? `${provider.name} cluster "${cluster.name}"` : 'cluster';
  return `${kind} (context ${context}${creation ? `: ${creation.title}` : ''})`;
}

function creationSteps(target: Target, record: Record): Step[] {
  const { creation, replacesBroken, provider, previousContext } = target;
  if (!creation) return [];
  return [
    {
      title: `${replacesBroken ? 'Replace the cluster that does not answer' : 'Make a cluster'} with ${provider.name}`,
      commands: [...(replacesBroken ? [creation.delete] : []), creation.create],
      before: () => writeRecord(Object.assign(record, { created: record.created ?? { previousContext } })),
      remedy: (said) =>
        /already (allocated|in use)|port is already|address already/i.test(said)
          ? 'another program, perhaps another cluster, holds port 31221 or 30001 of this machine. Stop it, then `npm run up` again.'
          : `${provider.name} says why above; most often the container engine is not running or has too little memory.`,
    },
  ];
}

function engineFor(machine: Machine, { provider, cluster }: Target): Promise<Engine> {
  const only = provider.engineOf(cluster.nodes);
  return only === null ? findEngine(machine) : requireEngine(machine, only);
}

async function imageSteps(
  { machine, options, target, record }: Situation,
  engine: Engine,
  archives: string,
): Promise<Step[]> {
  const { provider, cluster, creation } = target;
  const images = imagesOf(options.imagePrefix);
  if (!provider.isLocal && options.imagePrefix === DEFAULT_PREFIX) throw new Refusal(howImagesTravel(target));
  const words = buildOptions(target, engine);
  const build: Step = {
    title: `Build ${images.join(', ')} with ${engine.program}${provider.isLocal ? '' : ' and push them'}`,
    commands: [{ argv: ['npm', 'run', 'images', ...(words.length > 0 ? ['--', ...words] : [])] }],
    remedy: () =>
      provider.isLocal
        ? `the lines above are ${engine.program}'s. The base image is pulled the first time, which needs a connection.`
        : `the lines above are ${engine.program}'s. Pushing needs \`${engine.program} login\` first; docker builds for another ` +
          'architecture than its own, or for several, with its containerd image store and emulation (QEMU) only.',
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

/** What nodes elsewhere run is asked of them: a laptop's own architecture may be another. */
function buildOptions({ provider, cluster }: Target, { program, options }: Engine): string[] {
  const architectures = [...new Set(cluster.nodes.map((node) => node.architecture))].sort();
  const platforms = architectures.map((architecture) => `linux/${architecture}`).join(',');
  return [
    ...(program === 'nerdctl' ? ['--engine', [program, ...options].join(' ')] : []),
    ...(provider.isLocal ? [] : ['--push']),
    ...(provider.isLocal || platforms === '' ? [] : ['--platform', platforms]),
  ];
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
  const commands = provider.listImages(cluster, engine);
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
    return [
      { title: 'Switch on metrics-server', commands: [metricsServer.enable(cluster.name)], before, remedy },
    ];
  }
  const title = `Install metrics-server ${METRICS_SERVER} (for autoscaling)`;
  return [{ title, commands: installCommands(context), before, remedy }];
}

function applySteps(
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
    commands: [{ argv: [...kubectl, 'rollout', 'restart', `deployment/${WORKLOAD}`] }],
    isNeeded: async () => {
      const content = await running();
      return content === null || content !== record.running;
    },
    remedy: () => 'kubectl says why above.',
  };
  const isThere = there.some((object) => nameOf(object) === `deployment/${WORKLOAD}`);
  return [
    {
      title: 'Apply the manifests',
      commands: [applyCommand(context, manifests)],
      before: () => writeRecord(Object.assign(record, { namespace, applied, replaced })),
      remedy: (said) =>
        /port is already allocated/i.test(said)
          ? 'another Service of this cluster holds NodePort 31221: `kubectl get services -A` shows which.'
          : 'kubectl says why above.',
    },
    ...(isThere && built ? [restart] : []),
    {
      title: 'Wait until the pods are ready',
      commands: [{ argv: [...kubectl, 'rollout', 'status', `deployment/${WORKLOAD}`, '--timeout', '180s'] }],
      after: async () => {
        const content = await running();
        if (content !== null) writeRecord(Object.assign(record, { running: content }));
      },
      remedy: () => whyNotReady(machine, context, podsOfService(namespace)),
    },
  ];
}

async function notesOn(
  { machine, target }: Situation,
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

async function sayWhere(
  { machine, options, target, namespace }: Situation,
  terminal: Terminal,
): Promise<void> {
  const { imagePrefix } = options;
  const { context, contextNamespace, provider, cluster } = target;
  const url = await findService(machine, { context, namespace, isLocal: provider.isLocal });
  // Only where the context would lead elsewhere.
  const where = namespace === contextNamespace ? [] : ['--namespace', namespace];
  const drill = ['npm run drill -- traffic-routing', '--context', context, ...where];
  if (url) drill.push('--url', url);
  if (imagePrefix !== DEFAULT_PREFIX) {
    drill.push('--image-update', `${imagePrefix}/app-update`, '--image-error', `${imagePrefix}/app-error`);
  }
  terminal.say();
  if (url) {
    terminal.say(`The live page:  ${url}/`);
  } else {
    terminal.say(
      `The pods are ready, but their NodePort does not answer from here. ${provider.unreachable(cluster.name, namespace)}`,
    );
    terminal.say(
      'For one pod at a time, which is enough for the live page but not for watching traffic move:',
    );
    const forward = ['port-forward', ...where, `service/${WORKLOAD}`, `${NODE_PORT}:8080`];
    terminal.say(`    kubectl --context ${context} ${forward.join(' ')}`);
  }
  if (options.monitoring || readRecord(context)?.monitoring)
    await sayWhereGrafanaIs(machine, { context, namespace, isLocal: provider.isLocal }, terminal);
  terminal.say(`Next:           ${drill.join(' ')}`);
  terminal.say('When done:      npm run down');
}

async function sayWhereGrafanaIs(machine: Machine, place: Place, terminal: Terminal): Promise<void> {
  const url = await findGrafana(machine, place);
  if (url) return terminal.say(`Grafana:        ${url}/`);
  const { namespace, grafanaPort } = MONITORING;
  const forward = `port-forward --namespace ${namespace} service/grafana ${grafanaPort}:3000`;
  terminal.say(
    `Grafana does not answer from here at NodePort ${grafanaPort}. For as long as this runs, it does:`,
  );
  terminal.say(`    kubectl --context ${place.context} ${forward}`);
}
