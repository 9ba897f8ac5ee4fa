import { describe, expect, it } from 'vitest';
import { type ServiceAddress, ServiceClient } from '../../../drills/cluster/service-client.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';

async function start(
  address: Partial<ServiceAddress> = {},
): Promise<{ server: ReplayServer; app: ServiceClient; pods: string[] }> {
  const server = await ReplayServer.start({ recording: 'autoscaling', app: { guard: 'token' } });
  const app = new ServiceClient(server.connect().api, {
    url: `http://127.0.0.1:${server.app.port}`,
    namespace: 'default',
    containerPort: 8080,
    faultsToken: undefined,
    ...address,
  });
  return { server, app, pods: server.store.list('Pod').map((pod) => pod.metadata.name) };
}

describe('a request to the app', () => {
  it('starts a fault through the Service, with the token where one is set', async () => {
    const { app, pods } = await start({ faultsToken: 'secret' });
    const started = await app.startFault('/cpu-load?seconds=600', '');
    expect(pods).toContain(started.pod);
  });

  it('says what to do when the fault is guarded', async () => {
    const { app } = await start();
    await expect(app.startFault('/cpu-load', '')).rejects.toMatchObject({
      message: 'GET /cpu-load was refused with 403: guard token',
      remedy: { text: expect.stringContaining('FAULTS_TOKEN') },
    });
  });

  it('starts a fault on the named pod, by way of the API server, where the Service is out of reach', async () => {
    const { server, app, pods } = await start({ url: null });
    const [, second = ''] = pods;
    await expect(app.startFault('/memory-leak', second)).rejects.toThrow('refused with 403');
    expect(server.requests.at(-1)?.path).toBe(
      `/api/v1/namespaces/default/pods/${second}:8080/proxy/memory-leak`,
    );
  });

  it('stops the faults of exactly the named pod', async () => {
    const { server, app, pods } = await start();
    await app.stopFaults(pods[1] ?? '', new AbortController().signal);
    expect(server.app.faultsStopped).toEqual([pods[1]]);
  });

  it('goes through the Service until the named pod answers, where it may not ask the pod', async () => {
    const { server, app, pods } = await start();
    server.interceptor = () => ({ status: 403, message: 'pods/proxy is forbidden' });
    await app.stopFaults(pods[1] ?? '', new AbortController().signal);
    expect(server.app.faultsStopped).toContain(pods[1]);
  });

  it('has nothing to stop on a pod that is gone', async () => {
    const { app } = await start();
    await app.stopFaults('gone', new AbortController().signal);
  });

  it('does not claim to have stopped the faults of a pod that never answers', async () => {
    const { server, app } = await start();
    server.interceptor = () => ({ status: 503, message: 'no' });
    await expect(app.stopFaults('gone', new AbortController().signal)).rejects.toMatchObject({
      message: 'gone did not answer DELETE /faults',
      remedy: 'kubectl delete pod gone',
    });
  });
});
