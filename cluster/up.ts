/** From whatever is here to a running service: looks, shows a plan, asks, acts. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../scripts/command-line.ts';
import { prefixProblem } from '../scripts/images/prefix.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { requireConsent, requireDeletion } from './consent.ts';
import { engineFor, imageSteps } from './image-steps.ts';
import type { Machine } from './machine.ts';
import { type KubeObject, nameOf } from './manifests.ts';
import { hasMetrics, installCommands, METRICS_SERVER } from './metrics-server.ts';
import { monitoringSteps } from './monitoring.ts';
import { type Plan, runPlan, showPlan, type Step } from './plan.ts';
import { type Record, writeRecord } from './record.ts';
import { look, type Situation, type UpOptions } from './situation.ts';
import { startCluster } from './start.ts';
import { sayWhere } from './summary.ts';
import { chooseTarget, type Target } from './target.ts';
import { workloadSteps } from './workload-steps.ts';

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
    const elsewhere = chosen.provider.isLocal ? null : chosen.context;
    await requireConsent({ yes: options.yes, isNamed, elsewhere }, terminal);
    if (chosen.replacesBroken) await requireDeletion(chosen, terminal);
    await runPlan(machine, plan, terminal);
  } finally {
    rmSync(archives, { recursive: true, force: true });
  }
  await sayWhere(situation, terminal);
}

async function planUp(situation: Situation, archives: string): Promise<Plan> {
  const { machine, options, target, record, there } = situation;
  const foreign = there.filter((object) => !record.applied?.includes(nameOf(object)));
  const engine = options.noImages ? null : await engineFor(machine, target);
  const stackSteps = options.monitoring ? await monitoringSteps(machine, target, record) : [];
  const steps = [
    ...creationSteps(target, record),
    ...(engine ? await imageSteps(situation, engine, archives) : []),
    ...workloadSteps(situation, foreign, engine),
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
