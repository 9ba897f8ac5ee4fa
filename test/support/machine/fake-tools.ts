/** Fakes of kind, k3d, minikube and the container engines. They know the command lines of cluster/. */

import { readFileSync, writeFileSync } from 'node:fs';
import { type FakeImages, inFull } from './fake-images.ts';
import { after } from './fake-kubectl.ts';
import { type FakeCluster, type FakeNode, type MachineState, node, ProgramError } from './machine-state.ts';

export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly imagePrefix: string | null;
}

/** kind, k3d and minikube. */
export function clusterTool(
  state: MachineState,
  images: FakeImages,
  { program, args }: Call,
  made: FakeCluster,
): string {
  const said = [program, ...args].join(' ');
  const name = after(args, '--name') ?? after(args, '--profile') ?? after(args, '--cluster') ?? args[2] ?? '';
  const context = program === 'minikube' ? name : `${program}-${name}`;
  const cluster = state.clusters[context];
  if (said.startsWith('k3d cluster list')) return k3dList(state);
  if (said.startsWith('minikube profile list')) return minikubeList(state);
  const isStart = said === `k3d cluster start ${name}` || said === `minikube start --profile ${name}`;
  if (isStart && cluster) {
    state.stopped = state.stopped.filter((other) => other !== context);
    state.contexts[context] ??= { isMinikube: program === 'minikube' };
    return '';
  }
  if (/^(kind create cluster|k3d cluster create|minikube start)/.test(said)) {
    if (cluster) throw new ProgramError(`${name} already exists`);
    state.contexts[context] = { isMinikube: program === 'minikube' };
    const nodes = nodesOf(context, program);
    state.clusters[context] = structuredClone({ ...made, nodes, hasMetrics: program !== 'kind' });
    state.current = context;
    return '';
  }
  if (/^(kind delete cluster|k3d cluster delete|minikube delete)/.test(said)) {
    delete state.contexts[context];
    delete state.clusters[context];
    if (state.current === context) state.current = null;
    return '';
  }
  if (!cluster) throw new ProgramError(`no cluster ${name}`);
  if (/^(kind load|k3d image import|minikube image load)/.test(said))
    return load(cluster, images, program, args, name);
  if (said.startsWith('minikube image ls'))
    return Object.keys(cluster.images)
      .map((image) => `${image}\n`)
      .join('');
  if (said.startsWith('minikube image tag')) return tagInCluster(cluster, args[2] ?? '', args[3] ?? '');
  if (said.startsWith('minikube image rm')) return unload(cluster, args.slice(2, args.indexOf('--profile')));
  if (/^minikube addons (enable|disable)/.test(said)) {
    cluster.hasMetrics = args[1] === 'enable';
    return '';
  }
  throw new ProgramError(`fake ${program} does not know: ${said}`);
}

export function nodesOf(context: string, program: string): FakeNode[] {
  if (program === 'kind') return [node({ name: `${context.slice(5)}-control-plane` })];
  if (program === 'k3d') return [node({ name: `${context}-server-0` })];
  return [node({ name: context, runtime: 'docker' })];
}

function k3dList(state: MachineState): string {
  return Object.keys(state.clusters)
    .filter((context) => context.startsWith('k3d-'))
    .map(
      (context) => `${context.slice(4)}   ${state.stopped.includes(context) ? '0/1' : '1/1'}   0/0   true\n`,
    )
    .join('');
}

/** minikube deletes the context of a stopped profile. */
function minikubeList(state: MachineState): string {
  const names = Object.keys(state.clusters).filter(
    (name) =>
      state.contexts[name]?.isMinikube || (state.stopped.includes(name) && !/^(kind|k3d)-/.test(name)),
  );
  const valid = names.map((Name) => ({ Name, Status: state.stopped.includes(Name) ? 'Stopped' : 'OK' }));
  return `${JSON.stringify({ invalid: [], valid })}\n`;
}

/** An archive holds what `save` wrote. */
function load(
  cluster: FakeCluster,
  images: FakeImages,
  program: string,
  args: readonly string[],
  name: string,
): string {
  const sources = args.slice(2).filter((word) => !word.startsWith('--') && word !== name);
  for (const source of sources) {
    const loaded = source.endsWith('.tar')
      ? inArchive(source)
      : [[inFull(source), images.find(source)] as const];
    for (const [image, build] of loaded) {
      if (build === undefined) throw new ProgramError(`image: "${image}" not present locally`);
      // minikube up to 1.38 does not replace an image that a pod runs, and prints nothing.
      const isInUse = cluster.running !== null && cluster.images[image] === cluster.running;
      if (program === 'minikube' && isInUse && cluster.nodes.some(({ runtime }) => runtime === 'docker'))
        continue;
      cluster.images[image] = build;
    }
  }
  return '';
}

