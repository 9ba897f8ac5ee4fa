/** What `up` reads before it plans its steps. */

import { message } from '../messages/all.ts';
import type { Locale } from '../messages/message.ts';
import { Refusal } from '../scripts/command-line.ts';
import type { Machine } from '../scripts/machine.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { ask } from './kubectl.ts';
import { type KubeObject, type Manifests, readExisting, renderManifests, withVariable } from './manifests.ts';
import { MONITORING } from './monitoring.ts';
import { holderOf } from './nodes.ts';
import { readRecord, type Record } from './record.ts';
import type { Target } from './target.ts';

export interface UpOptions {
  readonly context: string | null;
  readonly create: string | null;
  /** Null: the namespace of the last `up`, otherwise `default`. */
  readonly namespace: string | null;
  readonly overlay: string | null;
  /** Neither build nor load images: the nodes have them, or pull them. */
  readonly noImages: boolean;
  /** Install Prometheus, Loki and Grafana, too. */
  readonly monitoring: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly imagePrefix: string;
  /** The value of `--lang`; null: the locale of the environment, which a child process inherits. */
  readonly language: Locale | null;
}

export interface Situation {
  readonly machine: Machine;
  readonly options: UpOptions;
  readonly target: Target;
  readonly namespace: string;
  readonly record: Record;
  readonly manifests: Manifests;
  /** The objects of the manifests that the cluster has. */
  readonly existing: readonly KubeObject[];
}

/** @throws {Refusal} when the namespace is missing, or another Service has the NodePort */
export async function readSituation(
  machine: Machine,
  options: UpOptions,
  target: Target,
): Promise<Situation> {
  const record: Record = readRecord(target.context) ?? {
    context: target.context,
    provider: target.provider.name,
    cluster: target.cluster.name,
  };
  const namespace = options.namespace ?? record.namespace ?? WORKLOAD.namespace;
  if (!target.creation) await requireNamespaceAndPort(machine, target.context, namespace, record);
  const manifests = await manifestsFor(machine, options, target, namespace, record);
  const existing = target.creation ? [] : await readExisting(machine, target.context, manifests);
  return { machine, options, target, namespace, record, manifests, existing };
}

async function requireNamespaceAndPort(
  machine: Machine,
  context: string,
  namespace: string,
  record: Record,
): Promise<void> {
  const before = record.namespace ?? WORKLOAD.namespace;
  const port = String(WORKLOAD.nodePort);
  if (record.applied && before !== namespace)
    throw new Refusal(message('situation.elsewhereAlready', { namespace: before, port, context }));
  if (namespace !== WORKLOAD.namespace) {
    const answer = await ask(machine, context, 'get', `namespace/${namespace}`, '--output', 'name');
    if (/\(NotFound\)/.test(answer.stderr))
      throw new Refusal(message('situation.noNamespace', { namespace, context }));
  }
  const holder = await holderOf(machine, context, WORKLOAD.nodePort);
  if (!holder || (holder.namespace === namespace && holder.name === WORKLOAD.name)) return;
  throw new Refusal(message('situation.portIsTaken', { ...holder, port, context }));
}

/** The live page gets the address of Grafana, if the cluster has one. */
async function manifestsFor(
  machine: Machine,
  options: UpOptions,
  { provider }: Target,
  namespace: string,
  record: Record,
): Promise<Manifests> {
  const { overlay, imagePrefix, noImages } = options;
  // Every build has the same name. By default a node pulls a name only once.
  const pullsAlways = !provider.isLocal && !noImages;
  const manifests = await renderManifests(machine, { overlay, namespace, imagePrefix, pullsAlways });
  const isWatched = options.monitoring || record.monitoring !== undefined;
  return isWatched ? withVariable(manifests, 'GRAFANA_URL', MONITORING.grafanaUrl) : manifests;
}
