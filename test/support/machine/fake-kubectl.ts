/**
 * Plays kubectl with the few sentences that cluster/ says, and prints to the byte what the real one prints.
 * Any other sentence is an error, so that a new one is noticed.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { type FakeCluster, type FakeObject, type MachineState, ProgramError } from './machine-state.ts';

export interface FakeContainer {
  readonly image: string;
  readonly imagePullPolicy?: string;
}

export interface Asked {
  readonly args: readonly string[];
  readonly input: string;
  /** Which build the nodes of a cluster run for an image; null where they have none. */
  readonly buildOf: (cluster: FakeCluster, container: FakeContainer) => string | null;
  /** Waits on the clock of the test; false where the command was ended before. */
  readonly sleep: (ms: number) => Promise<boolean>;
}

export async function kubectl(state: MachineState, asked: Asked): Promise<string> {
  const { args } = asked;
  if (args[0] === 'config' && args[1] === 'view') return json(kubeConfig(state));
  if (args[0] === 'kustomize') return kustomize(args[1] ?? '');
  if (args[0] === 'config' && args[1] === 'use-context') {
    state.current = args[2] ?? null;
    return `Switched to context "${args[2]}".\n`;
  }
  const context = after(args, '--context') ?? '';
  const cluster = state.clusters[context];
  if (!cluster?.answers || state.stopped.includes(context))
    throw new ProgramError(
      'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
    );
  const dropped = new Set(['--context', context, '--namespace', after(args, '--namespace')]);
  return onCluster(cluster, asked, args.filter((word) => !dropped.has(word)).join(' '));
}

async function onCluster(cluster: FakeCluster, asked: Asked, sentence: string): Promise<string> {
  if (sentence.endsWith('get --raw /version')) return '{"major":"1","minor":"36","gitVersion":"v1.36.2"}';
  if (sentence.startsWith('get ')) return get(cluster, asked, sentence);
  const verb = /^(apply|replace|create) --filename -$/.exec(sentence)?.[1];
  if (verb !== undefined) return keepAll(cluster, verb, asked);
  if (/^(apply|delete --ignore-not-found) --filename https:/.test(sentence)) {
    cluster.hasMetrics = sentence.startsWith('apply');
    return `deployment.apps/metrics-server ${cluster.hasMetrics ? 'created' : 'deleted'}\n`;
  }
  if (sentence.startsWith('delete --ignore-not-found ')) {
    return sentence
      .split(' ')
      .slice(2)
      .map((name) => remove(cluster, name))
      .join('');
  }
  if (sentence.startsWith('rollout status ')) return rolloutStatus(cluster, asked, sentence);
  if (sentence === 'rollout restart deployment/app-1-2-2-1') {
    rollOut(cluster, asked, cluster.objects['deployment/app-1-2-2-1']);
    return 'deployment.apps/app-1-2-2-1 restarted\n';
  }
  if (sentence.startsWith('patch deployment/'))
    return `deployment.apps/${asked.args.find((word) => word.startsWith('deployment/'))?.slice(11)} patched\n`;
  if (sentence.startsWith('wait --for delete pod ')) return '';
  throw new ProgramError(`fake kubectl does not know: ${sentence}`);
}

async function rolloutStatus(cluster: FakeCluster, { sleep }: Asked, sentence: string): Promise<string> {
  const [, , workload = ''] = sentence.split(' ');
  const name = workload.split('/')[1];
  const isService = name === 'app-1-2-2-1';
  if (isService && cluster.pods.some((pod) => pod.waiting))
    throw new ProgramError(`error: deployment "${name}" exceeded its progress deadline`);
  // A rollout whose image never comes is waited for until somebody gives up.
  if (!isService && cluster.monitoringPods.some((pod) => pod.waiting)) {
    await sleep(600_000);
    throw new ProgramError('error: timed out waiting for the condition');
  }
  return workload.startsWith('daemonset/')
    ? `daemon set "${name}" successfully rolled out\n`
    : `deployment "${name}" successfully rolled out\n`;
}

/** With a namespace goes what is in it. */
function remove(cluster: FakeCluster, name: string): string {
  const known = cluster.objects[name];
  if (known === undefined) return '';
  delete cluster.objects[name];
  const [kind, namespace] = name.split('/');
  if (name === 'deployment/app-1-2-2-1') cluster.running = null;
  if (kind === 'namespace') {
    for (const [other, { metadata }] of Object.entries(cluster.objects)) {
      if (metadata.namespace === namespace) delete cluster.objects[other];
    }
  }
  return `${kindOf(known)} "${known.metadata.name}" deleted\n`;
}