function inArchive(archive: string): (readonly [string, string | undefined])[] {
  return JSON.parse(readFileSync(archive, 'utf8'));
}

function tagInCluster(cluster: FakeCluster, image: string, another: string): string {
  const build = cluster.images[image];
  if (build === undefined) throw new ProgramError(`No such image: ${image}`);
  cluster.images[another] = build;
  return '';
}

function unload(cluster: FakeCluster, images: readonly string[]): string {
  for (const image of images) delete cluster.images[image];
  return '';
}

export function engine(state: MachineState, images: FakeImages, { program, args: given }: Call): string {
  if (!state.isEngineRunning) throw new ProgramError('Cannot connect to the Docker daemon');
  const args = program === 'nerdctl' && given[0] === '--namespace' ? given.slice(2) : given;
  if (args[0] === 'info' || args[0] === '--version')
    return `${program === 'nerdctl' ? 'nerdctl' : state.engine}\n`;
  if (args[0] === 'ps') return kindNodes(state, args.at(-1) ?? '');
  if (args[0] === 'start') return startNodes(state, args.slice(1));
  if (args[0] === 'tag') {
    if (images.tag(args[1] ?? '', args[2] ?? '')) return '';
    throw new ProgramError(`No such image: ${args[1]}`);
  }
  if (args[0] === 'image' && args[1] === 'inspect') {
    const build = images.find(args.at(-1) ?? '');
    if (build === undefined) throw new ProgramError(`No such image: ${args.at(-1)}`);
    return `["sha256:layers of ${build}"] {"Env":[]}\n`;
  }
  if (args[0] === 'save') {
    const archive = after(args, '--output') ?? '';
    const saved = args
      .slice(args.indexOf(archive) + 1)
      .map((image) => [images.nameOf(image), images.find(image)]);
    writeFileSync(archive, JSON.stringify(saved));
    return '';
  }
  return inNode(state, images, args);
}

/** Label, name and status of the containers of all kind clusters. */
function kindNodes(state: MachineState, format: string): string {
  if (state.engine === 'podman' && format.includes('{{.Label '))
    throw new ProgramError(
      `Error: template: ps:1:13: executing "ps" at <.Label>: can't evaluate field Label in type containers.psReporter`,
    );
  return Object.entries(state.clusters)
    .filter(([context]) => context.startsWith('kind-'))
    .flatMap(([context, { nodes }]) => {
      const status = state.stopped.includes(context) ? 'Exited (137) 2 days ago' : 'Up 3 minutes';
      return nodes.map(({ name }) => `${context.slice(5)} ${name} ${status}\n`);
    })
    .join('');
}

function startNodes(state: MachineState, names: readonly string[]): string {
  state.stopped = state.stopped.filter(
    (context) => !state.clusters[context]?.nodes.every(({ name }) => names.includes(name)),
  );
  return names.map((name) => `${name}\n`).join('');
}

function inNode(state: MachineState, { archivesInNodes }: FakeImages, args: readonly string[]): string {
  const [verb, ...rest] = args;
  const name = verb === 'cp' ? rest[1]?.split(':')[0] : rest[0];
  const cluster = Object.values(state.clusters).find(({ nodes }) => nodes.some((one) => one.name === name));
  if (!cluster) throw new ProgramError(`fake engine does not know: ${args.join(' ')}`);
  const inside = rest.slice(1);
  if (verb === 'cp') {
    archivesInNodes.set(rest[1] ?? '', inArchive(rest[0] ?? ''));
    return '';
  }
  if (inside[0] === 'rm') {
    archivesInNodes.delete(`${name}:${inside[1]}`);
    return '';
  }
  if (inside[0] === 'ctr') {
    for (const [image, build] of archivesInNodes.get(`${name}:${inside.at(-1)}`) ?? [])
      cluster.images[image] = build ?? '';
    return '';
  }
  if (inside[1] === 'rmi') return unload(cluster, inside.slice(2));
  const listed = Object.keys(cluster.images).map((image) => ({ repoTags: [image] }));
  return `${JSON.stringify({ images: listed }, null, 2)}\n`;
}
