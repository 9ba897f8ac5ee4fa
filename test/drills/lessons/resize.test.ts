import { describe, expect, it } from 'vitest';
import { judgeResize, type ResizeFacts } from '../../../drills/lessons/resize.verdict.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import { type ReplayOptions, ReplayServer } from '../../support/replay/replay-server.ts';
import { stage } from '../../support/replay/stage.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  expectPass,
  inEnglish,
  withFacts,
} from '../../support/timelines/judged.ts';

const ANNOUNCED_SECONDS = 12;

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
    const { verdict, timeline } = await stage(server, 'resize').performance;

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

    const broken = timeline as Timeline<ResizeFacts>;
    const { leak } = broken.facts;
    if (leak === undefined) throw new Error('no leak was noted');
    const unseen = changing(broken, (one) => {
      const [container] = one.object.kind === 'Pod' ? one.object.status.containerStatuses : [];
      if (container !== undefined) container.resources.limits = { cpu: '200m', memory: '200Mi' };
      return one;
    });
    expectOnlyFailure(
      judgeResize(unseen),
      'limits in force were raised, and are as before',
      'memory 200Mi, cpu 200m',
    );
    expectOnlyFailure(
      judgeResize(withFacts(broken, { announcedAgainSeconds: leak.announcedSeconds })),
      'with more memory a later end is announced',
      '12.0 s',
    );
    expectOnlyFailure(
      judgeResize(withFacts(broken, { throttledAfter: 0.25 })),
      'with more CPU it is no longer throttled',
      '25.0 % after',
    );
    const restarted = changing(broken, (one) => {
      if (one.object.metadata.name === leak.pod && one.atMs > leak.startedMs + 5000)
        one.object.status.containerStatuses[0].restartCount += 1;
      return one;
    });
    expectFailure(judgeResize(restarted), 'no restart that the drill did not cause', leak.pod);
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
        ? { status: 403, message: 'pods "resize" is forbidden by a quota' }
        : null;
    const { verdict } = await stage(server, 'resize').performance;

    expectFailure(verdict, 'the drill ran to its end', 'forbidden by a quota');
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
