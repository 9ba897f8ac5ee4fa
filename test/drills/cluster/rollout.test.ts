import { describe, expect, it } from 'vitest';
import type { ApiServer } from '../../../drills/cluster/api-server.ts';
import type { V1Pod } from '../../../drills/cluster/objects.ts';
import { refuseUnpullableImages, setImage, undoRollout } from '../../../drills/cluster/rollout.ts';
import { OURS } from '../../../scripts/workload.ts';
import { type ReplayOptions, ReplayServer } from '../../support/replay/replay-server.ts';

async function start(options: ReplayOptions): Promise<{ server: ReplayServer; api: ApiServer }> {
  const server = await ReplayServer.start(options);
  return { server, api: server.connect().api };
}

describe('rollout', () => {
  it('sets the image as kubectl set image does: by the name of the container, touching nothing else', async () => {
    const { server, api } = await start({ recording: 'rolling-update' });
    await setImage({ api, namespace: 'default', workload: OURS }, 'x:2');
    expect(server.requests.at(-1)).toEqual({
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/default/deployments/app-1-2-2-1',
      body: { spec: { template: { spec: { containers: [{ name: 'app-1-2-2-1', image: 'x:2' }] } } } },
    });
  });

  it('undoes to the second newest revision by number, whatever the order of the list', async () => {
    const { server, api } = await start({ recording: 'autoscaling' });
    // The recorded revisions are 1 (app), 3 (app-error) and 4 (app-update).
    expect(await undoRollout({ api, namespace: 'default', workload: OURS })).toBe('3');
    expect(JSON.stringify(server.requests.at(-1)?.body)).toContain('1pro/app-error');
  });

  it('leaves the replica sets of other Deployments alone', async () => {
    const { server, api } = await start({ recording: 'autoscaling' });
    const stranger = structuredClone(server.store.list('ReplicaSet')[0]);
    stranger.metadata.name = 'stranger';
    stranger.metadata.annotations['deployment.kubernetes.io/revision'] = '99';
    stranger.metadata.ownerReferences[0].uid = 'another-deployment';
    server.store.put('ADDED', stranger);
    expect(await undoRollout({ api, namespace: 'default', workload: OURS })).toBe('3');
  });

  it('keeps the annotations of the Deployment and takes those of the revision', async () => {
    const { server, api } = await start({
      recording: 'autoscaling',
      alter: (change) => {
        const { kind, metadata } = change.object;
        if (kind === 'ReplicaSet') metadata.annotations['kubernetes.io/change-cause'] = `of ${metadata.name}`;
        if (kind === 'Deployment') metadata.annotations['kubernetes.io/change-cause'] = 'newest';
        return change;
      },
    });
    await undoRollout({ api, namespace: 'default', workload: OURS });
    const patch = server.requests.at(-1)?.body as { path: string; value: Record<string, string> }[];
    const annotations = patch.find((one) => one.path === '/metadata/annotations')?.value;
    expect(annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '4',
      'kubernetes.io/change-cause': 'of app-1-2-2-1-56cbfc658',
      'kubectl.kubernetes.io/last-applied-configuration': expect.any(String),
    });
  });

  it('refuses to undo a paused Deployment, as kubectl does', async () => {
    const { api } = await start({
      recording: 'autoscaling',
      alter: (change) => {
        if (change.object.kind === 'Deployment') change.object.spec.paused = true;
        return change;
      },
    });
    await expect(undoRollout({ api, namespace: 'default', workload: OURS })).rejects.toMatchObject({
      message: expect.stringContaining('paused'),
      remedy: expect.stringContaining('kubectl rollout resume'),
    });
  });

  it('says so when there is no earlier revision', async () => {
    const { api } = await start({ recording: 'node-drain' });
    await expect(undoRollout({ api, namespace: 'default', workload: OURS })).rejects.toMatchObject({
      message: 'there is no earlier revision to go back to',
      remedy: { text: expect.stringContaining('revisionHistoryLimit') },
    });
  });

  it.each(['ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName'])(
    'does not wait for an image that cannot be had: %s',
    (reason) => {
      const pod = (waiting: object) =>
        ({
          metadata: { name: 'a' },
          status: { containerStatuses: [{ image: 'x', state: { waiting } }] },
        }) as unknown as V1Pod;
      expect(() => refuseUnpullableImages([pod({ reason })])).toThrow(`${reason}: a cannot get the image x`);
      expect(() => refuseUnpullableImages([pod({ reason: 'CrashLoopBackOff' })])).not.toThrow();
    },
  );
});
