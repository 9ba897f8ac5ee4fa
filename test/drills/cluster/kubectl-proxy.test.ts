import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ApiServer } from '../../../drills/cluster/api-server.ts';
import { KubectlProxy } from '../../../drills/cluster/kubectl-proxy.ts';
import { follow } from '../../../drills/cluster/watch.ts';
import { kubectlIsMissing } from '../../k8s/manifests.ts';
import { portOf, startCluster } from '../../support/api-server/fake-clusters.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function start({ usesSocket = true }: { usesSocket?: boolean } = {}) {
  const server = await ReplayServer.start({ recording: 'rolling-update', speed: 40 });
  const { environment, pid } = wrappedKubectl();
  const proxy = new KubectlProxy({
    context: undefined,
    environment: { ...environment, KUBECONFIG: server.kubeConfigFile },
    usesSocket,
  });
  onTestFinished(proxy.close);
  await proxy.untilServing();
  return { server, proxy, pid, api: new ApiServer(server.address, proxy) };
}

/** kubectl itself, with the id of its latest process. */
function wrappedKubectl() {
  const folder = temporaryFolder();
  const wrapper = join(folder, 'kubectl');
  writeFileSync(wrapper, `#!/bin/sh\necho $$ >'${folder}/pid'\nPATH="\${PATH#*:}" exec kubectl "$@"\n`);
  chmodSync(wrapper, 0o700);
  const environment = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  return { environment, pid: () => Number(readFileSync(join(folder, 'pid'), 'utf8')) };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('kubectl-proxy-'));

/** Other tests beside this one start proxies too. */
function useTemporaryFolderOfItsOwn(): void {
  vi.stubEnv('TMPDIR', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
}

describe.skipIf(kubectlIsMissing)('kubectl proxy', () => {
  it('listens in a folder that is open to nobody else, and leaves nothing behind', async () => {
    useTemporaryFolderOfItsOwn();
    const { proxy, pid, api } = await start();
    const [folder = 'none'] = folders();
    expect(statSync(join(tmpdir(), folder)).mode & 0o777).toBe(0o700);
    expect(await api.readVersion()).toMatch(/^v1/);
    const kubectl = pid();
    expect(isRunning(kubectl)).toBe(true);
    proxy.close();
    expect(folders()).not.toContain(folder);
    await expect.poll(() => isRunning(kubectl)).toBe(false);
  });

  it('where there are no Unix sockets, lets only through who knows a secret path', async () => {
    const { proxy, api } = await start({ usesSocket: false });
    expect(proxy.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\da-f]{32}$/);
    expect(await api.readVersion()).toMatch(/^v1/);
    expect((await fetch(new URL('/version', proxy.url))).status).toBe(404);
    expect((await fetch(`${proxy.url}/version`)).status).toBe(200);
  });

  it.each([true, false])(
    'is started again when it ends: a watch goes on where it was (socket: %s)',
    async (usesSocket) => {
      const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      onTestFinished(() => written.mockRestore());
      const { server, pid, api } = await start({ usesSocket });
      const stop = new AbortController();
      onTestFinished(() => stop.abort());
      const pods = { path: '/api/v1/namespaces/default/pods', apiVersion: 'v1', kind: 'Pod' };
      const names: string[] = [];
      await follow(api, pods, (type, pod) => names.push(`${type} ${pod.metadata?.name}`), stop.signal);
      await expect.poll(() => server.openWatches).toBe(1);
      const first = pid();
      process.kill(first, 'SIGKILL');
      await expect.poll(() => server.openWatches).toBe(0);
      server.store.did('set-image');
      await expect.poll(() => names.filter((name) => name.startsWith('DELETED'))).toHaveLength(2);
      expect(names.filter((name) => name.startsWith('ADDED'))).toHaveLength(4);
      expect(pid()).not.toBe(first);
      expect(written).toHaveBeenCalledWith('kubectl proxy ended (SIGKILL); it is started again\n');
    },
  );

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with a command that %s ends', async (signal) => {
    const { child, kubectl, folder } = await startCommand();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    expect(readdirSync(folder)).toEqual([]);
    await expect.poll(() => isRunning(kubectl)).toBe(false);
  });

  it('ends with a command that is killed, and leaves no folder', async () => {
    const { child, kubectl, folder } = await startCommand();
    child.kill('SIGKILL');
    await expect.poll(() => isRunning(kubectl), { timeout: 10_000 }).toBe(false);
    await expect.poll(() => readdirSync(folder), { timeout: 10_000 }).toEqual([]);
  });
});

/** A command that waits for a cluster that does not answer. */
async function startCommand() {
  const silent = await startCluster(undefined, () => {});
  const config = join(temporaryFolder(), 'config');
  const cluster = { name: 'lab', cluster: { server: `http://127.0.0.1:${portOf(silent)}` } };
  const contexts = [{ name: 'lab', context: { cluster: 'lab' } }];
  writeFileSync(
    config,
    JSON.stringify({ kind: 'Config', 'current-context': 'lab', clusters: [cluster], contexts }),
  );
  const { environment, pid } = wrappedKubectl();
  const TMPDIR = temporaryFolder();
  const child = spawn(process.execPath, ['drills/main.ts', 'all'], {
    env: { ...environment, TMPDIR, KUBECONFIG: config },
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGTERM'));
  await expect.poll(() => readdirSync(join(TMPDIR, readdirSync(TMPDIR)[0] ?? ''))).toEqual(['socket']);
  return { child, kubectl: pid(), folder: TMPDIR };
}
