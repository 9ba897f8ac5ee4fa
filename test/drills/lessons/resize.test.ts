import { describe, expect, it } from 'vitest';
import { type ReplayOptions, ReplayServer } from '../../support/replay/replay-server.ts';
import { stage } from '../../support/replay/stage.ts';
import { expectFailure, expectPass, inEnglish } from '../../support/timelines/judged.ts';

const ANNOUNCED_SECONDS = 12;
/** Quoted from the API server. */
const TOO_LARGE = 'maximum memory usage per Container is 220Mi, but limit is 300Mi';

async function start(options: Partial<ReplayOptions> = {}) {
  const server = await ReplayServer.start({
    recording: 'rolling-update',
    app: { announcedSeconds: ANNOUNCED_SECONDS },
    // A kubelet from 1.33 on tells the limits in force.
    alter: (change) => {
      const [container] = change.object.kind === 'Pod' ? (change.object.status.containerStatuses ?? []) : [];
      if (container !== undefined) container.resources = change.object.spec.containers[0].resources;
      return change;
    },
    ...options,
  });
  server.store.close();
  return server;
}

function limitsOf({ store }: ReplayServer) {
  return store.list('Pod').map((pod) => pod.status.containerStatuses[0].resources.limits);
}

describe.concurrent('the drill "resize"', { timeout: 120_000 }, () => {
  it('raises memory and CPU of running pods and takes them back, with the autoscaler pinned meanwhile', async () => {
    const server = await start();
    const bounds = [4];
    server.store.listen(({ object }) => {
      if (object.kind !== 'HorizontalPodAutoscaler' || object.spec.maxReplicas === bounds.at(-1)) return;
      bounds.push(object.spec.maxReplicas);
    });
    const { verdict } = await stage(server, 'resize').performance;

    expectPass(verdict);
    expect(inEnglish(verdict).headline).toMatch(
      /^alive \d\.\d s after its announced end, throttled \d\d\.\d % -> 0\.0 %$/,
    );
    const resized = server.requests.filter(({ path }) => path.endsWith('/resize'));
    expect(resized.map(({ body }) => JSON.stringify(body).match(/"limits":(.*?\})/)?.[1])).toEqual([
      '{"memory":"300Mi"}',
      '{"memory":"200Mi"}',
      '{"cpu":"400m"}',
      '{"cpu":"200m"}',
    ]);
    expect(limitsOf(server)).toEqual([
      { cpu: '200m', memory: '200Mi' },
      { cpu: '200m', memory: '200Mi' },
    ]);
    expect(bounds).toEqual([4, 2, 4]);
  });

  it('is skipped with the reason of the pod where the node defers it', async () => {
    const server = await start({ deferred: 'Node does not have enough memory' });
    const { verdict } = await stage(server, 'resize').performance;

    expect(verdict.result).toBe('SKIP');
    expect(inEnglish(verdict).reason).toContain(
      '300Mi of memory: Deferred: Node does not have enough memory',
    );
    expect(server.app.faultsStopped.length).toBeGreaterThan(0);
    expect(server.store.get('HorizontalPodAutoscaler', 'app-1-2-2-1')?.spec.maxReplicas).toBe(4);
  });

  it('fails where the API server refuses the resize, and takes everything back', async () => {
    const server = await start();
    server.interceptor = (method, path) =>
      method === 'PATCH' && path.endsWith('/resize')
        ? { status: 403, message: `pods "a" is forbidden: ${TOO_LARGE}` }
        : null;
    const { verdict } = await stage(server, 'resize').performance;

    expectFailure(verdict, 'the drill ran to its end', TOO_LARGE);
    const failed = inEnglish(verdict).checks.filter(({ passed }) => passed === false);
    expect(failed.map(({ remedy }) => remedy)).toEqual([
      expect.stringMatching(/^kubectl describe limitrange: /),
      expect.stringMatching(/^this follows from what stopped the drill/),
    ]);
    expect(verdict.checks.at(-1)).toMatchObject({ passed: true });
    expect(server.store.get('HorizontalPodAutoscaler', 'app-1-2-2-1')?.spec.maxReplicas).toBe(4);
  });

  it('is skipped before Kubernetes 1.33', async () => {
    const server = await start({ withoutResize: true });
    const { verdict } = await stage(server, 'resize').performance;

    expect(inEnglish(verdict)).toMatchObject({
      result: 'SKIP',
      reason: 'a running pod can be resized from Kubernetes 1.33 on, this is v1.34.0-replayed',
    });
  });
});
