import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { findNotes, NOTE, putBack } from '../../../drills/cluster/change-notes.ts';
import type { V1Deployment, V1Node } from '../../../drills/cluster/objects.ts';
import { imageOf, isRolledOut, isTerminating } from '../../../drills/cluster/state.ts';
import { Interrupted, isInterrupted } from '../../../drills/drill-failure.ts';
import { textOf } from '../../../messages/message.ts';
import { ENGLISH } from '../../../messages/say.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';
import { drillNamed, perform, stage, type Staged } from '../../support/replay/stage.ts';
import { expectFailure, expectPass, inEnglish, remedyOf } from '../../support/timelines/judged.ts';
import { waitUntil } from '../../support/wait-until.ts';

const LEAKING = 'app-1-2-2-1-66b4dcc8b9-946zr';

function runningImages(server: ReplayServer): string[] {
  return server.store.list('Pod').map((pod) => imageOf(pod));
}

function uncordons(body: unknown): boolean {
  return (body as V1Node).spec?.unschedulable === null;
}

/** The interval is short: a replayed cluster passes a step within milliseconds. */
function untilWaitingFor(staged: Staged, words: string): Promise<void> {
  return vi.waitFor(() => expect(textOf(staged.run()?.waitingFor ?? '')).toContain(words), {
    timeout: 120_000,
    interval: 5,
  });
}

