/**
 * A fake kubectl in front of the same object store as the fake API server. It knows the command lines of
 * cluster/ and prints to the byte what kubectl prints. Any other command line is an error, so that a new one
 * is noticed.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { type ApiObject, kindName, ObjectStore, Refused } from '../api-server/object-store.ts';
import { type FakeCluster, type MachineState, ProgramError } from './machine-state.ts';

export interface FakeContainer {
  readonly image: string;
  readonly imagePullPolicy?: string;
}

const SERVICE = 'Deployment/app-1-2-2-1';

export interface Asked {
  readonly args: readonly string[];
  readonly input: string;
  /** The build that the nodes of a cluster run for an image; null where they have none. */
  readonly buildOf: (cluster: FakeCluster, container: FakeContainer) => string | null;
  /** Sleeps on the fake clock; false where the command was ended before. */
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

/** A changed template makes new pods of the service. */
class ClusterStore extends ObjectStore {
  readonly #rollOut: (deployment: ApiObject) => void;

  constructor(cluster: FakeCluster, rollOut: (deployment: ApiObject) => void) {
    const versions = Object.values(cluster.objects).map(({ metadata }) =>
      Number(metadata.resourceVersion ?? 0),
    );
    super(Math.max(0, ...versions), cluster.objects);
    this.refuses = cluster.refuses ?? null;
    this.#rollOut = rollOut;
  }

  protected override keep(type: 'ADDED' | 'MODIFIED', object: ApiObject): ApiObject {
    const before = this.find(object.kind, object.metadata.name);
    const isRollout = !isDeepStrictEqual(before?.spec.template, object.spec?.template);
    if (kindName(object) === SERVICE && isRollout) this.#rollOut(object);
    return this.put(type, object);
  }
}

async function onCluster(cluster: FakeCluster, asked: Asked, words: string): Promise<string> {
  const rollOut = ({ spec }: ApiObject) => {
    cluster.running = asked.buildOf(cluster, spec.template.spec.containers[0]);
  };
  const store = new ClusterStore(cluster, rollOut);
  if (words.endsWith('get --raw /version')) return '{"major":"1","minor":"36","gitVersion":"v1.36.2"}';
  if (words.startsWith('get ')) return get(cluster, store, asked, words);
  const verb = /^(apply|replace|create) --filename -$/.exec(words)?.[1];
  if (verb !== undefined) return keepAll(store, verb, asked.input);
  if (/^(apply|delete --ignore-not-found) --filename https:/.test(words)) {
    cluster.hasMetrics = words.startsWith('apply');
    return `deployment.apps/metrics-server ${cluster.hasMetrics ? 'created' : 'deleted'}\n`;
  }
  if (words.startsWith('delete --ignore-not-found ')) {
    return words
      .split(' ')
      .slice(2)
      .map((name) => remove(cluster, store, name))
      .join('');
  }
  if (words.startsWith('rollout status ')) return rolloutStatus(cluster, asked, words);
  if (words === 'rollout restart deployment/app-1-2-2-1') {
    rollOut(store.get('Deployment', 'app-1-2-2-1'));
    return 'deployment.apps/app-1-2-2-1 restarted\n';
  }
  if (words.startsWith('patch deployment/'))
    return `deployment.apps/${asked.args.find((word) => word.startsWith('deployment/'))?.slice(11)} patched\n`;
  if (words.startsWith('wait --for delete pod ')) return '';
  throw new ProgramError(`fake kubectl does not know: ${words}`);
}

async function rolloutStatus(cluster: FakeCluster, { sleep }: Asked, words: string): Promise<string> {
  const [, , workload = ''] = words.split(' ');
  const name = workload.split('/')[1];
  const isService = name === 'app-1-2-2-1';
  if (isService && cluster.pods.some((pod) => pod.waiting))
    throw new ProgramError(`error: deployment "${name}" exceeded its progress deadline`);
  // `rollout status` waits for a missing image until its timeout, or until `up` ends it.
  if (!isService && cluster.monitoringPods.some((pod) => pod.waiting)) {
    await sleep(600_000);
    throw new ProgramError('error: timed out waiting for the condition');
  }
  return workload.startsWith('daemonset/')
    ? `daemon set "${name}" successfully rolled out\n`
    : `deployment "${name}" successfully rolled out\n`;
}

