import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClusterState } from '../../../drills/cluster/state.ts';
import { follow, type Resource } from '../../../drills/cluster/watch.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';
import { readChanges } from '../../support/timelines/recording.ts';

const PODS: Resource = {
  path: '/api/v1/namespaces/default/pods',
  query: { labelSelector: 'app=1.2.2.1' },
  apiVersion: 'v1',
  kind: 'Pod',
};

describe('following a resource', () => {
  let server: ReplayServer;
  let stop: AbortController;
  let seen: { type: string; name: string; version: number }[];

  beforeEach(async () => {
    server = await ReplayServer.start({ recording: 'rolling-update', speed: 40 });
    stop = new AbortController();
    seen = [];
  });
  afterEach(() => stop.abort());

  async function followPods(): Promise<ClusterState> {
    const state = new ClusterState();
    await follow(
      server.connect().api,
      PODS,
      (type, object) => {
        state.apply({ atMs: 0, type, object });
        seen.push({
          type,
          name: object.metadata?.name ?? '',
          version: Number(object.metadata?.resourceVersion),
        });
      },
      stop.signal,
    );
    return state;
  }

  /** Every change of a pod that the cluster recorded, in order. */
  const recorded = readChanges('rolling-update')
    .filter((change) => change.object.kind === 'Pod')
    .map(({ type, object }) => ({
      type,
      name: object.metadata.name,
      version: Number(object.metadata.resourceVersion),
    }));

  async function untilAllSeen(): Promise<void> {
    await vi.waitFor(
      () => {
        expect(server.store.isFinished).toBe(true);
        expect(seen.at(-1)?.version).toBe(recorded.at(-1)?.version);
      },
      { timeout: 60_000, interval: 20 },
    );
  }

  it('reports the first list as additions with their kind', async () => {
    const state = await followPods();
    expect(seen).toEqual(recorded.slice(0, 2));
    expect(state.pods()).toHaveLength(2);
  });

  it('reports every change exactly once and in order', async () => {
    await followPods();
    server.store.did('set-image');
    await untilAllSeen();
    expect(seen).toEqual(recorded);
  });

  it('misses nothing and repeats nothing when connections break again and again', async () => {
    await followPods();
    server.store.did('set-image');
    const breaking = setInterval(() => server.breakWatches(), 60);
    try {
      await untilAllSeen();
    } finally {
      clearInterval(breaking);
    }
    expect(server.requests.filter((one) => one.path === PODS.path).length).toBeGreaterThan(3);
    expect(seen).toEqual(recorded);
  });

  it('misses nothing when the server ends the watch in good order', async () => {
    await followPods();
    server.store.did('set-image');
    const ending = setInterval(() => server.endWatches(), 60);
    try {
      await untilAllSeen();
    } finally {
      clearInterval(ending);
    }
    expect(seen).toEqual(recorded);
  });

  it.each(['event', 'status'] as const)(
    'lists again after a 410 (as %s) and tells what differs, deletions included',
    async (how) => {
      const state = await followPods();
      await expect.poll(() => server.openWatches).toBe(1);
      // The watch is broken while everything happens, and comes back with a version that the server forgot.
      server.interceptor = (method, path) =>
        method === 'GET' && path === PODS.path ? { status: 503, message: 'restarting' } : null;
      server.breakWatches();
      server.store.did('set-image');
      await expect.poll(() => server.store.isFinished).toBe(true);
      server.forgetHistory();
      let refusals = 0;
      server.interceptor = () => {
        refusals += 1;
        return how === 'status' && refusals === 1 ? { status: 410, message: 'Expired' } : null;
      };
      await expect.poll(() => seen.filter((one) => one.type === 'DELETED')).toHaveLength(2);
      expect(
        state
          .pods()
          .map((pod) => pod.metadata?.name)
          .sort(),
      ).toEqual(
        server.store
          .list('Pod')
          .map((pod) => pod.metadata.name)
          .sort(),
      );
      expect(seen.filter((one) => one.type === 'ADDED')).toHaveLength(4);
    },
  );

  it('tries again after refusals while the server starts: 403, 404 and 500', async () => {
    await followPods();
    const statuses = [500, 403, 404];
    server.interceptor = (_, path) => {
      const status = path === PODS.path ? statuses.pop() : undefined;
      return status === undefined ? null : { status, message: 'starting' };
    };
    server.breakWatches();
    await expect.poll(() => statuses).toEqual([]);
    server.store.did('set-image');
    await untilAllSeen();
    expect(seen).toEqual(recorded);
  });

  it('does not report bookmarks, and continues from their version', async () => {
    await followPods();
    await expect.poll(() => server.openWatches).toBe(1);
    server.bookmark('Pod', 1_500_000);
    server.endWatches();
    const versions = () => server.watchVersions.filter((one) => one.kind === 'Pod').map((one) => one.version);
    await expect.poll(versions).toContain(1_500_000);
    expect(seen).toHaveLength(2);
  });

  it('rejects when the very first list is refused', async () => {
    server.interceptor = () => ({ status: 403, message: 'pods is forbidden' });
    await expect(followPods()).rejects.toThrow('pods is forbidden');
  });

  it('closes the connection on the signal', async () => {
    await followPods();
    await expect.poll(() => server.openWatches).toBe(1);
    stop.abort();
    await expect.poll(() => server.openWatches).toBe(0);
  });

  it('leaves managedFields out', async () => {
    server = await ReplayServer.start({
      recording: 'rolling-update',
      alter: (change) => {
        change.object.metadata.managedFields = [{ manager: 'kubelet' }];
        return change;
      },
    });
    const state = await followPods();
    expect(state.pods()[0]?.metadata).not.toHaveProperty('managedFields');
  });
});
