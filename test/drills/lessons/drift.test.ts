import { describe, expect, it, vi } from 'vitest';
import { findNotes, putBack } from '../../../drills/cluster/change-notes.ts';
import { checkAsInFiles } from '../../../drills/command/preflight/files.ts';
import { Interrupted } from '../../../drills/drill-failure.ts';
import { textOf } from '../../../messages/message.ts';
import { type ReplayOptions, ReplayServer } from '../../support/replay/replay-server.ts';
import { stage } from '../../support/replay/stage.ts';
import { expectFailure, expectOnlyFailure, expectPass, inEnglish } from '../../support/timelines/judged.ts';

async function start(options: Partial<ReplayOptions> = {}) {
  const server = await ReplayServer.start({ recording: 'rolling-update', ...options });
  // The cluster as it was before the update; what the recorded one did then is another lesson.
  server.store.close();
  return server;
}

function specsOf({ store }: ReplayServer) {
  return ['Service', 'HorizontalPodAutoscaler', 'Deployment'].map(
    (kind) => store.get(kind, 'app-1-2-2-1')?.spec,
  );
}

describe.concurrent('the drill "drift"', () => {
  it('changes three objects, finds each change, and puts each back by applying what was applied last', async () => {
    const server = await start();
    const before = structuredClone(specsOf(server));
    const { verdict, timeline } = await stage(server, 'drift').performance;

    expectPass(verdict);
    expect(timeline.facts.differencesByHand).toEqual([
      { kind: 'Service', field: 'spec.ports.0.targetPort', is: '8080', inFile: 'http' },
      { kind: 'HorizontalPodAutoscaler', field: 'spec.maxReplicas', is: '8', inFile: '4' },
      {
        kind: 'Deployment',
        field: 'spec.template.spec.containers.0.resources.limits.cpu',
        is: '300m',
        inFile: '200m',
      },
    ]);
    expect(timeline.actions.map((one) => one.label)).toContain(
      'kubectl patch hpa app-1-2-2-1: maxReplicas 4 -> 8',
    );
    expect(specsOf(server)).toEqual(before);
    expect(inEnglish(verdict).headline).toMatch(/^3 differences found, put right in \d+\.\d s$/);
  });

  it.each([
    ['kube-controller-manager', 'scale', 'kube-controller-manager', 'PASS'],
    ['k3s', 'scale', 'k3s', 'PASS'],
    ['kubectl', 'scale', 'kube-controller-manager', 'FAIL'],
    ['kubectl', undefined, 'kube-controller-manager', 'FAIL'],
  ])(
    'after a load tells replicas set by the autoscaler from replicas set by hand: %s',
    async (manager, subresource, controller, result) => {
      const server = await ReplayServer.start({ recording: 'rolling-update' });
      const deployment = structuredClone(server.store.get('Deployment', 'app-1-2-2-1'));
      const applied = JSON.parse(
        deployment.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'],
      );
      applied.spec.replicas = 3;
      deployment.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'] =
        JSON.stringify(applied);
      deployment.metadata.managedFields = [
        { manager, subresource, operation: 'Update', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
        { manager: controller, subresource: 'status', operation: 'Update', fieldsV1: { 'f:status': {} } },
      ];
      server.store.put('MODIFIED', deployment);
      const check = await checkAsInFiles(server.connect());
      expect(check.passed).toBe(result === 'PASS');
      if (!check.passed) expect(check.actual).toBe('Deployment spec.replicas: 2 -> 3');
    },
  );

  it('puts everything back where the API server refuses one of the changes', async () => {
    const server = await start();
    const before = structuredClone(specsOf(server));
    let refused = false;
    server.interceptor = (method, path) => {
      if (refused || method !== 'PATCH' || !path.includes('/deployments/')) return null;
      // The first patches of the Deployment are the preflight's own question, and the note.
      if (server.requests.filter((one) => one.method === 'PATCH' && one.path === path).length < 3)
        return null;
      refused = true;
      return { status: 403, message: 'deployments is forbidden' };
    };
    const { verdict } = await stage(server, 'drift').performance;

    expect(refused).toBe(true);
    expectFailure(verdict, 'the drill ran to its end', 'deployments is forbidden');
    expect(inEnglish(verdict).checks.at(-1)).toMatchObject({
      name: 'the cluster is left as it was found',
      passed: true,
    });
    expect(specsOf(server)).toEqual(before);
  });

  it('notes each change on its object beforehand, with which another drill puts it back', async () => {
    const server = await start();
    const before = structuredClone(specsOf(server));
    const { rollOut } = server.store;
    server.store.rollOut = () => {};
    const staged = stage(server, 'drift');
    const connection = server.connect();
    await vi.waitFor(async () => expect(await findNotes(connection)).toHaveLength(3), 20_000);
    await vi.waitFor(() => expect(staged.lines.join()).toContain('kubectl set resources'), 20_000);
    const notes = await findNotes(connection);
    expect(notes.map(({ left }) => textOf(left)).sort()).toEqual([
      'the Deployment differs from its file',
      'the HorizontalPodAutoscaler differs from its file',
      'the Service differs from its file',
    ]);
    for (const note of notes) await putBack(connection.api, note);
    expect(specsOf(server)).toEqual(before);
    server.store.rollOut = rollOut;
    staged.interrupt(new Interrupted());
    await staged.performance;
    expect(await findNotes(connection)).toEqual([]);
  });

  it('fails where something changes a field back to what no file says', async () => {
    const server = await start();
    const stop = server.store.listen(({ object }) => {
      if (object.kind !== 'HorizontalPodAutoscaler' || object.spec.maxReplicas !== 4) return;
      const spec = { ...object.spec, maxReplicas: 9 };
      queueMicrotask(() => server.store.put('MODIFIED', { ...object, spec }));
    });
    const { verdict } = await stage(server, 'drift').performance;
    stop();

    expectFailure(
      verdict,
      'applied again, all is as the files say',
      'HorizontalPodAutoscaler spec.maxReplicas: 9 -> 4',
    );
    expectFailure(
      verdict,
      'each object was changed, and ends as it began',
      'HorizontalPodAutoscaler ends with another spec',
    );
  });

  it('begins nothing on a cluster that differs from its files, and says where', async () => {
    const server = await start();
    const hpa = structuredClone(server.store.get('HorizontalPodAutoscaler', 'app-1-2-2-1'));
    hpa.spec.maxReplicas = 5;
    server.store.put('MODIFIED', hpa);
    const { verdict } = await stage(server, 'drift').performance;

    expectOnlyFailure(
      verdict,
      'the cluster is as its files say',
      'HorizontalPodAutoscaler spec.maxReplicas: 5 -> 4',
    );
    expect(server.store.get('HorizontalPodAutoscaler', 'app-1-2-2-1')?.spec.maxReplicas).toBe(5);
  });

  it('is skipped where kubectl apply did not make the objects', async () => {
    const server = await start();
    const deployment = structuredClone(server.store.get('Deployment', 'app-1-2-2-1'));
    delete deployment.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'];
    server.store.put('MODIFIED', deployment);
    const { verdict } = await stage(server, 'drift').performance;

    const { result, reason } = inEnglish(verdict);
    expect(result).toBe('SKIP');
    expect(reason).toContain('the Deployment');
  });
});
