import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ApiServer } from '../../../drills/cluster/api-server.ts';
import { connect, type OpenConnection } from '../../../drills/cluster/connection.ts';
import { kubectlIsMissing } from '../../k8s/manifests.ts';
import {
  makeCertificates,
  opensslIsMissing,
  portOf,
  startCluster,
  startHttpProxy,
} from '../../support/api-server/fake-clusters.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Entry {
  readonly cluster?: object;
  readonly user?: object;
  readonly namespace?: string;
}

/** One kubeconfig file with these contexts; the first is the current one. */
function kubeConfig(contexts: Readonly<Record<string, Entry>>, current = Object.keys(contexts)[0]): string {
  const entries = Object.entries(contexts);
  return writeFile(
    'config',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      ...(current && { 'current-context': current }),
      contexts: entries.map(([name, { namespace }]) => ({
        name,
        context: { cluster: name, user: name, ...(namespace && { namespace }) },
      })),
      clusters: entries.map(([name, { cluster }]) => ({ name, cluster })),
      users: entries.map(([name, { user = {} }]) => ({ name, user })),
    }),
  );
}

function writeFile(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

function script(text: string): string {
  const file = writeFile('plugin', `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o700);
  return file;
}

type Environment = Readonly<Record<string, string>>;

async function open(
  files: readonly string[],
  environment: Environment = {},
  context?: string,
): Promise<OpenConnection> {
  const KUBECONFIG = files.join(delimiter);
  const connection = await connect(
    { context, namespace: undefined },
    { ...process.env, ...environment, KUBECONFIG },
  );
  onTestFinished(connection.close);
  return connection;
}

async function kubectl(files: readonly string[], environment: Environment = {}, context?: string) {
  const flags = context === undefined ? [] : ['--context', context];
  const { stdout } = await promisify(execFile)('kubectl', ['get', '--raw', '/version', ...flags], {
    env: { ...process.env, ...environment, KUBECONFIG: files.join(delimiter) },
  });
  return JSON.parse(stdout);
}

/** The cluster sees the same in our request as in kubectl's. */
async function expectSame(files: readonly string[], environment: Environment = {}, context?: string) {
  const connection = await open(files, environment, context);
  const answer = await connection.api.get('/version');
  expect(answer).toEqual(await kubectl(files, environment, context));
  return { seen: answer.seen, connection };
}

/** kubectl does not run it before the first request. */
const EXEC = {
  apiVersion: 'client.authentication.k8s.io/v1',
  command: 'login.invalid',
  interactiveMode: 'Never',
};

const credentialOf = (token: string, version = 'v1', expires = '') =>
  `{"apiVersion":"client.authentication.k8s.io/${version}","kind":"ExecCredential","status":{"token":"${token}"${expires && `,"expirationTimestamp":"${expires}"`}}}`;

describe.skipIf(kubectlIsMissing)('a kubeconfig means what it means to kubectl', () => {
  const http = async () => `http://127.0.0.1:${portOf(await startCluster())}`;

  it('with a server that speaks plain HTTP', async () => {
    const server = await http();
    const { connection } = await expectSame([kubeConfig({ lab: { cluster: { server } } })]);
    expect(connection).toMatchObject({ context: 'lab', namespace: 'default', version: 'v1.36.0' });
    expect(connection.api.address).toBe(server);
  });

  it('with a namespace, which a flag overrides', async () => {
    const file = kubeConfig({ lab: { cluster: { server: await http() }, namespace: 'team-a' } });
    const { connection } = await expectSame([file]);
    expect(connection.namespace).toBe('team-a');
    const other = await connect(
      { context: undefined, namespace: 'team-b' },
      { ...process.env, KUBECONFIG: file },
    );
    onTestFinished(other.close);
    expect(other.namespace).toBe('team-b');
  });

  it('with another context than the current one', async () => {
    const user = { token: 'of-two' };
    const file = kubeConfig({
      one: { cluster: { server: 'http://127.0.0.1:9' } },
      two: { cluster: { server: await http() }, user },
    });
    const { connection } = await expectSame([file], {}, 'two');
    expect(connection.context).toBe('two');
  });

  it('with the same names in two files: the first one counts', async () => {
    const first = kubeConfig({ lab: { cluster: { server: await http() }, namespace: 'first' } });
    const second = kubeConfig({ lab: { cluster: { server: 'http://127.0.0.1:9' }, namespace: 'second' } });
    const { connection } = await expectSame([first, second]);
    expect(connection.namespace).toBe('first');
  });

  it('with a first file that names no current context', async () => {
    const first = kubeConfig({ one: { cluster: { server: 'http://127.0.0.1:9' } } }, '');
    const second = kubeConfig({ two: { cluster: { server: await http() } } });
    const { connection } = await expectSame([first, second]);
    expect(connection.context).toBe('two');
  });

  it('with a first file that is empty, and one that is absent', async () => {
    const last = kubeConfig({ lab: { cluster: { server: await http() } } });
    await expectSame([writeFile('empty', ''), '/nowhere/config', last]);
  });

  it('with a server below a path, as Rancher has it', async () => {
    const server = `${await http()}/k8s/clusters/c-1`;
    const connection = await open([kubeConfig({ lab: { cluster: { server } } })]);
    expect((await connection.api.get('/version')).seen.path).toBe('/k8s/clusters/c-1/version');
  });

  it.skipIf(opensslIsMissing)('with certificates of the authority and of the client', async () => {
    const certificates = makeCertificates();
    const server = `https://127.0.0.1:${portOf(await startCluster(certificates))}`;
    const cluster = { server, 'certificate-authority': join(certificates.folder, 'ca.crt') };
    const user = {
      'client-certificate-data': certificates.data('client.crt'),
      'client-key-data': certificates.data('client.key'),
    };
    const { seen } = await expectSame([kubeConfig({ lab: { cluster, user } })]);
    expect(seen.subject).toBe('kim');
  });

  it.skipIf(opensslIsMissing)('with a proxy-url, HTTPS_PROXY and NO_PROXY', async () => {
    const certificates = makeCertificates();
    const cluster = {
      server: 'https://cluster.invalid:6443',
      'tls-server-name': 'localhost',
      'certificate-authority-data': certificates.data('ca.crt'),
    };
    const user = { token: 'x' };
    const proxy = await startHttpProxy(await startCluster(certificates));
    const HTTPS_PROXY = `http://127.0.0.1:${portOf(proxy)}`;
    await expectSame([kubeConfig({ lab: { cluster: { ...cluster, 'proxy-url': HTTPS_PROXY }, user } })]);
    const file = kubeConfig({ lab: { cluster, user } });
    await expectSame([file], { HTTPS_PROXY });
    const NO_PROXY = 'cluster.invalid';
    await expect(kubectl([file], { HTTPS_PROXY, NO_PROXY })).rejects.toThrow('no such host');
    await expect(open([file], { HTTPS_PROXY, NO_PROXY })).rejects.toThrow('no such host');
  });

  describe.skipIf(opensslIsMissing)('over TLS, where credentials are sent', () => {
    async function cluster() {
      const certificates = makeCertificates();
      const server = `https://127.0.0.1:${portOf(await startCluster(certificates))}`;
      return { server, 'certificate-authority-data': certificates.data('ca.crt') };
    }

    it('with a token, and with a file that holds one', async () => {
      const lab = { cluster: await cluster(), user: { token: 'written-down' } };
      expect((await expectSame([kubeConfig({ lab })])).seen.authorization).toBe('Bearer written-down');
      const user = { tokenFile: writeFile('token', 'in-a-file\n') };
      const { seen } = await expectSame([kubeConfig({ lab: { ...lab, user } })]);
      expect(seen.authorization).toBe('Bearer in-a-file');
    });

    it('as another user and as members of groups', async () => {
      const user = { token: 'x', as: 'lee', 'as-groups': ['one', 'two'] };
      const { seen } = await expectSame([kubeConfig({ lab: { cluster: await cluster(), user } })]);
      expect(seen).toMatchObject({ user: 'lee', group: 'one, two' });
    });

    it.each(['v1', 'v1beta1'])(
      'with a credential plugin of %s, whose words reach its user',
      async (version) => {
        const command = script(
          `echo 'Open https://login.invalid' >&2\necho '${credentialOf('fresh', version)}'`,
        );
        const exec = {
          apiVersion: `client.authentication.k8s.io/${version}`,
          command,
          interactiveMode: 'IfAvailable',
        };
        const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
        onTestFinished(() => written.mockRestore());
        const { seen } = await expectSame([
          kubeConfig({ lab: { cluster: await cluster(), user: { exec } } }),
        ]);
        expect(seen.authorization).toBe('Bearer fresh');
        expect(written.mock.calls.map(([text]) => text).join('')).toBe('Open https://login.invalid\n');
      },
    );

    it('with a credential that its plugin renews while the connection is open', async () => {
      const counter = writeFile('counter', '');
      const expired = '2026-01-01T00:00:00Z';
      const command = script(
        `printf x >>'${counter}'\nn=$(wc -c <'${counter}' | tr -d ' ')\necho '${credentialOf("'$n'", 'v1', expired)}'`,
      );
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1',
        command,
        interactiveMode: 'Never',
      };
      const { api } = await open([kubeConfig({ lab: { cluster: await cluster(), user: { exec } } })]);
      const first = (await api.get('/version')).seen.authorization;
      const second = (await api.get('/version')).seen.authorization;
      expect(first).toMatch(/^Bearer \d+$/);
      expect(second).toMatch(/^Bearer \d+$/);
      expect(second).not.toBe(first);
    });

    it('and says why with the words of kubectl where it fails', async () => {
      const lab = { cluster: { server: (await cluster()).server }, user: { token: 'x' } };
      await expect(open([kubeConfig({ lab })])).rejects.toThrow(
        /cannot reach the cluster of context "lab": .*certificate signed by unknown authority/,
      );
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: script('exit 3'),
        interactiveMode: 'Never',
      };
      await expect(open([kubeConfig({ lab: { cluster: await cluster(), user: { exec } } })])).rejects.toThrow(
        /getting credentials: exec: executable .* failed with exit code 3/,
      );
    });
  });
});

