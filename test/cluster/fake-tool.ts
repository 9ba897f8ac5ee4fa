/**
 * Plays kubectl, kind, k3d, minikube, docker, podman and npm against a world in a JSON file, and writes down
 * how it was called. It knows the few sentences that cluster/ says; any other one is an error, so that a new
 * one is noticed.
 */

import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

export interface World {
  current: string | null;
  contexts: { [name: string]: { isMinikube?: boolean } };
  clusters: { [context: string]: Cluster };
  /** What the engine on this machine calls itself: podman can answer to the name docker. */
  engine: 'Docker Engine' | 'podman';
  isEngineRunning: boolean;
  /** Calls that go wrong: the first whose pattern matches "program arguments". */
  failures: { pattern: string; says: string }[];
}

export interface Cluster {
  answers: boolean;
  objects: { [name: string]: { kind: string; metadata: { [field: string]: unknown }; spec?: object } };
  hasMetrics: boolean;
  images: string[];
  nodePort: number;
  nodeAddress: string;
  pods: FakePod[];
  /** Those of the namespace `monitoring`, once something is applied there. */
  monitoringPods: FakePod[];
  grafanaPort: number;
  /** A kind that the API server does not take: what stands before it in a file is there by then. */
  refuses?: string;
}

export interface FakePod {
  readonly name: string;
  readonly image?: string;
  readonly waiting?: { readonly reason: string; readonly message: string };
}

export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly imagePrefix: string | null;
}

const folder = process.env.FAKE_WORLD ?? '';
const path = join(folder, 'world.json');
const [program = '', ...args] = process.argv.slice(2);
const said = [program, ...args].join(' ');

if (existsSync(path)) play(JSON.parse(readFileSync(path, 'utf8')) as World);

function play(world: World): void {
  const call: Call = { program, args, imagePrefix: process.env.IMAGE_PREFIX ?? null };
  appendFileSync(join(folder, 'calls.ndjson'), `${JSON.stringify(call)}\n`);
  const before = JSON.stringify(world);
  try {
    const failure = world.failures.find(({ pattern }) => new RegExp(pattern).test(said));
    if (failure) throw new Error(failure.says);
    console.log(answer(world));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
  // Questions are asked side by side, and one must not find the file half written by another.
  if (JSON.stringify(world) !== before) writeFileSync(path, JSON.stringify(world));
}

function answer(world: World): string {
  if (program === 'kubectl') return kubectl(world);
  if (program === 'npm') return 'built';
  if (program === 'docker' || program === 'podman') return engine(world);
  return maker(world);
}

function kubectl(world: World): string {
  if (said.startsWith('kubectl config view')) return JSON.stringify(kubeConfig(world));
  if (args[0] === 'kustomize') return kustomize(args[1] ?? '');
  if (said.startsWith('kubectl config use-context')) {
    world.current = args[2] ?? null;
    return '';
  }
  const context = after('--context') ?? '';
  const cluster = world.clusters[context];
  if (!cluster?.answers) throw new Error(`Unable to connect to the server behind ${context}`);
  const dropped = ['--context', context, '--namespace', 'default', 'kube-system', 'monitoring'];
  return onCluster(cluster, args.filter((word) => !dropped.includes(word)).join(' '));
}

function onCluster(cluster: Cluster, sentence: string): string {
  if (sentence.endsWith('get --raw /version')) return '{}';
  if (sentence.startsWith('get ')) return get(cluster, sentence);
  if (/^(apply|replace|create) --filename -$/.test(sentence)) return keep(cluster, standardInput());
  if (/^(apply|delete --ignore-not-found) --filename https:/.test(sentence)) {
    cluster.hasMetrics = sentence.startsWith('apply');
    return '';
  }
  if (sentence.startsWith('delete --ignore-not-found ')) {
    for (const name of sentence.split(' ').slice(2)) remove(cluster, name);
    return '';
  }
  if (
    sentence.startsWith('rollout status deployment/app-1-2-2-1') &&
    cluster.pods.some((pod) => pod.waiting)
  ) {
    throw new Error('error: deployment "app-1-2-2-1" exceeded its progress deadline');
  }
  // A rollout whose image never comes is waited for until somebody gives up.
  if (
    /^rollout status .*--timeout 600s/.test(sentence) &&
    cluster.monitoringPods.some((pod) => pod.waiting)
  ) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
    throw new Error('error: timed out waiting for the condition');
  }
  if (/^(patch|rollout status|wait) /.test(sentence)) return '';
  throw new Error(`fake kubectl does not know: ${sentence}`);
}

/** With a namespace goes what is in it. */
function remove(cluster: Cluster, name: string): void {
  if (!(name in cluster.objects)) return;
  delete cluster.objects[name];
  const [kind, namespace] = name.split('/');
  if (kind !== 'namespace') return;
  for (const [other, { metadata }] of Object.entries(cluster.objects)) {
    if ((metadata as { namespace?: string }).namespace === namespace) delete cluster.objects[other];
  }
}