// These tests mostly wait: for traffic, or for the recording.
describe.concurrent('performing a drill', { timeout: 300_000 }, () => {
  it('traffic-routing deletes one pod and nothing else', async () => {
    const { server, verdict, timeline } = await perform(
      { recording: 'traffic-routing', speed: 20 },
      ...['--before', '2.5', '--after', '3', '--rate', '150'],
    );
    expectPass(verdict);
    expect(server.requests.filter((one) => one.method === 'DELETE')).toHaveLength(1);
    expect(timeline.actions.map((one) => textOf(one.label))).toEqual([
      `deleted pod ${timeline.facts.deletedPod}`,
    ]);
  });

  it('traffic-routing counts at client and pod, and has requests in flight when the pod is told to stop', async () => {
    const { verdict, timeline } = await perform({ recording: 'traffic-routing', speed: 20 }, '--before', '2');
    expect(Object.keys(timeline.facts.answersCounted ?? {})).toContain(timeline.facts.deletedPod);
    expect(timeline.requests.some(({ lane }) => lane === 'slow')).toBe(true);
    const named = (part: string) => verdict.checks.find(({ name }) => ENGLISH.say(name).includes(part));
    expect(named('counted what the client had')).toMatchObject({ passed: true });
    expect(timeline.requests.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(named('in flight')).toMatchObject({ passed: true });
  });

  it('a proxy that sends requests twice fails traffic-routing', async () => {
    const { verdict } = await perform(
      { recording: 'traffic-routing', speed: 20, app: { countTwiceEvery: 20 } },
      ...['--rate', '150'],
    );
    expectFailure(verdict, 'each pod counted what the client had from it', /counted \d+, the client had \d+/);
  });

  it('self-healing measures the kill against the announcement of the app', async () => {
    const { verdict, timeline } = await perform({
      recording: 'self-healing',
      speed: 4,
      app: { announcedSeconds: 4.45, faultPod: LEAKING },
    });
    expectPass(verdict);
    expect(timeline.facts).toMatchObject({ leakingPod: LEAKING, announcedSeconds: 4.45 });
    expect(timeline.usage.some((sample) => sample.pod === LEAKING && sample.memoryBytes === 5e7)).toBe(true);
  });

  it('autoscaling stops the load once the Deployment has scaled', async () => {
    const { server, verdict, timeline } = await perform({ recording: 'autoscaling', speed: 200 });
    expectPass(verdict);
    expect(server.app.faultsStopped.length).toBeGreaterThan(0);
    expect(timeline.facts.loadStoppedMs).toBeGreaterThan(Number(timeline.facts.loadStartedMs));
  });

  it('rolling-update puts back the image that it found', async () => {
    const { server, verdict } = await perform({ recording: 'rolling-update', speed: 20 }, '--after', '3');
    expectPass(verdict);
    expect(inEnglish(verdict).checks.at(-1)).toMatchObject({
      name: 'the cluster is left as it was found',
      passed: true,
    });
    expect(runningImages(server)).toEqual(['1pro/app', '1pro/app']);
  });

  it('graceful-shutdown stops pods in three ways: only those that stop at once lose requests', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', app: { forgetAfterMs: 400 } });
    const found = server.store.get('Deployment', 'app-1-2-2-1').spec.template;
    const { verdict, timeline } = await stage(server, 'graceful-shutdown').performance;
    expectPass(verdict);
    expect(timeline.facts.ways).toMatchObject([{ way: 'as-found' }, { way: 'at-once' }, { way: 'pre-stop' }]);
    expect(verdict.control?.lost).toBeGreaterThan(0);
    expect(verdict.loss).toMatchObject({ lost: 0 });
    expect(inEnglish(verdict).figures).toHaveProperty([
      'at once: deletion to the last request that node-1 sent there',
    ]);
    expect(server.store.get('Deployment', 'app-1-2-2-1').spec.template).toEqual(found);
  });

  it('graceful-shutdown stops pods in two ways where the API server has no preStop.sleep', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', app: { forgetAfterMs: 400 } });
    server.interceptor = (_, __, body) =>
      JSON.stringify(body).includes('"sleep"')
        ? { status: 422, message: 'must specify a handler type' }
        : null;
    const { verdict, timeline } = await stage(server, 'graceful-shutdown').performance;
    expectPass(verdict);
    expect(timeline.facts.ways).toMatchObject([{ way: 'as-found' }, { way: 'at-once' }]);
    expect(timeline.facts.preStopUnsupported).toContain('must specify a handler type');
  });

  it.for([
    ['traffic-routing', 'deleted pod', ['--before', '2.5']],
    ['rolling-update', 'rollout restart', ['--after', '3']],
  ] as const)('repeats %s until the share is excluded', async ([name, repeated, flags]) => {
    const server = await ReplayServer.start({ recording: name, speed: 20 });
    // Ten seconds of requests: the drill itself takes less, also on a busy machine.
    const { verdict, timeline } = await stage(server, name, ...flags, '--rate', '150', '--until', '0.2%')
      .performance;
    expectPass(verdict);
    expect(inEnglish(verdict).checks).toContainEqual(
      expect.objectContaining({ name: 'a loss of 0.20 % is excluded', passed: true }),
    );
    const { repeatedMs = Infinity } = timeline.facts;
    const again = timeline.actions.filter(
      ({ atMs, label }) => atMs >= repeatedMs && textOf(label).startsWith(repeated),
    );
    expect(again.length).toBeGreaterThan(0);
  });

  it('failed-update undoes as kubectl does: to the second newest revision, without its hash', async () => {
    const { server, verdict } = await perform({ recording: 'failed-update', speed: 60 });
    expectPass(verdict);
    const undo = server.requests.find((one) => one.method === 'PATCH' && Array.isArray(one.body));
    const [template, annotations] = (undo?.body ?? []) as { path: string; value: unknown }[];
    expect(template).toMatchObject({
      path: '/spec/template',
      value: {
        metadata: { labels: { app: '1.2.2.1' } },
        spec: { containers: [{ image: '1pro/app-update' }] },
      },
    });
    expect(JSON.stringify(template)).not.toContain('pod-template-hash');
    expect(annotations).toMatchObject({
      path: '/metadata/annotations',
      value: { 'deployment.kubernetes.io/revision': '3' },
    });
    expect(runningImages(server)).toEqual(['1pro/app-update', '1pro/app-update']);
  });

  it('node-drain evicts through the eviction API and uncordons afterwards', async () => {
    const { server, verdict } = await perform({ recording: 'node-drain', speed: 20 });
    expectPass(verdict);
    expect(server.requests.filter((one) => one.path.endsWith('/eviction'))).toHaveLength(1);
    expect(server.requests.filter((one) => one.method === 'DELETE')).toEqual([]);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
  });

  it('node-drain is skipped with the reason on a cluster of one node', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    const { verdict } = await stage(server, 'node-drain').performance;
    expect(inEnglish(verdict)).toMatchObject({
      result: 'SKIP',
      reason: 'a drain needs 2 schedulable nodes, this cluster has 1 (of 1)',
    });
  });

  it('node-drain counts no cordoned, tainted or unready node as schedulable', async () => {
    const { verdict } = await perform({
      recording: 'node-drain',
      alter: (change) => {
        if (change.object.metadata.name === 'node-1') {
          change.object.spec.taints = [{ key: 'x', effect: 'NoExecute' }];
        }
        return change;
      },
    });
    expect(inEnglish(verdict).reason).toBe('a drain needs 2 schedulable nodes, this cluster has 1 (of 2)');
  });

  it('fails when requests are lost, even if every other check passes', async () => {
    const { verdict } = await perform(
      { recording: 'rolling-update', speed: 20, app: { loseEvery: 40 } },
      ...['--after', '3'],
    );
    expectFailure(verdict, 'lost requests = 0', /reset/);
  });

  it('awaits the last answers, so that none is missing from the count', async () => {
    const { server, verdict, timeline } = await perform({
      recording: 'node-drain',
      speed: 20,
      app: { delayMs: 400 },
    });
    expectPass(verdict);
    expect(timeline.requests).toHaveLength(server.app.answered);
    expect(Math.max(...timeline.requests.map((one) => one.number))).toBe(timeline.requests.length);
  });

  it('keeps the events of the workload from the beginning of the drill on, and no others', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 20 });
    const before = server.store.version('Event');
    const staged = stage(server, 'rolling-update', '--after', '3');
    await untilWaitingFor(staged, 'traffic before the action');
    const stranger = structuredClone(server.store.list('Event')[0]);
    stranger.metadata.name = stranger.metadata.uid = 'stranger';
    stranger.involvedObject.name = 'someone-else';
    server.store.put('ADDED', stranger);
    const { timeline } = await staged.performance;
    const events = timeline.changes.filter((one) => one.object.kind === 'Event');
    expect(events.length).toBeGreaterThan(5);
    const versions = events.map((one) => Number(one.object.metadata.resourceVersion));
    expect(Math.min(...versions)).toBeGreaterThan(before);
    expect(events.every((one) => one.object.involvedObject.name.startsWith('app-1-2-2-1'))).toBe(true);
    expect(events.map((one) => one.object.reason)).toContain('ScalingReplicaSet');
  });

  it('waits for a budget that refuses, and counts the refusals', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    let refusals = 0;
    server.interceptor = (_, path) => {
      if (!path.endsWith('/eviction') || refusals === 1) return null;
      refusals += 1;
      return { status: 429, message: "Cannot evict pod as it would violate the pod's disruption budget." };
    };
    const { verdict } = await stage(server, 'node-drain').performance;
    expect(inEnglish(verdict)).toMatchObject({
      result: 'PASS',
      figures: { 'evictions refused by the budget (429)': '1' },
    });
  });

  it('gives up on ErrImagePull at once, says what to do, and puts the image back', async () => {
    const { server, verdict, timeline } = await perform({
      recording: 'rolling-update',
      speed: 20,
      alter: (change) => {
        const [container] =
          change.object.kind === 'Pod' ? (change.object.status.containerStatuses ?? []) : [];
        if (container?.image?.includes('app-update')) {
          container.ready = false;
          container.state = { waiting: { reason: 'ErrImagePull', message: 'pull access denied' } };
        }
        return change;
      },
    });
    expectFailure(verdict, 'the drill ran to its end', /^ErrImagePull: .* cannot get the image .*denied/);
    expect(remedyOf(verdict)).toContain('npm run images');
    expect(timeline.durationMs).toBeLessThan(5000);
    expect(runningImages(server)).toEqual(['1pro/app', '1pro/app']);
  });

  it('stops waiting when a quota refuses the new pods, in its own words, and puts the image back', async () => {
    const quota =
      'pods "app-1-2-2-1-x" is forbidden: exceeded quota: two-pods, requested: pods=1, used: pods=2, limited: pods=2';
    const { server, verdict, timeline } = await perform({
      recording: 'rolling-update',
      speed: 20,
      alter: ({ object, ...change }) => {
        // The rollout stops here: no old pod goes before a new one is ready.
        if (change.atMs > 9000) return null;
        if (!JSON.stringify(object.spec ?? '').includes('app-update')) return { ...change, object };
        if (object.kind === 'Pod') return null;
        if (object.kind === 'Deployment') object.status.updatedReplicas = 0;
        if (object.kind === 'ReplicaSet') {
          const refused = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: quota };
          object.spec.replicas = 1;
          object.status = { replicas: 0, conditions: [refused] };
        }
        return { ...change, object };
      },
    });
    expect(inEnglish(verdict).reason).toContain(quota);
    expect(inEnglish(verdict).reason).toContain('given up waiting for every pod to run 1pro/app-update');
    expect(remedyOf(verdict)).toContain('kubectl describe quota two-pods');
    expect(timeline.durationMs).toBeLessThan(30_000);
    expect(runningImages(server)).toEqual(['1pro/app', '1pro/app']);
  });

  it('does not wait for what a limit range refuses when it puts the cluster back, either', async () => {
    const refusal =
      'pods "app-1-2-2-1-x" is forbidden: maximum memory usage per Container is 150Mi, but limit is 200Mi';
    const server = await ReplayServer.start({
      recording: 'traffic-routing',
      speed: 20,
      alter: ({ object, ...change }) => {
        if (object.kind === 'Pod' && object.metadata.name.endsWith('-ctzsx')) return null;
        if (change.atMs > 10_000 && object.kind === 'Deployment') object.status.readyReplicas = 1;
        if (change.atMs > 10_000 && object.kind === 'ReplicaSet') {
          const refused = {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message: refusal,
          };
          object.status = { replicas: 1, conditions: [refused] };
        }
        return { ...change, object };
      },
    });
    const startMs = performance.now();
    const { verdict } = await stage(server, 'traffic-routing').performance;
    const left = inEnglish(verdict).checks.at(-1);
    expect(left?.actual).toContain(refusal);
    expect(left?.remedy).toContain('kubectl describe limitrange');
    expect(remedyOf(verdict)).toContain('kubectl describe limitrange');
    // Five seconds of patience for each of three waits; each cleanup alone would have had two minutes.
    expect(performance.now() - startMs).toBeLessThan(60_000);
  });

  it('times out naming what it waited for, and puts the image back', async () => {
    const { server, verdict } = await perform({ recording: 'rolling-update', speed: 0.5 }, '--timeout', '2');
    expectFailure(
      verdict,
      'the drill ran to its end',
      'timed out after 2 s waiting for every pod to run 1pro/app-update',
    );
    expect(runningImages(server)).toEqual(['1pro/app', '1pro/app']);
  });

  it('fails when the app refuses the fault, with the reason of the app', async () => {
    const server = await ReplayServer.start({ recording: 'self-healing' });
    const answer = server.app.answer.bind(server.app);
    server.app.answer = (method, path, pod, response) => {
      if (path !== '/memory-leak') return answer(method, path, pod, response);
      response.writeHead(409).end(JSON.stringify({ message: 'no memory limit' }));
    };
    const { verdict } = await stage(server, 'self-healing').performance;
    expectFailure(
      verdict,
      'the drill ran to its end',
      'GET /memory-leak was refused with 409: no memory limit',
    );
    expect(remedyOf(verdict)).toContain('resources.limits.memory');
  });

  it('fails when the API server refuses the action in the middle', async () => {
    const { verdict } = await perform({
      recording: 'rolling-update',
      interceptor: (method) =>
        method === 'PATCH' ? { status: 403, message: 'admission webhook denied the request' } : null,
    });
    expectFailure(verdict, 'the drill ran to its end', 'admission webhook denied the request');
  });

  it('fails, says what is left and how to put it back when it cannot be put back', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    server.interceptor = (method, path, body) =>
      method === 'PATCH' && path.includes('/nodes/') && uncordons(body)
        ? { status: 500, message: 'etcd is away' }
        : null;
    const { verdict } = await stage(server, 'node-drain').performance;
    expectFailure(verdict, 'the cluster is left as it was found', 'node-2 is cordoned: etcd is away');
    expect(inEnglish(verdict).checks.find((one) => one.name.startsWith('the cluster is left'))?.remedy).toBe(
      'kubectl uncordon node-2',
    );
  });

  it('puts everything back also where the API server is away for a moment', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    let away = 1;
    server.interceptor = (method, _, body) => {
      if (method !== 'PATCH' || !uncordons(body) || away === 0) return null;
      away -= 1;
      return { status: 503, message: 'starting' };
    };
    expectPass((await stage(server, 'node-drain').performance).verdict);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
  });

  it('puts everything back when it is interrupted', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    server.interceptor = (_, path) =>
      path.endsWith('/eviction') ? { status: 429, message: 'not now' } : null;
    const staged = stage(server, 'node-drain');
    await vi.waitFor(() => expect(staged.lines.join()).toContain('the budget refuses for now'), 120_000);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBe(true);
    expect(
      staged
        .run()
        ?.cleanups.list()
        .map((cleanup) => textOf(cleanup.left)),
    ).toContain('node-2 is cordoned');
    const connection = server.connect();
    const notes = (await findNotes(connection)).map(({ drill, left }) => ({ drill, left: textOf(left) }));
    expect(notes).toEqual([{ drill: 'node-drain', left: 'node-2 is cordoned' }]);
    staged.interrupt(new Interrupted());
    const { verdict, timeline } = await staged.performance;
    expectFailure(verdict, 'the drill ran to its end', 'interrupted');
    expect(timeline.facts.interruptedMs).toBeLessThanOrEqual(timeline.durationMs);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
    expect(await findNotes(connection)).toEqual([]);
    const { checks, figures } = inEnglish(verdict);
    expect(checks.map(({ actual }) => actual)).toEqual([
      expect.stringMatching(/^interrupted after \d+\.\d s, while waiting for the budget to let \d pods? go$/),
      'put back: node-2 is uncordoned',
    ]);
    expect(figures).toEqual({});
  });

  it('puts the image back when it is interrupted while an old pod goes', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 20 });
    // The drill then awaits nothing from the pod that goes.
    server.interceptor = (_, path) =>
      path.endsWith('/log') ? { status: 403, message: 'pods/log is forbidden' } : null;
    const staged = stage(server, 'rolling-update');
    await vi.waitFor(() => expect(server.store.state.pods().some(isTerminating)).toBe(true), {
      timeout: 120_000,
      interval: 5,
    });
    staged.interrupt(new Interrupted());
    const { failedCleanups } = await staged.performance;
    expect(failedCleanups).toEqual([]);
    expect(runningImages(server)).toEqual(['1pro/app', '1pro/app']);
  });

  it('leaves a note on what it changes, with which another drill puts it back', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    server.interceptor = (_, path) =>
      path.endsWith('/eviction') ? { status: 429, message: 'not now' } : null;
    const staged = stage(server, 'node-drain');
    await vi.waitFor(() => expect(staged.lines.join()).toContain('the budget refuses for now'), 120_000);
    const connection = server.connect();
    const [change] = await findNotes(connection);
    if (change === undefined) throw new Error('no note');
    // The drill still waits for the budget: it has put nothing back.
    await putBack(connection.api, change);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
    expect(await findNotes(connection)).toEqual([]);
    staged.interrupt(new Interrupted());
    await staged.performance;
  });

  it('notes how the pods stopped before graceful-shutdown has them stop otherwise', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    server.store.close();
    const found = structuredClone(server.store.state.deployment()?.spec?.template);
    const { rollOut } = server.store;
    // The store keeps the change, and no controller rolls it out.
    server.store.rollOut = (asked) => void server.store.put('MODIFIED', asked);
    const staged = stage(server, 'graceful-shutdown');
    await vi.waitFor(() => expect(staged.lines.join()).toContain('rolled out DRAIN_DELAY_MS=0'), 120_000);
    const template = () => server.store.state.deployment()?.spec?.template;
    await waitUntil('the change to be taken', () => !isDeepStrictEqual(template(), found));
    // Undoing the latest change leads to the change before it, not to the template that was found.
    expect(staged.run()?.cleanups.list()[0]?.remedy).toMatch(
      /^kubectl rollout undo deployment\/app-1-2-2-1 --to-revision=\d+$/,
    );
    const connection = server.connect();
    const [change, ...others] = await findNotes(connection);
    expect(change).toMatchObject({ drill: 'graceful-shutdown', path: expect.stringMatching(/deployments/) });
    expect(others).toEqual([]);
    server.store.rollOut = rollOut;
    if (change !== undefined) await putBack(connection.api, change);
    expect(server.store.state.deployment()?.spec?.template).toEqual(found);
    staged.interrupt(new Interrupted());
    const { verdict } = await staged.performance;
    expect(inEnglish(verdict).checks.at(-1)?.actual).toBe(
      'put back: the pods of the Deployment stop as they did before',
    );
    expect(await findNotes(connection)).toEqual([]);
  });

  it('ignores a note that `rollout undo` copied back from the annotations of a ReplicaSet', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    const deployment = structuredClone(server.store.get('Deployment', 'app-1-2-2-1'));
    deployment.metadata.annotations = {
      [NOTE]: JSON.stringify({ drill: 'x', since: '', left: '', undo: {} }),
    };
    server.store.put('MODIFIED', deployment);
    expect(await findNotes(server.connect())).toEqual([]);
  });

  it('stops the fault when it is interrupted before the kill', async () => {
    const server = await ReplayServer.start({
      recording: 'self-healing',
      speed: 0.1,
      app: { faultPod: LEAKING },
    });
    const staged = stage(server, 'self-healing');
    await untilWaitingFor(staged, 'the kernel to kill');
    staged.interrupt(new Interrupted());
    await staged.performance;
    expect(server.app.faultsStopped).toEqual([LEAKING]);
  });

  it('waits for the replacement of the deleted pod when it is interrupted', async () => {
    const server = await ReplayServer.start({ recording: 'traffic-routing', speed: 5 });
    const staged = stage(server, 'traffic-routing');
    await vi.waitFor(() => expect(staged.lines.join()).toContain('deleted pod'), 120_000);
    staged.interrupt(new Interrupted());
    const { timeline } = await staged.performance;
    expect(isInterrupted(timeline)).toBe(true);
    expect(isRolledOut(server.store.state.deployment(), server.store.state.pods())).toBe(true);
    expect(server.store.state.pod(String(timeline.facts.deletedPod))).toBeUndefined();
  });

  it('waits for the restarted pod to be ready when it is interrupted after the kill', async () => {
    const server = await ReplayServer.start({
      recording: 'self-healing',
      speed: 4,
      app: { faultPod: LEAKING },
    });
    const staged = stage(server, 'self-healing');
    await untilWaitingFor(staged, 'to be ready again');
    staged.interrupt(new Interrupted());
    await staged.performance;
    expect(isRolledOut(server.store.state.deployment(), server.store.state.pods())).toBe(true);
  });

  it('stops the load and waits for 2 replicas when it is interrupted on the way up', async () => {
    const server = await ReplayServer.start({ recording: 'autoscaling', speed: 100 });
    const staged = stage(server, 'autoscaling');
    await vi.waitFor(() => expect(staged.lines.join()).toContain('GET /cpu-load'), 120_000);
    staged.interrupt(new Interrupted());
    const { timeline } = await staged.performance;
    expect(timeline.facts.loadStoppedMs).toBeUndefined();
    expect(server.app.faultsStopped).toHaveLength(1);
    expect(server.store.state.deployment()?.spec?.replicas).toBe(2);
  });

  it('fails the drill, and only that, when the cluster goes away before it begins', async () => {
    const { verdict } = await perform({
      recording: 'rolling-update',
      interceptor: () => ({ status: 503, message: 'the server is shutting down' }),
    });
    expectFailure(verdict, 'the cluster answers', 'the server is shutting down');
  });

  it('shows what it waits for while a slow API server lists for the first time', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 20 });
    server.delayMs = (path) => (path.endsWith('/endpointslices') ? 800 : 0);
    const staged = stage(server, 'rolling-update', '--after', '3');
    expectPass((await staged.performance).verdict);
    expect(staged.waits).toContain('the cluster');
  });

  it('gives a failed update the time that the Deployment gives its progress', () => {
    const { timeoutSeconds } = drillNamed('failed-update');
    const found = (progressDeadlineSeconds?: number) =>
      ({ spec: { progressDeadlineSeconds } }) as V1Deployment;
    expect(typeof timeoutSeconds === 'function' && timeoutSeconds(found(60))).toBe(300);
    expect(typeof timeoutSeconds === 'function' && timeoutSeconds(found())).toBe(840);
  });

  it('survives an API server whose watches break all the time', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 10 });
    const breaking = setInterval(() => server.breakWatches(), 150);
    try {
      const { verdict } = await stage(server, 'rolling-update', '--after', '3').performance;
      expectPass(verdict);
    } finally {
      clearInterval(breaking);
    }
  });

  it('sends its traffic from inside the cluster where the NodePort is out of reach, and removes the pod', async () => {
    const { server, verdict, timeline } = await perform(
      { recording: 'rolling-update', speed: 20, withoutNodePort: true },
      ...['--after', '3'],
    );
    expectPass(verdict);
    expect(timeline.requests.length).toBeGreaterThan(100);
    const first = timeline.requests[0];
    expect(first?.scheduledMs).toBeGreaterThan(0);
    expect(first?.scheduledMs).toBeLessThan(3000);
    expect(timeline.requests.every((one) => one.scheduledMs < timeline.durationMs)).toBe(true);
    const posted = server.requests.find((one) => one.method === 'POST' && one.path.endsWith('/pods'));
    expect(posted?.body).toMatchObject({
      metadata: { labels: { 'app.kubernetes.io/name': 'drill-traffic' } },
      spec: { restartPolicy: 'Never', containers: [{ image: '1pro/app' }] },
    });
    expect(server.trafficPods.names()).toEqual([]);
  });

  it('reads the log of the traffic pod on after it broke off, and counts nothing twice', async () => {
    const server = await ReplayServer.start({
      recording: 'rolling-update',
      speed: 10,
      withoutNodePort: true,
    });
    const breaking = setInterval(() => server.trafficPods.breakLogs(), 400);
    try {
      const { verdict } = await stage(server, 'rolling-update', '--after', '3').performance;
      expectPass(verdict);
    } finally {
      clearInterval(breaking);
    }
  });

  it('fails when the traffic pod cannot run, and names --url as the other way', async () => {
    const { server, verdict } = await perform({
      recording: 'rolling-update',
      withoutNodePort: true,
      trafficPod: { states: [{ terminated: { exitCode: 1 } }], log: [] },
    });
    expectFailure(
      verdict,
      'the drill ran to its end',
      'the traffic pod does not run: exit code 1 of the image 1pro/app: its log is empty',
    );
    expect(remedyOf(verdict)).toContain('--url');
    expect(server.trafficPods.names()).toEqual([]);
  });

  it.for([
    ['at once', []],
    ['after it was seen to run', [{ running: {} }]],
  ] as const)(
    'names the image whose client is too old, and what it said, where the pod ends %s',
    async ([, statesBefore]) => {
      const server = await ReplayServer.start({
        recording: 'rolling-update',
        withoutNodePort: true,
        trafficPod: {
          states: [...statesBefore, { terminated: { exitCode: 2 } }],
          log: ['(node:1) Warning: something else', "traffic: Unknown option '--client'"],
        },
      });
      const { verdict, timeline } = await stage(server, 'rolling-update').performance;
      expectFailure(
        verdict,
        'the drill ran to its end',
        "the traffic pod does not run: exit code 2 of the image 1pro/app: traffic: Unknown option '--client'",
      );
      expect(remedyOf(verdict)).toMatch(
        /^the traffic client in the image 1pro\/app is older .* npm run images/,
      );
      expect(timeline.durationMs).toBeLessThan(10_000);
      expect(server.trafficPods.names()).toEqual([]);
    },
  );

  it('draws CPU and memory from the metrics API where it may not ask the pods', async () => {
    const { timeline } = await perform(
      {
        recording: 'rolling-update',
        speed: 20,
        interceptor: (_, path) =>
          path.endsWith('/proxy/info') ? { status: 403, message: 'pods/proxy is forbidden' } : null,
      },
      ...['--before', '2'],
    );
    expect(timeline.usage[0]).toMatchObject({ cpuMillicores: 12, memoryBytes: 51_200 * 1024 });
  });
});
