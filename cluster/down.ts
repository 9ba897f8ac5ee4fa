/** `npm run down`: undoes exactly what `up` recorded. */

import { stringify } from 'yaml';
import { message } from '../messages/all.ts';
import { Refusal } from '../scripts/command-line.ts';
import { findEngine } from '../scripts/images/engine.ts';
import type { Command, Machine } from '../scripts/machine.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { requireConsent } from './consent.ts';
import { providers, readContexts } from './contexts.ts';
import { answers, kubectl } from './kubectl.ts';
import { type KubeObject, type Manifests, nameOf, readExisting } from './manifests.ts';
import { removeCommand } from './metrics-server.ts';
import { deleteCommands } from './monitoring.ts';
import { readNodes } from './nodes.ts';
import { type Plan, runPlan, showPlan, type Step } from './plan.ts';
import type { Provider } from './providers/provider.ts';
import { readRecords, type Record, removeRecord } from './record.ts';

export interface DownOptions {
  readonly context: string | null;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/**
 * @throws {Refusal} before any change
 * @throws {StepFailure} when a step has failed. The record stays, and `down` can be repeated.
 */
export async function down(machine: Machine, options: DownOptions, terminal: Terminal): Promise<void> {
  const record = chooseRecord(options.context);
  if (!record) return terminal.say(message('down.nothing'));
  const { all, current } = await readContexts(machine);
  const isKnown = all.some((context) => context.name === record.context);
  if (!isKnown && !record.created) {
    removeRecord(record.context);
    return terminal.say(message('down.contextIsGone', { context: record.context }));
  }
  const plan = record.created ? await planDeletion(record, current) : await planUndo(machine, record);
  showPlan(plan, terminal);
  if (options.dryRun) return;
  const consent = { yes: options.yes, isNamed: options.context !== null, elsewhere: null };
  await requireConsent(consent, terminal);
  await runPlan(machine, plan, terminal);
  removeRecord(record.context);
  terminal.say(message('down.done'));
}

function chooseRecord(context: string | null): Record | undefined {
  const records = readRecords();
  if (context !== null) {
    const record = records.find((candidate) => candidate.context === context);
    if (record || records.length === 0) return record;
    throw new Refusal(message('down.notOnRecord', { context, contexts: records.map((r) => r.context) }));
  }
  if (records.length > 1) {
    const commands = records.map((record) => `  npm run down -- --context ${record.context}`);
    throw new Refusal(message('down.several', { commands }));
  }
  return records[0];
}

/** For a cluster that `up` created: it is deleted with everything in it. */
async function planDeletion(record: Record, current: string | null): Promise<Plan> {
  const creation = providerOf(record).tool?.creation;
  if (!creation) throw new Error(`${record.provider} makes no clusters`);
  const { context, provider, cluster } = record;
  const remedy = message('down.remedy');
  const title = message('step.deleteCluster', { provider, name: cluster });
  const steps: Step[] = [{ title, commands: [creation.delete], remedy }];
  const previous = record.created?.previousContext;
  if (previous && previous !== context && current === context) {
    steps.push({
      title: message('step.useContext', { context: previous }),
      commands: [{ argv: ['kubectl', 'config', 'use-context', previous] }],
      remedy,
    });
  }
  return { title: message('plan.deleteCluster', { context }), steps, notes: [] };
}

async function planUndo(machine: Machine, record: Record): Promise<Plan> {
  const { context } = record;
  if (!(await answers(machine, context))) throw new Refusal(message('down.doesNotAnswer', { context }));
  const steps = [
    ...(await objectSteps(machine, record)),
    ...monitoringSteps(record),
    ...metricsSteps(record),
    ...(await imageSteps(machine, record)),
  ];
  return { title: message('plan.down', { context }), steps, notes: [] };
}

async function objectSteps(machine: Machine, record: Record): Promise<Step[]> {
  const { context, namespace = WORKLOAD.namespace } = record;
  const replaced = (record.replaced ?? []) as KubeObject[];
  const wereThere = new Set(replaced.map(nameOf));
  const ours = (record.applied ?? []).filter((name) => !wereThere.has(name));
  const remedy = message('down.remedy');
  const steps: Step[] = [];
  if (ours.length > 0) {
    const inNamespace = ['--namespace', namespace];
    const commands: Command[] = [
      { argv: kubectl(context, ...inNamespace, 'delete', '--ignore-not-found', ...ours) },
    ];
    if (!wereThere.has(`deployment/${WORKLOAD.name}`)) {
      // A pod serves until its drain delay is over, and a node cannot remove an image in use.
      const pods = ['--for', 'delete', 'pod', '--selector', WORKLOAD.podSelector, '--timeout', '90s'];
      commands.push({ argv: kubectl(context, ...inNamespace, 'wait', ...pods) });
    }
    steps.push({ title: message('step.delete'), commands, remedy });
  }
  if (replaced.length > 0) {
    const existing = await readExisting(machine, context, asWere(replaced));
    const names = new Set(existing.map(nameOf));
    // Somebody may have deleted an object since.
    const byVerb = Map.groupBy(withReplicasOfHpa(replaced, existing), (object) =>
      names.has(nameOf(object)) ? 'replace' : 'create',
    );
    const commands = [...byVerb].map(([verb, objects]) => ({
      argv: kubectl(context, verb, '--filename', '-'),
      input: asWere(objects),
    }));
    steps.push({ title: message('step.putBack', { objects: replaced.map(nameOf) }), commands, remedy });
  }
  return steps;
}

/** Keeps the current number of replicas of a workload whose HPA is put back, too. */
function withReplicasOfHpa(replaced: readonly KubeObject[], existing: readonly KubeObject[]): KubeObject[] {
  const scaled = new Set(
    replaced.flatMap(({ spec }) => (spec?.scaleTargetRef ? nameOf(asObject(spec.scaleTargetRef)) : [])),
  );
  return replaced.map((object) => {
    const now = existing.find((candidate) => nameOf(candidate) === nameOf(object));
    const replicas = now?.spec?.replicas;
    if (replicas === undefined || !scaled.has(nameOf(object))) return object;
    return { ...object, spec: { ...object.spec, replicas } };
  });
}

function asObject({ kind, name }: { kind: string; name: string }): KubeObject {
  return { kind, metadata: { name } };
}

/** Not as a List: the API server has no schema for that kind. */
function asWere(objects: readonly KubeObject[]): Manifests {
  return {
    text: objects.map((object) => stringify(object)).join('---\n'),
    shownAs: message('plan.asTheyWere'),
  };
}

function monitoringSteps(record: Record): Step[] {
  const commands = deleteCommands(record.context, record);
  if (commands.length === 0) return [];
  return [{ title: message('step.deleteMonitoring'), commands, remedy: message('down.remedy') }];
}

function metricsSteps(record: Record): Step[] {
  if (!record.metricsServer) return [];
  const { metricsServer } = providerOf(record);
  const command =
    metricsServer.how === 'addon' ? metricsServer.disable(record.cluster) : removeCommand(record.context);
  const title = message('step.removeMetricsServer');
  return [{ title, commands: [command], remedy: message('down.remedy') }];
}

async function imageSteps(machine: Machine, record: Record): Promise<Step[]> {
  if (!record.loaded?.length) return [];
  const provider = providerOf(record);
  const cluster = { name: record.cluster, nodes: await readNodes(machine, record.context) };
  const store = provider.imageStore(cluster);
  const commands = store?.remove(record.loaded, await findEngine(machine)) ?? [];
  if (commands.length === 0) return [];
  return [{ title: message('step.removeImages'), commands, remedy: message('down.imageInUse') }];
}

function providerOf(record: Record): Provider {
  const { context, provider: name } = record;
  const provider = providers.find((candidate) => candidate.name === name);
  if (!provider) throw new Refusal(message('target.recordOfUnknownProvider', { context, provider: name }));
  return provider;
}
