import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { message } from '../../messages/all.ts';
import { Refusal } from '../../scripts/command-line.ts';
import type { Terminal } from '../../scripts/terminal.ts';
import type { GrafanaCredentials } from '../stack/grafana.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** From the environment: every process of the machine can read a command line. */
export function credentialsIn({
  GRAFANA_TOKEN,
  GRAFANA_USER,
  GRAFANA_PASSWORD,
}: Environment): GrafanaCredentials {
  return {
    ...(GRAFANA_TOKEN && { token: GRAFANA_TOKEN }),
    ...(GRAFANA_USER && { user: GRAFANA_USER }),
    ...(GRAFANA_PASSWORD && { password: GRAFANA_PASSWORD }),
  };
}

/** From the environment, otherwise from a question at the terminal. */
export async function credentials(
  environment: Environment,
  { isInteractive, words }: Terminal,
): Promise<GrafanaCredentials> {
  const given = credentialsIn(environment);
  if (given.token || (given.user && given.password)) return given;
  if (!isInteractive) throw new Refusal(message('install.needsCredentials'));
  const user = given.user ?? ((await question(words(message('install.user')), true)) || 'admin');
  return { user, password: await question(words(message('install.password')), false) };
}

async function question(text: string, isEchoed: boolean): Promise<string> {
  process.stdout.write(text);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = isEchoed ? process.stdout : silence;
  const dialogue = createInterface({ input: process.stdin, output, terminal: true });
  const answer = await dialogue.question('');
  dialogue.close();
  if (!isEchoed) process.stdout.write('\n');
  return answer.trim();
}
