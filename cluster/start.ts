/** Starts a stopped cluster with its tool. `up` can read a cluster only when it answers. */

import { message } from '../messages/all.ts';
import type { Machine } from '../scripts/machine.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { requireConsent } from './consent.ts';
import { answers } from './kubectl.ts';
import { runPlan, showPlan, StepFailure } from './plan.ts';
import type { StoppedCluster } from './target.ts';

const START_TIMEOUT_MS = 120_000;

interface StartOptions {
  readonly yes: boolean;
  readonly isNamed: boolean;
  readonly dryRun: boolean;
}

/** @throws {StepFailure} when the cluster does not answer within two minutes */
export async function startCluster(
  machine: Machine,
  { context, provider, name, start }: StoppedCluster,
  options: StartOptions,
  terminal: Terminal,
): Promise<void> {
  const remedy = message('start.remedy', { program: start.argv[0] });
  const plan = {
    title: message('plan.start', { tool: provider.name, cluster: name, context }),
    steps: [{ title: message('step.start'), commands: [start], remedy }],
    notes: [message('plan.startFirst')],
  };
  showPlan(plan, terminal);
  if (options.dryRun) return;
  await requireConsent({ ...options, elsewhere: null }, terminal);
  await runPlan(machine, plan, terminal);
  const deadline = machine.nowMs() + START_TIMEOUT_MS;
  while (!(await answers(machine, context))) {
    if (machine.nowMs() > deadline) throw new StepFailure(message('start.doesNotAnswer', { context }));
    await machine.sleep(1000);
  }
  terminal.say();
}
