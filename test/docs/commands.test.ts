import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { kubectlIsMissing } from '../k8s/manifests.ts';
import { KubectlApiServer } from '../support/api-server/kubectl-api-server.ts';
import { isMissing } from '../support/missing-tool.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { buildTestApp } from '../support/test-app.ts';
import { fixedPartsOf } from './fixed-parts.ts';
import { type Fence, type Page, readPages, readProjectFile } from './markdown.ts';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../../', import.meta.url));
const pages = readPages();
const scripts = (JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> }).scripts;

const shellIsMissing = isMissing(
  'bash or curl',
  spawnSync('bash', ['-c', 'curl --version && grep --version && head --version']).status === 0,
  'the commands of the documentation are not run',
);
const kubectlCannotBeTyped = shellIsMissing || kubectlIsMissing;

describe.skipIf(shellIsMissing)(
  'a block marked "run" does what the page says, with nothing but this project',
  () => {
    test.concurrent.each(blocks('run'))('%s: %s', async (_, __, fence, next) => {
      if (kubectlIsMissing && fence.lines.join('\n').includes('kubectl')) return;

      const { port } = await ServiceProcess.listening();

      const output = await shell(fence.lines.join('\n').replaceAll('localhost:8080', `localhost:${port}`));

      expect(output.trim()).not.toBe('');
      if (next?.mark === 'output') expect(fixedPartsOf(output)).toBe(fixedPartsOf(next.lines.join('\n')));
      else expect(output).not.toContain('"statusCode"');
    });

    test('a block that fails, or prints something else, is noticed', async () => {
      await expect(shell('curl --fail --silent http://127.0.0.1:1/\ntrue')).rejects.toThrow();
      expect(fixedPartsOf('{"statusCode":400,"message":"a"}')).not.toBe(
        fixedPartsOf('{"statusCode":400,"message":"b"}'),
      );
    });
  },
);

describe('kubectl understands every kubectl command on a page, and finds what it names', () => {
  const commands = unique(pages.flatMap(commandsOn).filter((command) => command.startsWith('kubectl ')));

  test.skipIf(kubectlCannotBeTyped).each(commands)('%s', async (command) => {
    const { kubeConfigFile } = await KubectlApiServer.start('workload');
    await shell(typed(command), { KUBECONFIG: kubeConfigFile });
  });

  test.skipIf(kubectlCannotBeTyped)('a name or a flag that does not exist is noticed', async () => {
    const cluster = await KubectlApiServer.start('workload');
    const withCluster = { KUBECONFIG: cluster.kubeConfigFile };

    await expect(shell('kubectl rollout undo deployment/app-1-2-2', withCluster)).rejects.toThrow(
      'not found',
    );
    await expect(shell('kubectl get pods --wach', withCluster)).rejects.toThrow('unknown flag');
  });

  test.skipIf(kubectlCannotBeTyped)('what the lessons change is changed, and changed back', async () => {
    const cluster = await KubectlApiServer.start('workload');
    const deployment = () => cluster.store.get('Deployment', 'app-1-2-2-1');
    const { template } = structuredClone(deployment().spec);
    const withCluster = { KUBECONFIG: cluster.kubeConfigFile };
    const image = () => deployment().spec.template.spec.containers[0].image;

    await shell('kubectl set image deployment/app-1-2-2-1 app-1-2-2-1=1pro/app-error', withCluster);
    expect(image()).toBe('1pro/app-error');
    await shell('kubectl rollout undo deployment/app-1-2-2-1', withCluster);
    expect(deployment().spec.template).toEqual(template);
    await shell('kubectl scale deployment/app-1-2-2-1 --replicas=3', withCluster);
    expect(deployment().spec.replicas).toBe(3);
    expect(await shell('kubectl diff -f k8s/ || true', withCluster)).toContain('+  replicas: 2');
    expect(await shell('kubectl apply -f k8s/', withCluster)).toMatch(/deployment.* configured/);
    expect(deployment().spec.replicas).toBe(2);
    expect(await shell('kubectl apply -f k8s/deployment.yaml', withCluster)).toMatch(/unchanged/);
  });

  test.skipIf(kubectlCannotBeTyped)('a first `kubectl apply` prints what the lesson shows', async () => {
    const quotes = pages.flatMap(({ fences }) => fences.filter(({ mark }) => mark === 'applied'));
    const cluster = await KubectlApiServer.start('empty');

    const output = await shell('kubectl apply -f k8s/', { KUBECONFIG: cluster.kubeConfigFile });

    expect(quotes).toHaveLength(2);
    for (const { lines } of quotes) expect(output.trim().split('\n')).toEqual(lines.slice(1));
  });
});

describe('every `npm run` on a page names a script of package.json and options that it knows', () => {
  const commands = unique(
    pages.flatMap(commandsOn).filter((command) => /(^|\s)npm (run|start|test)\b/.test(command)),
  );

  test.each(commands)('%s', async (command) => {
    const [, script = '', , words = ''] = /npm (?:run (?!--))?(?!ci)([\w:-]+)( -- (.*))?/.exec(command) ?? [];
    expect(Object.keys(scripts)).toContain(script);

    const named = words
      .split(/\s+/)
      .filter((word) => /^(--)?[a-z-]+$/.test(word) && word !== '--help' && !isValue(word, words));
    if (named.length === 0 || script === 'images') return;
    const help = await helpOf(script);
    for (const word of named) expect(help).toContain(word);
  });
});

