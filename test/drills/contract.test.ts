import { describe, expect, it } from 'vitest';
import { ServiceClient } from '../../drills/cluster/service-client.ts';
import { checkFaultsOpen, checkNoFaults } from '../../drills/command/preflight/faults.ts';
import { english } from '../../messages/say.ts';
import { ReplayServer } from '../support/replay/replay-server.ts';
import { buildTestApp } from '../support/test-app.ts';

/** The service itself, and an API server that lets nobody through to a pod. */
async function speakToService(
  env: Record<string, string> = {},
): Promise<{ app: ServiceClient; hostname: string }> {
  const hostname = 'app-1-2-2-1-66b4dcc8b9-946zr';
  const service = await buildTestApp({ env, hostname });
  const url = `http://127.0.0.1:${await service.listen()}`;
  const server = await ReplayServer.start({ recording: 'autoscaling' });
  server.interceptor = () => ({ status: 403, message: 'forbidden' });
  const address = { url, namespace: 'default', containerPort: 8080, faultsToken: undefined };
  return { app: new ServiceClient(server.connect().api, address), hostname };
}

describe('drills and the service agree', () => {
  it('on how a load is started, seen and stopped', async () => {
    const { app, hostname } = await speakToService();
    const started = await app.startFault('/cpu-load?seconds=600', '');
    expect(started).toMatchObject({ pod: hostname, endsInSeconds: 600 });
    expect(started.parameters.millicores).toEqual(expect.any(Number));
    expect((await app.readFaults('')).active.map((one) => one.fault)).toEqual(['cpu-load']);
    const seen = await checkNoFaults(app, [hostname]);
    expect(seen.passed).toBe(false);
    expect(english(seen.actual)).toBe(`active: cpu-load on ${hostname}`);
    await app.stopFaults(hostname, new AbortController().signal);
    expect((await app.readFaults('')).active).toEqual([]);
    expect(await checkNoFaults(app, [hostname])).toMatchObject({ passed: true });
    expect(await checkFaultsOpen(app, '', false)).toMatchObject({ passed: true });
  });

  it('on the announcement of a kill', async () => {
    const { app, hostname } = await speakToService();
    const leak = await app.startFault('/memory-leak', '');
    expect(leak).toMatchObject({ pod: hostname, ending: 'oom-kill' });
    expect(leak.endsInSeconds).toBeGreaterThan(0);
    await app.stopFaults(hostname, new AbortController().signal);
  });

  it('on a guard that refuses', async () => {
    const { app } = await speakToService({ FAULTS: 'off' });
    expect(await checkFaultsOpen(app, '', false)).toMatchObject({
      passed: false,
      actual: { text: 'guard off' },
    });
    await expect(app.startFault('/cpu-load', '')).rejects.toThrow('refused with 403');
  });
});