function get(cluster: FakeCluster, { args, input }: Asked, sentence: string): string {
  if (sentence.startsWith('get --filename -')) {
    const items = objectsIn(input).flatMap((object) => cluster.objects[keyOf(object)] ?? []);
    if (items.length < 2) return items.map(json).join('');
    return json({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });
  }
  if (sentence.startsWith('get apiservice/'))
    return cluster.hasMetrics ? 'apiservice.apiregistration.k8s.io/v1beta1.metrics.k8s.io\n' : '';
  if (sentence.startsWith('get namespace/')) {
    const found = cluster.objects[args.find((word) => word.startsWith('namespace/')) ?? ''];
    if (!found && !args.includes('--ignore-not-found'))
      throw new ProgramError(
        `Error from server (NotFound): namespaces "${sentence.split(' ')[1]?.split('/')[1]}" not found`,
      );
    if (found && sentence.endsWith('--output name'))
      return `${found.kind.toLowerCase()}/${found.metadata.name}\n`;
    return found ? json(found) : '';
  }
  if (sentence.startsWith('get services --all-namespaces'))
    return list(Object.values(cluster.objects).filter(({ kind }) => kind === 'Service'));
  if (sentence.startsWith('get service/')) {
    const name = sentence.split(' ')[1] ?? '';
    const found = cluster.objects[name];
    if (found) return json(found);
    throw new ProgramError(`Error from server (NotFound): services "${name.split('/')[1]}" not found`);
  }
  if (sentence.startsWith('get nodes')) {
    const addresses = [{ type: 'InternalIP', address: cluster.nodeAddress }];
    return list(
      cluster.nodes.map(({ name, architecture, runtime }) => ({
        metadata: { name },
        status: { addresses, nodeInfo: { architecture, containerRuntimeVersion: `${runtime}://2.1.4` } },
      })),
    );
  }
  if (sentence.endsWith('--output name')) return cluster.pods.map(({ name }) => `pod/${name}\n`).join('');
  const pods = after(args, '--namespace') === 'monitoring' ? cluster.monitoringPods : cluster.pods;
  return list(
    pods.map(({ name, image = '1pro/app', waiting }) => ({
      metadata: { name, namespace: after(args, '--namespace') },
      status: { containerStatuses: [{ ready: !waiting, image, state: waiting ? { waiting } : {} }] },
    })),
  );
}

function kustomize(target: string): string {
  if (!existsSync(target)) throw new ProgramError(`error: "${target}" is not a directory`);
  const isWhole = target.endsWith('k8s') || target.endsWith('observability');
  const base = isWhole ? target : join(target, '../../../k8s');
  const files = readdirSync(base).filter((name) => /(?<!kustomization)\.yaml$/.test(name));
  const text = files.map((name) => readFileSync(join(base, name), 'utf8')).join('---\n');
  const partOf = 'labels:\n    app.kubernetes.io/part-of: app-1-2-2-1\n';
  return target.endsWith('observability') ? text.replace(/labels:\n(?=.*Every pod here)/s, partOf) : text;
}

/** Object by object, as kubectl does: one that is refused does not keep the others away. */
function keepAll(cluster: FakeCluster, verb: string, asked: Asked): string {
  const errors: string[] = [];
  const lines = objectsIn(asked.input).map((object) => {
    try {
      return keep(cluster, verb, object, asked);
    } catch (error) {
      errors.push((error as Error).message);
      return '';
    }
  });
  const said = lines.join('');
  if (errors.length > 0) throw Object.assign(new ProgramError(errors.join('\n')), { said });
  return said;
}

function keep(cluster: FakeCluster, verb: string, object: FakeObject, asked: Asked): string {
  const key = keyOf(object);
  const { name } = object.metadata;
  if (object.kind === cluster.refuses)
    throw new ProgramError(`Error from server (Forbidden): ${kindOf(object)} "${name}" is forbidden`);
  const known = cluster.objects[key];
  if (verb === 'replace') refuseReplacement(object, known);
  if (verb === 'create' && known !== undefined)
    throw new ProgramError(
      `Error from server (AlreadyExists): error when creating "STDIN": ${object.kind} "${name}" already exists`,
    );
  refuseAddress(object, known);
  refuseNodePort(cluster, key, object);
  const isSame = known !== undefined && hasSameSpec(known, object);
  const version = Number(known?.metadata.resourceVersion ?? 0) + (isSame ? 0 : 1);
  const byServer = { uid: `uid-of-${key}`, resourceVersion: String(version), generation: version };
  cluster.objects[key] = { ...object, metadata: { ...object.metadata, ...byServer } };
  if (!isSame && key === 'deployment/app-1-2-2-1') {
    // Pods are made anew when their template is another one.
    const templates = [known, object].map((one) => one?.spec?.template);
    if (!isDeepStrictEqual(templates[0], templates[1])) rollOut(cluster, asked, object);
  }
  const applied = known === undefined ? 'created' : isSame ? 'unchanged' : 'configured';
  const happened = verb === 'apply' ? applied : verb === 'replace' ? 'replaced' : 'created';
  return `${kindOf(object)}/${name} ${happened}\n`;
}