describe('every curl on a page asks for a path, method and parameters that the service has', () => {
  // In the text `curl -d '{}'` without an address shows how a body is given, and is no command.
  const commands = unique(
    pages.flatMap(commandsOn).filter((command) => /^curl (?!-d '\{[^']*'$)/.test(command)),
  );

  test.each(commands)('%s', async (command) => {
    const { paths } = await documented();
    const method = /-X ?(\w+)/.exec(command)?.[1]?.toLowerCase() ?? 'get';
    const [, path = '', query = ''] =
      /(?:\$URL|NODE:\d+|localhost:\d+|\d+\.\d+\.\d+\.\d+:\d+)(\/[\w/-]*)?(?:\?([^"'\s]*))?/.exec(command) ??
      [];

    const operation = paths[path]?.[method];
    expect(operation, `${method} ${path}`).toBeDefined();
    const known = (operation?.parameters ?? []).map(({ name }) => name);
    for (const name of new URLSearchParams(query).keys()) expect(known).toContain(name);
  });
});

test('every image of ours on a page is one that `npm run images` builds', () => {
  const built = ['1pro/app', '1pro/app-update', '1pro/app-error'];
  const named = unique(pages.flatMap(({ text }) => text.match(/\b1pro\/[a-z-]+/g) ?? []));

  // A lesson asks for an image that does not exist, to see what happens.
  expect(named.filter((name) => name !== '1pro/app-typo').sort()).toEqual([...built].sort());
});

test.concurrent('the failed release says what the lesson quotes', async () => {
  const dockerfile = readProjectFile('Dockerfile.error');
  const setting = (name: string) =>
    new RegExp(`${name}="?([^"\\n]+?)"?( \\\\)?$`, 'm').exec(dockerfile)?.[1] ?? '';
  const service = ServiceProcess.started({
    START_FAILURE: setting('START_FAILURE'),
    APP_VERSION: setting('APP_VERSION'),
  });
  await service.ended;
  const last = service.stdout.trim().split('\n').at(-1) ?? '';
  const quotes = pages.flatMap(({ fences }) => fences.filter(({ mark }) => mark === 'error-log'));

  expect(quotes).toHaveLength(2);
  for (const quote of quotes) expect(fixedPartsOf(quote.lines.join('\n'))).toBe(fixedPartsOf(last));
});

let openApi: Promise<OpenApi> | undefined;

/** Asked once, however many commands there are. */
function documented(): Promise<OpenApi> {
  openApi ??= buildTestApp().then(async ({ app }) => (await app.inject('/openapi.json')).json<OpenApi>());
  return openApi;
}

const helps = new Map<string, Promise<string>>();

/** Asked once for each script, however many pages name it. */
function helpOf(script: string): Promise<string> {
  const asked = helps.get(script) ?? output(run('sh', ['-c', `${scripts[script]} --help`], { cwd: project }));
  helps.set(script, asked);
  return asked;
}

interface OpenApi {
  readonly paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
}

/**
 * Blocks with this mark, each with the one after it. A translation has the same ones, which another test sees
 * to.
 */
function blocks(mark: string): [path: string, first: string, Fence, Fence | undefined][] {
  const originals = pages.filter(({ path }) => !/\.ko\.md$|\/ko\//.test(path));
  return originals.flatMap(({ path, fences }) =>
    fences.flatMap((fence, index): [string, string, Fence, Fence | undefined][] =>
      fence.language === 'sh' && fence.mark === mark
        ? [[path, fence.lines[0] ?? '', fence, fences[index + 1]]]
        : [],
    ),
  );
}

/** The commands in shell blocks, and those in the text with more than the name of a command. */
function commandsOn({ fences, codes }: Page): string[] {
  const lines = fences.filter(({ language }) => language === 'sh').flatMap((fence) => fence.lines);
  const inText = codes.filter(
    (code) =>
      !/^kubectl [a-z-]+( -[fk])?$|^kubectl rollout restart$|^npm run$|^kubectl logs NAME$/.test(code),
  );
  return [...lines, ...inText].map((line) => line.replace(/\s+#.*$/, '').trim());
}

/** Names in capitals are the reader's; a watch and a followed log never end by themselves. */
function typed(command: string): string {
  return (
    command
      .replaceAll('NAME', 'app-1-2-2-1-2-abcde')
      .replace(/ --watch\b/, '')
      .replace(/\blogs -f\b/, 'logs')
      // 1 says that there is a difference, as a lesson wants it; above it is an error.
      .replace(/^(kubectl diff .*)$/, '$1 || [ $? -eq 1 ]')
  );
}

function isValue(word: string, words: string): boolean {
  return new RegExp(
    `--(report|context|namespace|deployment|service|path|url|connections|create|overlay) ${word}\\b`,
  ).test(words);
}

async function output(running: Promise<{ stdout: string }>): Promise<string> {
  return (await running).stdout;
}

async function shell(script: string, environment: Record<string, string> = {}): Promise<string> {
  const options = { cwd: project, env: { ...process.env, ...environment } };
  try {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], options);
    return stdout;
  } catch (error) {
    throw new Error((error as { stderr?: string }).stderr || String(error));
  }
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
