/** Questions to a cluster, through kubectl. */

import { message } from '../messages/all.ts';
import { Refusal } from '../scripts/command-line.ts';
import { answerTo, capture, type Captured, type Command, type Machine } from '../scripts/machine.ts';

export function kubectl(context: string, ...words: string[]): Command['argv'] {
  return ['kubectl', '--context', context, ...words];
}

export function ask(machine: Machine, context: string, ...question: string[]): Promise<Captured> {
  return capture(machine, ...kubectl(context, ...question));
}

/** Null: the cluster does not answer, or the user may not read the objects. */
export async function get<T>(machine: Machine, context: string, ...what: string[]): Promise<T | null> {
  const answer = await ask(machine, context, 'get', ...what, '--output', 'json');
  return answer.exitCode === 0 ? (JSON.parse(answer.stdout) as T) : null;
}

/** Null: there is no such object. @throws {Refusal} when the object cannot be read */
export async function getOrRefuse<T>(
  machine: Machine,
  context: string,
  what: readonly string[],
  input?: Command['input'],
): Promise<T | null> {
  const argv = kubectl(context, 'get', ...what, '--ignore-not-found', '--output', 'json');
  const { exitCode, stdout, stderr } = await answerTo(machine, { argv, ...(input && { input }) });
  if (exitCode !== 0) throw new Refusal(message('manifests.notRead', { context, error: stderr.trim() }));
  return stdout.trim() ? (JSON.parse(stdout) as T) : null;
}

/** Whether the cluster behind a context answers, within a few seconds. */
export async function answers(machine: Machine, context: string): Promise<boolean> {
  const answer = await ask(machine, context, '--request-timeout', '5s', 'get', '--raw', '/version');
  return answer.exitCode === 0;
}