function rollOut(cluster: FakeCluster, { buildOf }: Asked, deployment: FakeObject | undefined): void {
  const template = deployment?.spec?.template as { spec: { containers: FakeContainer[] } } | undefined;
  const container = template?.spec.containers[0];
  cluster.running = container ? buildOf(cluster, container) : null;
}

function refuseNodePort(cluster: FakeCluster, key: string, object: FakeObject): void {
  const asked = nodePortsOf(object);
  const taken = Object.entries(cluster.objects).some(
    ([other, known]) => other !== key && nodePortsOf(known).some((port) => asked.includes(port)),
  );
  if (taken)
    throw new ProgramError(
      `The Service "${object.metadata.name}" is invalid: spec.ports[0].nodePort: Invalid value: ${asked[0]}: provided port is already allocated`,
    );
}

function nodePortsOf({ spec }: FakeObject): number[] {
  const ports = (spec?.ports ?? []) as { nodePort?: number }[];
  return ports.flatMap(({ nodePort }) => nodePort ?? []);
}

/** An address that was given cannot be given again, by the API server's words. */
function refuseAddress(object: FakeObject, known: FakeObject | undefined): void {
  const asked = addressOf(object);
  if (asked !== undefined && known !== undefined && asked !== addressOf(known)) {
    throw new ProgramError(
      `The Service "${object.metadata.name}" is invalid: spec.clusterIP: Invalid value: may not change once set`,
    );
  }
}

function addressOf(object: FakeObject): unknown {
  return object.spec?.clusterIP;
}

/** Whoever names a version means that one and no later. */
function refuseReplacement({ kind, metadata }: FakeObject, known: FakeObject | undefined): void {
  const { name } = metadata;
  if (known === undefined)
    throw new ProgramError(
      `Error from server (NotFound): error when replacing "STDIN": ${kind} "${name}" not found`,
    );
  const { resourceVersion, uid } = metadata;
  const isStale = resourceVersion !== undefined && resourceVersion !== known.metadata.resourceVersion;
  const isAnother = uid !== undefined && uid !== known.metadata.uid;
  if (isStale || isAnother) {
    throw new ProgramError(
      `Error from server (Conflict): Operation cannot be fulfilled on ${kind} "${name}": the object has been modified`,
    );
  }
}

function hasSameSpec(known: FakeObject, { metadata, ...rest }: FakeObject): boolean {
  const { metadata: knownMetadata, ...knownRest } = known;
  return (
    isDeepStrictEqual(knownRest, rest) &&
    isDeepStrictEqual(
      [knownMetadata.labels, knownMetadata.annotations],
      [metadata.labels, metadata.annotations],
    )
  );
}

/** The same few texts are read again and again. */
const parsed = new Map<string, FakeObject[]>();

function objectsIn(text: string): FakeObject[] {
  const objects =
    parsed.get(text) ??
    parseAllDocuments(text)
      .map((document) => document.toJS() as FakeObject & { items?: FakeObject[] })
      .flatMap((object) => object.items ?? [object]);
  parsed.set(text, objects);
  return structuredClone(objects);
}

/** As cluster/ names objects. */
function keyOf({ kind, metadata }: FakeObject): string {
  return `${kind.toLowerCase()}/${metadata.name}`;
}

/** As kubectl prints a kind: `deployment.apps`. */
function kindOf({ apiVersion = 'v1', kind }: FakeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}`;
}

function kubeConfig(state: MachineState): object {
  const names = Object.keys(state.contexts);
  const provider = { extension: { provider: 'minikube.sigs.k8s.io' }, name: 'cluster_info' };
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: {},
    clusters:
      names.length === 0
        ? null
        : names.map((name) => ({
            name,
            cluster: state.contexts[name]?.isMinikube ? { extensions: [provider] } : {},
          })),
    users: null,
    contexts:
      names.length === 0
        ? null
        : names.map((name) => {
            const { namespace } = state.contexts[name] ?? {};
            return { name, context: { cluster: name, ...(namespace && { namespace }) } };
          }),
    'current-context': state.current ?? '',
  };
}

function list(items: readonly object[]): string {
  return json({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });
}

function json(object: object): string {
  return `${JSON.stringify(object, null, 4)}\n`;
}

export function after(args: readonly string[], flag: string): string | undefined {
  const index = args.indexOf(flag);
  return index === -1 ? undefined : args[index + 1];
}
