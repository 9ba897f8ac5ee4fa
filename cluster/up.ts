/** `npm run up`: reads, shows a plan, asks, runs the plan. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from '../messages/all.ts';
import type { Message } from '../messages/message.ts';
import type { Machine } from '../scripts/machine.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { requireConsent, requireDeletion } from './consent.ts';
import { engineFor, imageSteps } from './image-steps.ts';
import { type KubeObject, nameOf } from './manifests.ts';
import { hasMetrics, installCommands, METRICS_SERVER } from './metrics-server.ts';
import { monitoringSteps } from './monitoring.ts';
import { type Plan, runPlan, showPlan, type Step } from './plan.ts';
import { type Record, updateRecord } from './record.ts';
import { readSituation, type Situation, type UpOptions } from './situation.ts';
import { startCluster } from './start.ts';
import { saySummary } from './summary.ts';
import { chooseTarget, type Target } from './target.ts';
import { workloadSteps } from './workload-steps.ts';

/**
 * @throws {Refusal} before any change
 * @throws {StepFailure} when a step has failed
 */
export async function up(machine: Machine, options: UpOptions, terminal: Terminal): Promise<void> {
  const isNamed = options.context !== null || options.create !== null;
  const chosen = await chooseTarget(machine, options);
  if ('start' in chosen) {
    await startCluster(machine, chosen, { ...options, isNamed }, terminal);
    if (options.dryRun) return;
    return up(machine, { ...options, context: chosen.context, create: null }, terminal);
  }
  const situation = await readSituation(machine, options, chosen);
  const archives = mkdtempSync(join(tmpdir(), 'app-1-2-2-1-'));
  try {
    const plan = await planUp(situation, archives);
    showPlan(plan, terminal);
    if (options.dryRun) return;
    const elsewhere = chosen.provider.isLocal ? null : chosen.context;
    await requireConsent({ yes: options.yes, isNamed, elsewhere }, terminal);
    if (chosen.replacesBroken) await requireDeletion(chosen, terminal);
    await runPlan(machine, plan, terminal);
  } finally {
    rmSync(archives, { recursive: true, force: true });
  }
  await saySummary(situation, terminal);
}

async function planUp(situation: Situation, archives: string): Promise<Plan> {
  const { machine, options, target, record, existing } = situation;
  const foreign = existing.filter((object) => !record.applied?.includes(nameOf(object)));
  const engine = options.noImages ? null : await engineFor(machine, target);
  const stackSteps = options.monitoring ? await monitoringSteps(machine, target, record) : [];
  const steps = [
    ...creationSteps(target, record),
    ...(engine ? await imageSteps(situation, engine, archives) : []),
    ...workloadSteps(situation, foreign, engine),
    // After the service, which runs without metrics-server: the download may fail.
    ...(await metricsSteps(machine, target, record)),
    ...stackSteps,
  ];
  return {
    title: titleFor(target),
    steps,
    notes: await notesOn(situation, foreign, options.monitoring && stackSteps.length === 0),
  };
}

function titleFor({ provider, cluster, context, creation }: Target): Message {
  const which = provider.isLocal
    ? message('plan.cluster', { provider: provider.name, name: cluster.name })
    : message('plan.otherCluster');
  return creation
    ? message('plan.up.new', { cluster: which, context, nodes: creation.title })
    : message('plan.up.existing', { cluster: which, context });
}

function creationSteps(target: Target, record: Record): Step[] {
  const { creation, replacesBroken, provider, contexts } = target;
  if (!creation) return [];
  return [
    {
      title: message(replacesBroken ? 'step.replace' : 'step.create', { tool: provider.name }),
      commands: [...(replacesBroken ? [creation.delete] : []), creation.create],
      before: () =>
        updateRecord(record, { created: record.created ?? { previousContext: contexts.current } }),
      remedy: (said) =>
        /already (allocated|in use)|port is already|address already/i.test(said)
          ? message('create.portIsTaken')
          : message('create.remedy', { tool: provider.name }),
    },
  ];
}

async function metricsSteps(
  machine: Machine,
  { provider, context, cluster, creation }: Target,
  record: Record,
): Promise<Step[]> {
  const { metricsServer } = provider;
  if (metricsServer.how === 'built in' || metricsServer.how === 'by hand') return [];
  // `up` creates a minikube cluster with the addon.
  if (creation && metricsServer.how === 'addon') return [];
  if (!creation && (await hasMetrics(machine, context))) return [];
  const before = () => updateRecord(record, { metricsServer: metricsServer.how });
  const remedy = message('metricsServer.remedy');
  if (metricsServer.how === 'addon') {
    const title = message('step.metricsServerAddon');
    return [{ title, commands: [metricsServer.enable(cluster.name)], before, remedy }];
  }
  const title = message('step.metricsServer', { version: METRICS_SERVER });
  return [{ title, commands: installCommands(context), before, remedy }];
}

async function notesOn(
  { machine, target }: Situation,
  foreign: readonly KubeObject[],
  usesOtherStack: boolean,
): Promise<Message[]> {
  const { context, provider, creation, contexts } = target;
  const others = contexts.all.map(({ name }) => name).filter((name) => name !== context);
  const lacksMetrics = provider.metricsServer.how === 'by hand' && !(await hasMetrics(machine, context));
  const notes: Message[] = [];
  if (usesOtherStack) notes.push(message('note.monitoringIsThere'));
  if (foreign.length > 0) notes.push(message('note.objectsAreThere', { objects: foreign.map(nameOf) }));
  if (lacksMetrics) notes.push(message('note.noMetricsServer'));
  if (creation && contexts.current)
    notes.push(message('note.currentContext', { context, previous: contexts.current }));
  if (others.length > 0) notes.push(message('note.notTouched', { contexts: others }));
  return [...notes, message('note.downUndoes')];
}
