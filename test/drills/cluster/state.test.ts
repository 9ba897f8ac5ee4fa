import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../drills/cluster/quantity.ts';
import { ClusterState, conditionOf, isRolledOut } from '../../../drills/cluster/state.ts';
import { fewestReady, readyPeriods } from '../../../drills/judging/endpoints.ts';
import { readChanges, recordedCluster } from '../../support/timelines/recording.ts';

function stateAt(name: Parameters<typeof readChanges>[0], atMs: number): ClusterState {
  const state = new ClusterState();
  for (const change of readChanges(name)) if (change.atMs <= atMs) state.apply(change);
  return state;
}

const slice = (name: string, endpoints: object[]) => ({
  atMs: 0,
  type: 'ADDED' as const,
  object: {
    kind: 'EndpointSlice',
    metadata: { name, labels: { 'kubernetes.io/service-name': 'app-1-2-2-1' } },
    endpoints,
  },
});

describe('the state of the cluster', () => {
  it('counts an endpoint without a condition as ready, as the API says', () => {
    const state = new ClusterState();
    state.apply(slice('a', [{ addresses: ['10.0.0.1'], conditions: {}, targetRef: { name: 'pod-1' } }]));
    expect([...(state.readyEndpoints() ?? [])]).toEqual(['pod-1']);
  });

  it('counts a pod with an IPv4 and an IPv6 endpoint once', () => {
    const state = new ClusterState();
    const endpoint = { conditions: { ready: true }, targetRef: { name: 'pod-1' } };
    state.apply(slice('v4', [{ ...endpoint, addresses: ['10.0.0.1'] }]));
    state.apply(slice('v6', [{ ...endpoint, addresses: ['fd00::1'] }]));
    expect(state.readyEndpoints()?.size).toBe(1);
  });

  it('knows nothing of endpoints before a slice of the Service was seen', () => {
    const state = new ClusterState();
    expect(state.readyEndpoints()).toBeNull();
    state.apply({
      atMs: 0,
      type: 'ADDED',
      object: { kind: 'EndpointSlice', metadata: { name: 'kubernetes', labels: {} }, endpoints: null },
    });
    expect(state.readyEndpoints()).toBeNull();
  });

  it.each([
    ['traffic-routing', 9000, true],
    ['traffic-routing', 11_000, false],
    // Ready again, but the deleted pod is still there.
    ['traffic-routing', 13_000, false],
    ['traffic-routing', 20_000, true],
    ['rolling-update', 7960, false],
    ['failed-update', 40_000, false],
    ['failed-update', 110_000, true],
    ['autoscaling', 31_000, false],
    ['autoscaling', 60_000, true],
  ] as const)('in %s at %i ms: at rest is %s', (name, atMs, atRest) => {
    const state = stateAt(name, atMs);
    expect(isRolledOut(state.deployment(), state.pods())).toBe(atRest);
  });

  it('names the state of a pod as kubectl does', () => {
    const words = (name: Parameters<typeof readChanges>[0], atMs: number) =>
      stateAt(name, atMs).pods().map(conditionOf).sort();
    expect(words('failed-update', 13_000)).toEqual(['', '', 'CrashLoopBackOff']);
    expect(words('self-healing', 25_900)).toEqual(['', 'OOMKilled']);
    expect(words('traffic-routing', 10_300)).toEqual(['', 'ContainerCreating', 'Terminating']);
  });
});

describe('ready endpoints over time', () => {
  it('follow each other without a gap, each with another set of pods', () => {
    const periods = readyPeriods(recordedCluster('rolling-update'));
    expect(periods.map((period) => period.pods.size)).toEqual([2, 3, 2, 3, 2]);
    for (const [index, period] of periods.entries())
      expect(period.untilMs).toBe(periods[index + 1]?.fromMs ?? recordedCluster('rolling-update').durationMs);
  });

  it('were fewest while the deleted pod was replaced', () => {
    expect(fewestReady(recordedCluster('traffic-routing'))).toEqual({ count: 1, atMs: 10_066 });
  });
});

describe('a quantity', () => {
  it.each([
    ['130m', 0.13],
    ['135123456n', 0.135123456],
    ['1', 1],
    ['200Mi', 200 * 2 ** 20],
    ['51200Ki', 51_200 * 1024],
    ['1G', 1e9],
    ['much', null],
    ['12parsecs', null],
  ])('%s is %s', (text, value) => {
    expect(parseQuantity(text)).toEqual(value === null ? null : expect.closeTo(value, 6));
  });
});
