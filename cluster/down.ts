/** Undoes what `up` recorded, no more and no less. */

import { stringify } from 'yaml';
import { Refusal } from '../scripts/command-line.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import type { Command } from './command.ts';
import { requireConsent } from './consent.ts';
import { answers, providers, readContexts } from './contexts.ts';
import { findEngine } from './images.ts';
import type { Machine } from './machine.ts';
import { type KubeObject, type Manifests, nameOf, readExisting } from './manifests.ts';
import { removeCommand } from './metrics-server.ts';
import { takeAway } from './monitoring.ts';
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
 * @throws {Refusal} where nothing was touched
 * @throws {StepFailure} where something may have been done; the record stays, and `down` can be repeated
 */
export async function down(machine: Machine, options: DownOptions, terminal: Terminal): Promise<void> {
  const record = chooseRecord(options.context);
  if (!record) {
    terminal.say('Nothing to undo: no `npm run up` is on record here.');
    return;
  }
  const { all, current } = await readContexts(machine);
  const isKnown = all.some((context) => context.name === record.context);
  if (!isKnown && !record.created) {
    removeRecord(record.context);
    terminal.say(
      `The context ${record.context} is gone, and with it all that \`npm run up\` made. Nothing to undo.`,
    );
    return;
  }
  const plan = record.created ? await planDeletion(record, current) : await planUndo(machine, record);
  showPlan(plan, terminal);
  if (options.dryRun) return;
  const consent = { yes: options.yes, isNamed: options.context !== null, elsewhere: null };
  await requireConsent(consent, terminal);
  await runPlan(machine, plan, terminal);
  removeRecord(record.context);
  terminal.say('\nAll undone. The images that were built stay in the container engine of this machine.');
}

function chooseRecord(context: string | null): Record | undefined {
  const records = readRecords();
  if (context !== null) {
    const record = records.find((candidate) => candidate.context === context);
    if (!record && records.length > 0) {
      throw new Refusal(
        `\`npm run up\` did nothing to "${context}". On record: ${records.map((r) => r.context).join(', ')}.`,
      );
    }
    return record;
  }
  if (records.length > 1) {
    const lines = records.map((record) => `  npm run down -- --context ${record.context}`);
    throw new Refusal(
      `\`npm run up\` is on record for several clusters. Name the one that is meant:\n${lines.join('\n')}`,
    );
  }
  return records[0];
}

/** The cluster was ours: with it goes everything in it. */
async function planDeletion(record: Record, current: string | null): Promise<Plan> {
  const creation = providerOf(record).tool?.creation;
  if (!creation) throw new Error(`${record.provider} makes no clusters`);
  const remedy = () => 'the lines above say why. `npm run down` can be repeated.';
  const steps: Step[] = [
    {
      title: `Delete the ${record.provider} cluster "${record.cluster}" and all that is in it`,
      commands: [creation.delete],
      remedy,
    },
  ];
  const previous = record.created?.previousContext;
  if (previous && previous !== record.context && current === record.context) {
    steps.push({
      title: `Make ${previous} kubectl's current context again`,
      commands: [{ argv: ['kubectl', 'config', 'use-context', previous] }],
      remedy,
    });
  }
  return {
    title: `The plan: take away what \`npm run up\` made (context ${record.context})`,
    steps,
    notes: [],
  };
}

async function planUndo(machine: Machine, record: Record): Promise<Plan> {
  if (!(await answers(machine, record.context))) {
    throw new Refusal(
      `The cluster behind "${record.context}" does not answer. Start it, then \`npm run down\` again.`,
    );
  }
  const steps = [
    ...(await objectSteps(machine, record)),
    ...monitoringSteps(record),
    ...metricsSteps(record),
    ...(await imageSteps(machine, record)),
  ];
  return {
    title: `The plan: take away what \`npm run up\` brought (context ${record.context})`,
    steps,
    notes: [],
  };
}

