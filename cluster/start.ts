/** A stopped cluster, started by its own tool: what is in it can only be looked at when it answers. */

import type { Terminal } from '../scripts/terminal.ts';
import { requireConsent } from './consent.ts';
import { answers } from './contexts.ts';
import type { Machine } from './machine.ts';
import { runPlan, showPlan, StepFailure } from './plan.ts';
import type { StoppedCluster } from './target.ts';

const PATIENCE_MS = 120_000;

interface StartOptions {
  readonly yes: boolean;
  readonly isNamed: boolean;
  readonly dryRun: boolean;
}

/** @throws {StepFailure} where it does not answer within two minutes of its start */
export async function startCluster(
  machine: Machine,
  { context, provider, name, start }: StoppedCluster,
  options: StartOptions,
  terminal: Terminal,
): Promise<void> {
  const plan = {
    title: `The plan: start the ${provider.name} cluster "${name}" (context ${context}), which is stopped`,
    steps: [
      {
        title: 'Start it',
        commands: [start],
        remedy: () => `${start.argv[0]} says why above.`,
      },
    ],
    notes: ['What comes into it is shown next, when it answers. Nothing is deleted.'],
  };
  showPlan(plan, terminal);
  if (options.dryRun) return;
  await requireConsent({ ...options, elsewhere: null }, terminal);
  await runPlan(machine, plan, terminal);
  const deadline = machine.nowMs() + PATIENCE_MS;
  while (!(await answers(machine, context))) {
    if (machine.nowMs() > deadline)
      throw new StepFailure(
        `The cluster was started and does not answer: \`kubectl --context ${context} get nodes\` says more.`,
      );
    await machine.sleep(1000);
  }
  terminal.say();
}