function remove(cluster: FakeCluster, store: ObjectStore, words: string): string {
  const [kind = '', name = ''] = words.split('/');
  const known = Object.values(cluster.objects).find(
    (object) => object.kind.toLowerCase() === kind && object.metadata.name === name,
  );
  if (known === undefined) return '';
  store.delete(known.kind, name);
  if (kindName(known) === SERVICE) cluster.running = null;
  return `${resourceOf(known)} "${name}" deleted\n`;
}

function get(cluster: FakeCluster, store: ObjectStore, { args, input }: Asked, words: string): string {
  if (words.startsWith('get --filename -')) {
    const items = objectsIn(input).flatMap(({ kind, metadata }) => store.find(kind, metadata.name) ?? []);
    if (items.length < 2) return items.map(json).join('');
    return json({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });
  }
  if (words.startsWith('get apiservice/'))
    return cluster.hasMetrics ? 'apiservice.apiregistration.k8s.io/v1beta1.metrics.k8s.io\n' : '';
  const [, resource, name = ''] = /^get (namespace|service)\/(\S+)/.exec(words) ?? [];
  if (resource !== undefined) {
    const found = store.find(resource === 'service' ? 'Service' : 'Namespace', name);
    if (!found && args.includes('--ignore-not-found')) return '';
    if (!found) throw new ProgramError(`Error from server (NotFound): ${resource}s "${name}" not found`);
    return words.endsWith('--output name') ? `${resource}/${name}\n` : json(found);
  }
  if (words.startsWith('get services --all-namespaces')) return list(store.list('Service'));
  if (words.startsWith('get nodes')) {
    const addresses = [{ type: 'InternalIP', address: cluster.nodeAddress }];
    return list(
      cluster.nodes.map(({ name, architecture, runtime }) => ({
        metadata: { name },
        status: { addresses, nodeInfo: { architecture, containerRuntimeVersion: `${runtime}://2.1.4` } },
      })),
    );
  }
  if (words.endsWith('--output name')) return cluster.pods.map(({ name }) => `pod/${name}\n`).join('');
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

/** Object by object, as kubectl does: the other objects are kept where one is refused. */
function keepAll(store: ObjectStore, verb: string, input: string): string {
  const errors: string[] = [];
  const lines = objectsIn(input).map((object) => {
    try {
      return keep(store, verb, object);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.push(error.message);
      return '';
    }
  });
  const said = lines.join('');
  if (errors.length > 0) throw Object.assign(new ProgramError(errors.join('\n')), { said });
  return said;
}

/** An applied object replaces the whole one: cluster/ alone writes to it. */
function keep(store: ObjectStore, verb: string, object: ApiObject): string {
  const { kind, metadata } = object;
  const known = store.find(kind, metadata.name);
  const isNew = verb === 'create' || (verb === 'apply' && known === undefined);
  try {
    const kept = isNew ? store.create(object) : store.replace(object);
    const applied = isNew ? 'created' : kept === known ? 'unchanged' : 'configured';
    return `${resourceOf(object)}/${metadata.name} ${verb === 'replace' ? 'replaced' : applied}\n`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(
      error.code,
      error.reason,
      printed(error, object, isNew ? 'creating' : `${verb.slice(0, -1)}ing`),
    );
  }
}

/** Without the patch, which kubectl prints before an error of `apply`. */
function printed({ reason, message }: Refused, { kind, metadata }: ApiObject, doing: string): string {
  if (reason === 'Invalid')
    return `The ${kind} "${metadata.name}" is invalid: ${message.split(' is invalid: ')[1]}`;
  return `Error from server (${reason}): error when ${doing} "STDIN": ${message}`;
}

/** The tests parse the same few texts many times. */
const parsed = new Map<string, ApiObject[]>();

function objectsIn(text: string): ApiObject[] {
  const objects =
    parsed.get(text) ??
    parseAllDocuments(text)
      .map((document) => document.toJS() as ApiObject & { items?: ApiObject[] })
      .flatMap((object) => object.items ?? [object]);
  parsed.set(text, objects);
  return structuredClone(objects);
}

/** The kind as kubectl prints it: `deployment.apps`. */
function resourceOf({ apiVersion, kind }: ApiObject): string {
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
