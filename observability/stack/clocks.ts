import type { ApiServer } from '../../drills/cluster/api-server.ts';
import type { V1Lease } from '../../drills/cluster/objects.ts';
import { message } from '../../messages/all.ts';
import type { Text } from '../../messages/message.ts';
import { poll } from '../../scripts/poll.ts';
import type { Judged } from './cause.ts';
import type { Prometheus } from './prometheus.ts';

/** With a larger difference Grafana's last minutes are empty, and the log does not match the charts. */
export const CLOCK_TOLERANCE_MS = 5000;

/** By default the kubelet renews its lease every 10 s. */
const LEASE_RENEWED_WITHIN_MS = 15_000;
const POLL_MS = 500;

const TRIES = 3;

/**
 * How far Prometheus' clock is ahead of this machine's clock; negative: it is behind. Of several answers the
 * fastest has the smallest error.
 */
export async function prometheusAheadMs(prometheus: Prometheus): Promise<number> {
  let quickest = { tookMs: Number.POSITIVE_INFINITY, aheadMs: 0 };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const beforeMs = Date.now();
    const thereMs = await prometheus.nowMs();
    const tookMs = Date.now() - beforeMs;
    if (tookMs < quickest.tookMs) quickest = { tookMs, aheadMs: Math.round(thereMs - beforeMs - tookMs / 2) };
  }
  return quickest.aheadMs;
}

/**
 * How far the clock of each node is ahead of this machine's clock, to half a second. A kubelet writes the
 * time of its clock into its lease. The difference is taken when the lease changes, after some seconds. A
 * node whose lease does not change is left out.
 */
export async function nodesAheadMs(api: ApiServer, signal: AbortSignal): Promise<Map<string, number>> {
  const before = await renewTimes(api);
  const ahead = new Map<string, number>();
  const look = async () => {
    for (const [node, renewedAt] of await renewTimes(api)) {
      if (ahead.has(node) || renewedAt === before.get(node)) continue;
      ahead.set(node, Math.round(Date.parse(renewedAt) - Date.now() + POLL_MS / 2));
    }
    return ahead;
  };
  return poll(look, () => ahead.size >= before.size, {
    everyMs: POLL_MS,
    withinMs: LEASE_RENEWED_WITHIN_MS,
    signal,
  });
}

async function renewTimes(api: ApiServer): Promise<Map<string, string>> {
  const { items } = await api.get<{ items: V1Lease[] }>(
    '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
  );
  return new Map(items.map(({ metadata, spec }) => [metadata?.name ?? '', String(spec?.renewTime ?? '')]));
}

export const CLOCKS_AGREE = message('clocks.agree');

/** @param aheadMs how far each clock is ahead of this machine's clock */
export function judgeClocks(aheadMs: ReadonlyMap<Text, number>, expected: Text): Judged {
  const all = [0, ...aheadMs.values()];
  return {
    passed: Math.max(...all) - Math.min(...all) <= CLOCK_TOLERANCE_MS,
    expected,
    actual: message('list', {
      items: [...aheadMs].map(([clock, ms], index) => {
        const way = ms < 0 ? 'Behind' : 'Ahead';
        return message(index === 0 ? `clocks.first${way}` : `clocks.next${way}`, {
          clock,
          time: Math.abs(ms),
        });
      }),
    }),
    remedy: message('clocks.set'),
  };
}