async function objectSteps(machine: Machine, record: Record): Promise<Step[]> {
  const kubectl = ['kubectl', '--context', record.context] as const;
  const namespace = record.namespace ?? WORKLOAD.namespace;
  const replaced = (record.replaced ?? []) as KubeObject[];
  const wereThere = new Set(replaced.map(nameOf));
  const ours = (record.applied ?? []).filter((name) => !wereThere.has(name));
  const remedy = () => 'kubectl says why above. `npm run down` can be repeated.';
  const steps: Step[] = [];
  if (ours.length > 0) {
    const commands: Command[] = [
      { argv: [...kubectl, '--namespace', namespace, 'delete', '--ignore-not-found', ...ours] },
    ];
    if (!wereThere.has(`deployment/${WORKLOAD.name}`)) {
      // Pods serve on for their drain delay, and an image that runs cannot be removed.
      const pods = ['--for', 'delete', 'pod', '--selector', WORKLOAD.podSelector, '--timeout', '90s'];
      commands.push({ argv: [...kubectl, '--namespace', namespace, 'wait', ...pods] });
    }
    steps.push({ title: 'Delete what was applied, and wait until the pods are gone', commands, remedy });
  }
  if (replaced.length > 0) {
    const there = await readExisting(machine, record.context, asWere(replaced));
    const names = new Set(there.map(nameOf));
    // Somebody may have deleted one meanwhile.
    const byVerb = Map.groupBy(withoutAutoscaled(replaced, there), (object) =>
      names.has(nameOf(object)) ? 'replace' : 'create',
    );
    const commands = [...byVerb].map(([verb, objects]) => ({
      argv: [...kubectl, verb, '--filename', '-'] as const,
      input: asWere(objects),
    }));
    steps.push({ title: `Put back ${replaced.map(nameOf).join(', ')}`, commands, remedy });
  }
  return steps;
}

/** How many replicas there are is not put back where an HPA, which is put back too, decides it. */
function withoutAutoscaled(replaced: readonly KubeObject[], there: readonly KubeObject[]): KubeObject[] {
  const scaled = new Set(
    replaced.flatMap(({ spec }) => (spec?.scaleTargetRef ? nameOf(asObject(spec.scaleTargetRef)) : [])),
  );
  return replaced.map((object) => {
    const now = there.find((candidate) => nameOf(candidate) === nameOf(object));
    const replicas = now?.spec?.replicas;
    if (replicas === undefined || !scaled.has(nameOf(object))) return object;
    return { ...object, spec: { ...object.spec, replicas } };
  });
}

function asObject({ kind, name }: { kind: string; name: string }): KubeObject {
  return { kind, metadata: { name } };
}

/** Documents rather than a List, whose kind no server has a schema for. */
function asWere(objects: readonly KubeObject[]): Manifests {
  return { text: objects.map((object) => stringify(object)).join('---\n'), shownAs: '(as they were)' };
}

function monitoringSteps(record: Record): Step[] {
  const commands = takeAway(record.context, record);
  if (commands.length === 0) return [];
  const remedy = () => 'kubectl says why above. `npm run down` can be repeated.';
  return [{ title: 'Delete Prometheus, Loki, Grafana and what they have kept', commands, remedy }];
}

function metricsSteps(record: Record): Step[] {
  if (!record.metricsServer) return [];
  const { metricsServer } = providerOf(record);
  const command =
    metricsServer.how === 'addon' ? metricsServer.disable(record.cluster) : removeCommand(record.context);
  const remedy = () => 'the lines above say why. `npm run down` can be repeated.';
  return [{ title: 'Remove metrics-server', commands: [command], remedy }];
}

async function imageSteps(machine: Machine, record: Record): Promise<Step[]> {
  if (!record.loaded?.length) return [];
  const provider = providerOf(record);
  const cluster = { name: record.cluster, nodes: await readNodes(machine, record.context) };
  const commands = provider.unload(cluster, record.loaded, await findEngine(machine));
  if (commands.length === 0) return [];
  const remedy = () => 'an image that a pod still uses stays. `npm run down` can be repeated.';
  return [{ title: "Remove the images from the cluster's nodes", commands, remedy }];
}

function providerOf(record: Record): Provider {
  const provider = providers.find((candidate) => candidate.name === record.provider);
  if (!provider)
    throw new Refusal(
      `The record of "${record.context}" names a kind of cluster that is not known: ${record.provider}.`,
    );
  return provider;
}
