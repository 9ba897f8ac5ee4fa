import { execFile, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { MESSAGES } from '../../messages/all.ts';
import { UP_REFUSALS } from '../../messages/up-refusals.ts';
import { UP } from '../../messages/up.ts';
import { kubectlIsMissing } from '../k8s/manifests.ts';
import { KubectlApiServer } from '../support/api-server/kubectl-api-server.ts';
import { isMissing } from '../support/missing-tool.ts';
import { POD, REMEDIES, type Tried } from './remedies.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const shellIsMissing = isMissing(
  'bash',
  spawnSync('bash', ['-c', 'true']).status === 0,
  'no remedy is typed',
);

/** The command without the rest of its sentence. */
const COMMAND = /kubectl (?:(?!, | ;|; |: |\)| \(|\. |$|\n).)+/gu;
/** A template's text without escapes; `${...}` may hold another template. */
const STRING = /(['"`])((?:\\.|\$\{(?:[^{}]|\{[^{}]*\})*\}|(?!\1)[^\\])*)\1/gsu;

test('every command in the messages and drills has been tried, and nothing else is in the table', () => {
  expect([...commands()].sort()).toEqual(Object.keys(REMEDIES).sort());
});

test('a command is found in code and in a message, whatever its values are called', () => {
  expect(commandsIn(`'kubectl uncordon $\{node}'`)).toEqual(['kubectl uncordon <>']);
  expect(commandsIn("'kubectl get pods: none; kubectl top pods'")).toEqual([
    'kubectl get pods',
    'kubectl top pods',
  ]);
  expect(commandsIn('// `kubectl in a comment`')).toEqual([]);
});

describe.skipIf(kubectlIsMissing || shellIsMissing)(
  'kubectl accepts the command, and it fixes the failure that it is printed for',
  () => {
    test.each(Object.entries(REMEDIES).filter(([, tried]) => !('said' in tried)))(
      '%s',
      async (command, tried) => {
        const cluster = await KubectlApiServer.start('workload');
        await tryOn(cluster, command, tried);
      },
    );

    test('a command that fixes nothing fails the test, and so does one that kubectl refuses', async () => {
      const cluster = await KubectlApiServer.start('workload');
      const undo = REMEDIES['kubectl rollout undo deployment/<> --to-revision=N'];
      await expect(tryOn(cluster, '', { ...undo, typed: 'kubectl get pods' })).rejects.toThrow(
        'it is mended',
      );
      await expect(tryOn(cluster, 'kubectl rollout undo --to-revision=1', {})).rejects.toThrow(
        'required resource not specified',
      );
    });
  },
);

async function tryOn(cluster: KubectlApiServer, command: string, tried: Tried): Promise<void> {
  if ('said' in tried) return;
  const { typed = command } = tried;
  if ('help' in tried) return void (await type(`${typed} --help`, cluster));
  const { broken, mended } = tried;
  broken?.(cluster);
  if (mended !== undefined) expect(mended(cluster), 'it is broken').toBe(false);
  await type(typed.replaceAll('POD', POD), cluster);
  if (mended !== undefined) expect(mended(cluster), 'it is mended').toBe(true);
}

async function type(command: string, { kubeConfigFile }: KubectlApiServer): Promise<void> {
  const env = { ...process.env, KUBECONFIG: kubeConfigFile };
  await run('bash', ['-euo', 'pipefail', '-c', command], { cwd: PROJECT, env });
}

function commands(): Set<string> {
  // test/cluster has the remedies of `npm run up`.
  const ofDrills = Object.entries(MESSAGES).filter(([name]) => !(name in UP || name in UP_REFUSALS));
  const messages = ofDrills.flatMap(([, { en }]) => commandsInText(en));
  const files = globSync('drills/**/*.ts', { cwd: PROJECT }).filter((file) => !file.includes('language'));
  const inCode = files.flatMap((file) => commandsIn(readFileSync(`${PROJECT}/${file}`, 'utf8')));
  return new Set([...messages, ...inCode]);
}

function commandsIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '');
  return [...code.matchAll(STRING)].flatMap(([, , text = '']) => commandsInText(text));
}

function commandsInText(text: string): string[] {
  const plain = text
    .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}|\{\w+(?::[^}]*)?\}/gu, '<>')
    .replaceAll('app-1-2-2-1', '<>');
  return [...plain.matchAll(COMMAND)].map(([command]) => command.trim());
}