function get(cluster: Cluster, sentence: string): string {
  if (sentence.startsWith('get --filename -')) {
    const items = namesIn(standardInput()).flatMap((name) => cluster.objects[name] ?? []);
    if (items.length < 2) return items.map((item) => JSON.stringify(item)).join('');
    return JSON.stringify({ kind: 'List', items });
  }
  if (sentence.startsWith('get apiservice/')) return cluster.hasMetrics ? 'apiservice/metrics' : '';
  if (sentence.startsWith('get namespace/')) {
    const found = cluster.objects[args.find((word) => word.startsWith('namespace/')) ?? ''];
    return found ? JSON.stringify(found) : '';
  }
  if (sentence.startsWith('get services --all-namespaces')) {
    return JSON.stringify({ items: Object.values(cluster.objects).filter(({ kind }) => kind === 'Service') });
  }
  if (sentence.includes(' service/grafana ')) return String(cluster.grafanaPort);
  if (sentence.startsWith('get service/')) return String(cluster.nodePort);
  if (sentence.startsWith('get nodes')) {
    const addresses = [{ type: 'InternalIP', address: cluster.nodeAddress }];
    return JSON.stringify({ items: [{ status: { addresses } }] });
  }
  if (sentence.endsWith('--output name')) return cluster.pods.map(({ name }) => `pod/${name}`).join('\n');
  const pods = after('--namespace') === 'monitoring' ? cluster.monitoringPods : cluster.pods;
  const items = pods.map(({ name, image = '1pro/app', waiting }) => ({
    metadata: { name },
    status: { containerStatuses: [{ ready: !waiting, image, state: waiting ? { waiting } : {} }] },
  }));
  return JSON.stringify({ items });
}

function kustomize(target: string): string {
  if (!existsSync(target)) throw new Error(`error: "${target}" is not a directory`);
  const isWhole = target.endsWith('k8s') || target.endsWith('observability');
  const base = isWhole ? target : join(target, '../../k8s');
  const files = readdirSync(base).filter((name) => /(?<!kustomization)\.yaml$/.test(name));
  const text = files.map((name) => readFileSync(join(base, name), 'utf8')).join('---\n');
  const partOf = 'labels:\n    app.kubernetes.io/part-of: app-1-2-2-1\n';
  return target.endsWith('observability') ? text.replace(/labels:\n(?=.*Every pod here)/s, partOf) : text;
}

/** What kind, k3d and minikube do. */
function maker(world: World): string {
  const name = after('--name') ?? after('--profile') ?? after('--cluster') ?? args[2] ?? '';
  const context = program === 'minikube' ? name : `${program}-${name}`;
  const cluster = world.clusters[context];
  if (/^(kind create cluster|k3d cluster create|minikube start)/.test(said)) {
    if (cluster) throw new Error(`${name} already exists`);
    world.contexts[context] = { isMinikube: program === 'minikube' };
    world.clusters[context] = newCluster();
    world.current = context;
    return 'made';
  }
  if (/^(kind delete cluster|k3d cluster delete|minikube delete)/.test(said)) {
    delete world.contexts[context];
    delete world.clusters[context];
    if (world.current === context) world.current = null;
    return 'deleted';
  }
  if (said.startsWith('k3d node list')) {
    const clusters = Object.keys(world.clusters).filter((other) => other.startsWith('k3d-'));
    return clusters
      .map((other) => `${other}-server-0   server   running\n${other}-tools   tools   running`)
      .join('\n');
  }
  if (!cluster) throw new Error(`no cluster ${name}`);
  if (said.startsWith('kind get nodes')) return `${name}-control-plane\n${name}-worker`;
  if (/^(kind load|k3d image import|minikube image load)/.test(said)) return load(cluster, name);
  if (said.startsWith('minikube image ls')) return cluster.images.join('\n');
  if (said.startsWith('minikube image rm')) return unload(cluster, args.slice(2, args.indexOf('--profile')));
  if (/^minikube addons (enable|disable)/.test(said)) {
    cluster.hasMetrics = args[1] === 'enable';
    return '';
  }
  throw new Error(`fake ${program} does not know: ${said}`);
}

function newCluster(): Cluster {
  return {
    answers: true,
    objects: {},
    hasMetrics: program !== 'kind',
    images: [],
    nodePort: Number(process.env.FAKE_NODE_PORT ?? 1),
    nodeAddress: '127.0.0.1',
    pods: [{ name: 'app-1-2-2-1-new' }],
    monitoringPods: [],
    grafanaPort: Number(process.env.FAKE_GRAFANA_PORT ?? 1),
  };
}

/** Archives hold what the last `save` put in them. */
function load(cluster: Cluster, name: string): string {
  const sources = args.slice(2).filter((word) => !word.startsWith('--') && word !== name);
  for (const source of sources) {
    const image = source.endsWith('.tar') ? readFileSync(source, 'utf8') : `docker.io/${source}:latest`;
    if (!cluster.images.includes(image)) cluster.images.push(image);
  }
  return 'loaded';
}

