import { describe, expect, it } from 'vitest';
import type { ApiServer } from '../../../drills/cluster/api-server.ts';
import { evict, isEvictable, isSchedulable } from '../../../drills/cluster/drain.ts';
import type { V1Node, V1Pod } from '../../../drills/cluster/objects.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';

const pod = (metadata: Partial<V1Pod['metadata']>): V1Pod => ({
  metadata: { name: 'a', namespace: 'default', ...metadata },
  spec: { containers: [] },
  status: {},
});

async function start(): Promise<{ server: ReplayServer; api: ApiServer }> {
  const server = await ReplayServer.start({ recording: 'node-drain' });
  return { server, api: server.connect().api };
}

describe('what a drain takes from a node', () => {
  it('takes the pods of a ReplicaSet', () => {
    const ownerReferences = [{ kind: 'ReplicaSet', controller: true, apiVersion: '', name: '', uid: '' }];
    expect(isEvictable(pod({ ownerReferences }))).toBe(true);
  });

  it('leaves the pods of a DaemonSet: they would come back at once', () => {
    const ownerReferences = [{ kind: 'DaemonSet', controller: true, apiVersion: '', name: '', uid: '' }];
    expect(isEvictable(pod({ ownerReferences }))).toBe(false);
  });

  it('leaves the mirror of a static pod: only the kubelet owns it', () => {
    expect(isEvictable(pod({ annotations: { 'kubernetes.io/config.mirror': 'x' } }))).toBe(false);
  });

  it('leaves a pod that is terminating', () => {
    expect(isEvictable(pod({ deletionTimestamp: '2026-01-01T00:00:00Z' }))).toBe(false);
  });
});

describe('evicting', () => {
  it('uses the eviction API, which checks the budgets', async () => {
    const { server, api } = await start();
    const [victim] = server.store.list('Pod');
    await evict(api, victim, new AbortController().signal, () => {});
    expect(server.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: `/api/v1/namespaces/default/pods/${victim.metadata.name}/eviction`,
      body: { apiVersion: 'policy/v1', kind: 'Eviction' },
    });
  });

  it('tries again as long as the budget refuses', async () => {
    const { server, api } = await start();
    const reasons: string[] = [];
    server.interceptor = () => (reasons.length < 3 ? { status: 429, message: 'budget' } : null);
    await evict(
      api,
      server.store.list('Pod')[0],
      new AbortController().signal,
      (why) => reasons.push(why),
      5,
    );
    expect(reasons).toEqual(['budget', 'budget', 'budget']);
  });

  it('counts a pod that is gone as evicted', async () => {
    const { api } = await start();
    await evict(api, pod({ name: 'gone' }), new AbortController().signal, () => {});
  });

  it('does not hide any other refusal', async () => {
    const { server, api } = await start();
    server.interceptor = () => ({ status: 500, message: 'this pod has more than one PodDisruptionBudget' });
    const eviction = evict(api, pod({}), new AbortController().signal, () => {});
    await expect(eviction).rejects.toThrow('more than one PodDisruptionBudget');
  });

  it('stops on the signal', async () => {
    const { server, api } = await start();
    server.interceptor = () => ({ status: 429, message: 'budget' });
    const stop = new AbortController();
    const eviction = evict(api, pod({}), stop.signal, () => stop.abort(new Error('enough')), 60_000);
    await expect(eviction).rejects.toThrow('enough');
  });
});

describe('a node that takes pods', () => {
  const node = (spec: V1Node['spec'], ready = 'True'): V1Node => ({
    metadata: { name: 'node-1' },
    spec,
    status: { conditions: [{ type: 'Ready', status: ready }] },
  });

  it('is ready, not cordoned and has no taint', () => {
    expect(isSchedulable(node({}))).toBe(true);
    expect(isSchedulable(node({ taints: [{ key: 'a', effect: 'PreferNoSchedule' }] }))).toBe(true);
    expect(isSchedulable(node({ unschedulable: true }))).toBe(false);
    expect(isSchedulable(node({ taints: [{ key: 'a', effect: 'NoSchedule' }] }))).toBe(false);
    expect(isSchedulable(node({}, 'Unknown'))).toBe(false);
  });
});