describe.skipIf(kubectlIsMissing)('the first answer of a cluster', () => {
  it.each([
    ['five minutes where a credential plugin may ask its user', 300_000, { exec: EXEC }],
    ['the time of any other answer without one', undefined, { token: 'x' }],
  ])('has %s', async (_, timeoutMs, user) => {
    const readVersion = vi.spyOn(ApiServer.prototype, 'readVersion').mockResolvedValue('v1.36.0');
    onTestFinished(() => readVersion.mockRestore());
    await open([kubeConfig({ lab: { cluster: { server: 'http://127.0.0.1:9' }, user } })]);
    expect(readVersion.mock.calls).toEqual([[timeoutMs]]);
  });

  it('is waited for no longer than that', async () => {
    const server = `http://127.0.0.1:${portOf(await startCluster(undefined, () => {}))}`;
    await expect(new ApiServer(server).readVersion(200)).rejects.toThrow('no answer within 0.2 s');
  });
});

describe.skipIf(kubectlIsMissing)('a cluster that cannot be asked', () => {
  it('is a context that is not there: those that are there are listed', async () => {
    const file = kubeConfig({ one: { cluster: { server: 'http://127.0.0.1:9' } } });
    await expect(open([file], {}, 'two')).rejects.toThrow(
      'the kubeconfig cannot be used: cannot locate context two; it has: one (choose with --context)',
    );
  });

  it('is a kubeconfig without a current context', async () => {
    const file = kubeConfig({ one: { cluster: { server: 'http://127.0.0.1:9' } } }, '');
    await expect(open([file])).rejects.toThrow(/current-context must exist .*; it has: one \(choose with/);
  });

  it('is no kubeconfig at all', async () => {
    await expect(open(['/nowhere/config'])).rejects.toThrow(
      'no kubeconfig: /nowhere/config has no context (start a cluster, or set KUBECONFIG)',
    );
  });

  it.each(['just words', '[]', '{"contexts": 5}', '{{{'])('is a file that holds %j', async (text) => {
    await expect(open([writeFile('odd', text)])).rejects.toThrow(
      /the kubeconfig cannot be used: error loading config file ".*odd"/,
    );
  });

  it('is one that nobody answers for', async () => {
    const file = kubeConfig({ lab: { cluster: { server: 'http://127.0.0.1:9' } } });
    await expect(open([file])).rejects.toThrow(
      'cannot reach the cluster of context "lab": http://127.0.0.1:9: dial tcp 127.0.0.1:9: connect: connection refused (is it running? kubectl cluster-info)',
    );
  });

  it('is one that answers nothing', async () => {
    const server = `http://127.0.0.1:${portOf(await startCluster(undefined, () => {}))}`;
    await expect(open([kubeConfig({ lab: { cluster: { server } } })])).rejects.toThrow(
      /cannot reach the cluster of context "lab": .*no answer within 15 s/,
    );
  });

  it('is any without kubectl', async () => {
    await expect(open(['/nowhere/config'], { PATH: '/nowhere' })).rejects.toThrow('kubectl is not installed');
  });
});
