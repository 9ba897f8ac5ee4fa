/** Steps that can be shown before they run, and how they are run. */

import type { Terminal } from '../scripts/terminal.ts';
import { type Command, show } from './command.ts';
import type { Captured, Machine } from './machine.ts';

export interface Step {
  readonly title: string;
  readonly commands: readonly Command[];
  /** Notes what is about to happen, for `down`. */
  readonly before?: () => void;
  /** Called just before the step, since earlier steps decide: false leaves the step out. */
  readonly isNeeded?: () => Promise<boolean>;
  /** Notes what is so now. */
  readonly after?: () => void | Promise<void>;
  /** Called every few seconds while a command of the step runs: true ends the command. */
  readonly cannotSucceed?: () => Promise<boolean>;
  /** After a failure: the commands that undo what the step did. */
  readonly undo?: () => Promise<Undo | null>;
  /** What a person can do about a failure, given what the failed command said. */
  readonly remedy: (said: string) => string | Promise<string>;
}

export interface Undo {
  readonly commands: readonly Command[];
  /** Forgets what `before` had noted. */
  readonly after: () => void;
}

export interface Plan {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}

/** Long enough for a node to try a second time. */
const LOOK_EVERY_MS = 5000;

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
export async function runPlan(machine: Machine, plan: Plan, terminal: Terminal): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    terminal.say(`\n[${index + 1}/${plan.steps.length}] ${step.title}`);
    if (step.isNeeded && !(await step.isNeeded())) {
      terminal.say('    not needed');
      continue;
    }
    step.before?.();
    const startedAt = machine.nowMs();
    for (const command of step.commands) {
      const said = await runShowingProgress(machine, command, terminal, step.cannotSucceed);
      if (said.exitCode !== 0) throw await failureOf(machine, step, command, said, terminal);
    }
    await step.after?.();
    terminal.say(`    done in ${secondsSince(machine, startedAt)} s`);
  }
}

interface Ended extends Captured {
  /** In words. */
  readonly ending: string;
}

/** Passes on what the command says, and says itself that time passes where the command is silent. */
async function runShowingProgress(
  machine: Machine,
  command: Command,
  terminal: Terminal,
  cannotSucceed: Step['cannotSucceed'],
): Promise<Ended> {
  const startedAt = machine.nowMs();
  const heartbeat = setInterval(() => terminal.say(`    ... ${secondsSince(machine, startedAt)} s`), 10_000);
  const ended = new AbortController();
  const watchdog = new AbortController();
  const watch = async () => {
    while (await machine.sleep(LOOK_EVERY_MS, ended.signal)) if (await cannotSucceed?.()) watchdog.abort();
  };
  if (cannotSucceed) void watch();
  try {
    const onLine = (line: string) => {
      if (line.trim()) terminal.say(`    ${line}`);
      heartbeat.refresh();
    };
    const said = await machine.run(command, { onLine, signal: watchdog.signal });
    const ending = watchdog.signal.aborted
      ? `was ended after ${secondsSince(machine, startedAt)} s: it waited in vain`
      : `ended with exit code ${said.exitCode}`;
    return { ...said, ending };
  } finally {
    clearInterval(heartbeat);
    ended.abort();
  }
}

async function failureOf(
  machine: Machine,
  step: Step,
  command: Command,
  said: Ended,
  terminal: Terminal,
): Promise<StepFailure> {
  const remedy = await step.remedy(said.stderr + said.stdout);
  const what = `${step.title}\n  ${show(command)}\n  ${said.ending}`;
  const undone = await rollBack(machine, (await step.undo?.()) ?? null, terminal);
  return new StepFailure(`Failed: ${what}\n${undone}\nWhat to do: ${remedy}`);
}

async function rollBack(machine: Machine, undo: Undo | null, terminal: Terminal): Promise<string> {
  if (!undo) return '';
  for (const command of undo.commands) {
    terminal.say(`    taking away again what was done: ${show(command)}`);
    const onLine = (line: string) => void (line.trim() && terminal.say(`    ${line}`));
    const said = await machine.run(command, { onLine });
    if (said.exitCode !== 0) return '\nIt could not be taken away again; `npm run down` tries once more.\n';
  }
  undo.after();
  return '\nWhat it had brought was taken away again.\n';
}

function secondsSince(machine: Machine, startedAt: number): number {
  return Math.round((machine.nowMs() - startedAt) / 1000);
}