function unload(cluster: Cluster, images: readonly string[]): string {
  cluster.images = cluster.images.filter((image) => !images.includes(image));
  return 'removed';
}

function engine(world: World): string {
  if (!world.isEngineRunning) throw new Error('Cannot connect to the Docker daemon');
  if (args[0] === 'info' || args[0] === '--version') return world.engine;
  if (args[0] === 'tag') return '';
  if (args[0] === 'save') {
    writeFileSync(after('--output') ?? '', args.at(-1) ?? '');
    return '';
  }
  const [verb, node = '', ...inside] = args;
  const cluster = verb === 'exec' ? clusterOfNode(world, node) : undefined;
  if (!cluster) throw new Error(`fake engine does not know: ${said}`);
  if (inside[1] === 'rmi') return unload(cluster, inside.slice(2));
  return JSON.stringify({ images: cluster.images.map((image) => ({ repoTags: [image] })) });
}

function clusterOfNode(world: World, node: string): Cluster | undefined {
  return Object.entries(world.clusters).find(
    ([context]) => `kind-${node}`.startsWith(`${context}-`) || node.startsWith(`${context}-`),
  )?.[1];
}

/** Object by object, as kubectl does: what was kept before one is refused stays. */
function keep(cluster: Cluster, text: string): string {
  const lines = objectsIn(text).map((object) => {
    if (object.kind === cluster.refuses) throw new Error(`${object.kind} is forbidden`);
    const name = `${object.kind.toLowerCase()}/${object.metadata.name}`;
    const known = cluster.objects[name];
    if (args.includes('replace')) refuseReplacement(name, object, known);
    if (args.includes('create') && known !== undefined)
      throw new Error(`(AlreadyExists): ${name} already exists`);
    refuseAddress(name, object, known);
    const isSame = known !== undefined && sameSpec(known, object);
    const version = Number(known?.metadata.resourceVersion ?? 0) + (isSame ? 0 : 1);
    const byServer = { uid: `uid-of-${name}`, resourceVersion: String(version), generation: version };
    cluster.objects[name] = { ...object, metadata: { ...object.metadata, ...byServer } };
    return `${name} ${known === undefined ? 'created' : isSame ? 'unchanged' : 'configured'}`;
  });
  return lines.join('\n');
}

/** An address that was given cannot be given again, by the API server's words. */
function refuseAddress(name: string, object: FakeObject, known: KnownObject | undefined): void {
  const asked = addressOf(object);
  if (asked !== undefined && known !== undefined && asked !== addressOf(known)) {
    throw new Error(
      `The Service "${name}" is invalid: spec.clusterIP: Invalid value: may not change once set`,
    );
  }
}

function addressOf(object: object): unknown {
  return (object as { spec?: { clusterIP?: unknown } }).spec?.clusterIP;
}

/** Whoever names a version means that one and no later. */
function refuseReplacement(name: string, { metadata }: FakeObject, known: KnownObject | undefined): void {
  if (known === undefined) throw new Error(`Error from server (NotFound): ${name} not found`);
  const { resourceVersion, uid } = metadata;
  const isStale = resourceVersion !== undefined && resourceVersion !== known.metadata.resourceVersion;
  const isAnother = uid !== undefined && uid !== known.metadata.uid;
  if (isStale || isAnother) {
    throw new Error(
      `Error from server (Conflict): Operation cannot be fulfilled on ${name}: the object has been modified`,
    );
  }
}

function sameSpec(known: KnownObject, { metadata, ...rest }: FakeObject): boolean {
  const { metadata: knownMetadata, ...knownRest } = known;
  return (
    isDeepStrictEqual(knownRest, rest) &&
    isDeepStrictEqual(
      [knownMetadata.labels, knownMetadata.annotations],
      [metadata.labels, metadata.annotations],
    )
  );
}

type KnownObject = Cluster['objects'][string];

interface FakeObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
}

function objectsIn(text: string): FakeObject[] {
  const objects = yaml()
    .parseAllDocuments(text)
    .map((document) => document.toJS() as FakeObject & { items?: FakeObject[] });
  return objects.flatMap((object) => object.items ?? [object]);
}

/** Only few calls need it, and loading it takes longer than all the rest. */
function yaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml');
}

function namesIn(text: string): string[] {
  return objectsIn(text).map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`);
}

function kubeConfig(world: World): object {
  const names = Object.keys(world.contexts);
  const provider = { extension: { provider: 'minikube.sigs.k8s.io' }, name: 'cluster_info' };
  return {
    'current-context': world.current ?? '',
    contexts: names.length === 0 ? null : names.map((name) => ({ name, context: { cluster: name } })),
    clusters: names.map((name) => ({
      name,
      cluster: world.contexts[name]?.isMinikube ? { extensions: [provider] } : {},
    })),
  };
}

function after(flag: string): string | undefined {
  const index = args.indexOf(flag);
  return index === -1 ? undefined : args[index + 1];
}

function standardInput(): string {
  return readFileSync(0, 'utf8');
}
