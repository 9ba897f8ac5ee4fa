/** Plays kind, k3d, minikube, and the container engines, with the few sentences that cluster/ says. */

import { readFileSync, writeFileSync } from 'node:fs';
import { after } from './fake-kubectl.ts';
import { type FakeCluster, ProgramError, type World } from './fake-world.ts';

export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly imagePrefix: string | null;
}

/** What kind, k3d and minikube do. */
export function clusterTool(world: World, { program, args }: Call, made: FakeCluster): string {
  const said = [program, ...args].join(' ');
  const name = after(args, '--name') ?? after(args, '--profile') ?? after(args, '--cluster') ?? args[2] ?? '';
  const context = program === 'minikube' ? name : `${program}-${name}`;
  const cluster = world.clusters[context];
  if (/^(kind create cluster|k3d cluster create|minikube start)/.test(said)) {
    if (cluster) throw new ProgramError(`${name} already exists`);
    world.contexts[context] = { isMinikube: program === 'minikube' };
    world.clusters[context] = structuredClone({ ...made, hasMetrics: program !== 'kind' });
    world.current = context;
    return '';
  }
  if (/^(kind delete cluster|k3d cluster delete|minikube delete)/.test(said)) {
    delete world.contexts[context];
    delete world.clusters[context];
    if (world.current === context) world.current = null;
    return '';
  }
  if (said.startsWith('k3d node list')) {
    const clusters = Object.keys(world.clusters).filter((other) => other.startsWith('k3d-'));
    return clusters.map((other) => `${other}-server-0   server   ${other.slice(4)}   running\n`).join('');
  }
  if (said.startsWith('kind get nodes')) {
    if (!cluster) return '';
    return `${name}-control-plane\n${name}-worker\n`;
  }
  if (!cluster) throw new ProgramError(`no cluster ${name}`);
  if (/^(kind load|k3d image import|minikube image load)/.test(said)) return load(cluster, args, name);
  if (said.startsWith('minikube image ls'))
    return Object.keys(cluster.images)
      .map((image) => `${image}\n`)
      .join('');
  if (said.startsWith('minikube image rm')) return unload(cluster, args.slice(2, args.indexOf('--profile')));
  if (/^minikube addons (enable|disable)/.test(said)) {
    cluster.hasMetrics = args[1] === 'enable';
    return '';
  }
  throw new ProgramError(`fake ${program} does not know: ${said}`);
}

/** Archives hold what the last `save` put in them. */
function load(cluster: FakeCluster, args: readonly string[], name: string): string {
  const sources = args.slice(2).filter((word) => !word.startsWith('--') && word !== name);
  for (const source of sources) {
    const image = source.endsWith('.tar') ? readFileSync(source, 'utf8') : `docker.io/${source}:latest`;
    cluster.images[image] = 'built';
  }
  return '';
}

function unload(cluster: FakeCluster, images: readonly string[]): string {
  for (const image of images) delete cluster.images[image];
  return '';
}

export function engine(world: World, { args }: Call): string {
  if (!world.isEngineRunning) throw new ProgramError('Cannot connect to the Docker daemon');
  if (args[0] === 'info' || args[0] === '--version') return `${world.engine}\n`;
  if (args[0] === 'tag') return '';
  if (args[0] === 'save') {
    writeFileSync(after(args, '--output') ?? '', args.at(-1) ?? '');
    return '';
  }
  const [verb, node = '', ...inside] = args;
  const cluster = verb === 'exec' ? clusterOfNode(world, node) : undefined;
  if (!cluster) throw new ProgramError(`fake engine does not know: ${args.join(' ')}`);
  if (inside[1] === 'rmi') return unload(cluster, inside.slice(2));
  const images = Object.keys(cluster.images).map((image) => ({ repoTags: [image] }));
  return `${JSON.stringify({ images }, null, 2)}\n`;
}

function clusterOfNode(world: World, node: string): FakeCluster | undefined {
  return Object.entries(world.clusters).find(
    ([context]) => `kind-${node}`.startsWith(`${context}-`) || node.startsWith(`${context}-`),
  )?.[1];
}
