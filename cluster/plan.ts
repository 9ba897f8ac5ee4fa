/** A plan: steps that are shown before they run. */

import { message } from '../messages/all.ts';
import { type Message, type Text, textOf } from '../messages/message.ts';
import type { Captured, Command, Machine } from '../scripts/machine.ts';
import type { Terminal } from '../scripts/terminal.ts';

export interface Step {
  readonly title: Text;
  readonly commands: readonly Command[];
  /** Records the change before it is made, for `down`. */
  readonly before?: () => void;
  /** Called just before the step, because earlier steps change the answer. False: the step is skipped. */
  readonly isNeeded?: () => Promise<boolean>;
  /** Records the result. */
  readonly after?: () => void | Promise<void>;
  /** Called every few seconds while a command of the step runs. True: the command is stopped. */
  readonly cannotSucceed?: () => Promise<boolean>;
  /** After a failure: the commands that undo the step. */
  readonly undo?: () => Promise<Undo | null>;
  /** What a person can do after a failure. A function gets the output of the failed command. */
  readonly remedy: Text | ((said: string) => Text | Promise<Text>);
}

export interface Undo {
  readonly commands: readonly Command[];
  /** Removes from the record what `before` added. */
  readonly after: () => void;
}

export interface Plan {
  readonly title: Text;
  readonly steps: readonly Step[];
  readonly notes: readonly Text[];
}

/** A node tries an image a second time within this time. */
const WATCHDOG_INTERVAL_MS = 5000;

/** A step failed: the cluster may have been changed. Exit code 1. */
export class StepFailure extends Error {
  readonly said: Text;

  constructor(reason: Text) {
    super(textOf(reason));
    this.said = reason;
  }
}

export function showPlan(plan: Plan, terminal: Terminal): void {
  terminal.say(plan.title);
  for (const [index, step] of plan.steps.entries()) {
    terminal.say(`\n  ${index + 1}. `, step.title);
    for (const command of step.commands) terminal.say('       ', show(command));
  }
  terminal.say();
  for (const note of plan.notes) terminal.say(note);
}

/** @throws {StepFailure} when a command fails, with its output and a remedy */
export async function runPlan(machine: Machine, plan: Plan, terminal: Terminal): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    terminal.say(`\n[${index + 1}/${plan.steps.length}] `, step.title);
    if (step.isNeeded && !(await step.isNeeded())) {
      terminal.say('    ', message('plan.notNeeded'));
      continue;
    }
    step.before?.();
    const startedAt = machine.nowMs();
    for (const command of step.commands) {
      const said = await runShowingProgress(machine, command, terminal, step.cannotSucceed);
      if (said.exitCode !== 0) throw await failureOf(machine, step, command, said, terminal);
    }
    await step.after?.();
    terminal.say('    ', message('plan.done', { seconds: secondsSince(machine, startedAt) }));
  }
}

interface Ended extends Captured {
  readonly ending: Message;
}

/** Prints the output of the command, and the elapsed time while there is no output. */
async function runShowingProgress(
  machine: Machine,
  command: Command,
  terminal: Terminal,
  cannotSucceed: Step['cannotSucceed'],
): Promise<Ended> {
  const startedAt = machine.nowMs();
  const seconds = () => ({ seconds: secondsSince(machine, startedAt) });
  const heartbeat = setInterval(() => terminal.say('    ', message('plan.running', seconds())), 10_000);
  const ended = new AbortController();
  const watchdog = new AbortController();
  const watch = async () => {
    while (await machine.sleep(WATCHDOG_INTERVAL_MS, ended.signal))
      if (await cannotSucceed?.()) watchdog.abort();
  };
  if (cannotSucceed) void watch();
  try {
    const onLine = (line: string) => {
      sayLine(terminal, line);
      heartbeat.refresh();
    };
    const said = await machine.run(command, { onLine, signal: watchdog.signal });
    const ending = watchdog.signal.aborted
      ? message('plan.inVain', seconds())
      : message('plan.exitCode', { code: said.exitCode });
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
  { stderr, stdout, ending }: Ended,
  terminal: Terminal,
): Promise<StepFailure> {
  const remedy = typeof step.remedy === 'function' ? await step.remedy(stderr + stdout) : step.remedy;
  const undone = await rollBack(machine, (await step.undo?.()) ?? null, terminal);
  return new StepFailure(
    message('plan.failed', { step: step.title, command: show(command), ending, undone, remedy }),
  );
}

async function rollBack(machine: Machine, undo: Undo | null, terminal: Terminal): Promise<Text> {
  if (!undo) return '';
  for (const command of undo.commands) {
    terminal.say('    ', message('plan.takingAway', { command: show(command) }));
    const { exitCode } = await machine.run(command, { onLine: (line) => sayLine(terminal, line) });
    if (exitCode !== 0) return message('plan.notTakenAway');
  }
  undo.after();
  return message('plan.takenAway');
}

/** A command line as a person types it. */
export function typed({ argv }: Command): string {
  return argv.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}

/** The same, with the source of its standard input. */
function show(command: Command): Text {
  const { input } = command;
  return input ? message('plan.piped', { input: input.shownAs, command: typed(command) }) : typed(command);
}

function sayLine(terminal: Terminal, line: string): void {
  if (line.trim()) terminal.say(`    ${line}`);
}

function secondsSince(machine: Machine, startedAt: number): number {
  return Math.round((machine.nowMs() - startedAt) / 1000);
}
