/** Steps that can be shown before they run, and how they are run. */

import { type Captured, type Command, show, stream } from './command.ts';
import type { Terminal } from './terminal.ts';

export interface Step {
  readonly title: string;
  readonly commands: readonly Command[];
  /** Notes what is about to happen, for `down`. */
  readonly before?: () => void;
  /** What a person can do about a failure, given what the failed command said. */
  readonly remedy: (said: string) => string | Promise<string>;
}

export interface Plan {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}

/** A step went wrong on the way: something may have been done. Exit code 1. */
export class StepFailure extends Error {}

export function showPlan(plan: Plan, terminal: Terminal): void {
  terminal.say(plan.title);
  for (const [index, step] of plan.steps.entries()) {
    terminal.say(`\n  ${index + 1}. ${step.title}`);
    for (const command of step.commands) terminal.say(`       ${show(command)}`);
  }
  terminal.say();
  for (const note of plan.notes) terminal.say(note);
}

/** @throws {StepFailure} at the first command that fails, with its last words and a remedy */
export async function runPlan(plan: Plan, terminal: Terminal): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    terminal.say(`\n[${index + 1}/${plan.steps.length}] ${step.title}`);
    step.before?.();
    const startedAt = performance.now();
    for (const command of step.commands) {
      const said = await runShowingProgress(command, terminal);
      if (said.exitCode !== 0) throw await failureOf(step, command, said);
    }
    terminal.say(`    done in ${secondsSince(startedAt)} s`);
  }
}

/** Passes on what the command says, and says itself that time passes where the command is silent. */
async function runShowingProgress(command: Command, terminal: Terminal): Promise<Captured> {
  const startedAt = performance.now();
  const heartbeat = setInterval(() => terminal.say(`    ... ${secondsSince(startedAt)} s`), 10_000);
  try {
    return await stream(command, (line) => {
      if (line.trim()) terminal.say(`    ${line}`);
      heartbeat.refresh();
    });
  } finally {
    clearInterval(heartbeat);
  }
}

async function failureOf(step: Step, command: Command, said: Captured): Promise<StepFailure> {
  const remedy = await step.remedy(said.stderr + said.stdout);
  return new StepFailure(
    `Failed: ${step.title}\n  ${show(command)}\n  ended with exit code ${said.exitCode}\n\nWhat to do: ${remedy}`,
  );
}

function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 1000);
}
