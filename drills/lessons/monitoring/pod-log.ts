import { saidBy } from '../../../messages/message.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { PodLogSeen } from './seen.ts';

export const PROGRESS = 'fault progressed';

/** What the kubelet has of the container that was killed and of the one after it. */
export async function readPodLog({ api, namespace }: InNamespace, pod: string): Promise<PodLogSeen> {
  const read = async (previous: boolean) => {
    const query = { container: WORKLOAD.container, ...(previous ? { previous: 'true' } : {}) };
    const { text } = await api.exchange('GET', `/api/v1/namespaces/${namespace}/pods/${pod}/log`, { query });
    return text.split('\n').filter((line) => line !== '');
  };
  try {
    const [before, after] = await Promise.all([read(true), read(false)]);
    return {
      problem: null,
      progress: before.filter((line) => line.includes(`"${PROGRESS}"`)),
      successor: after[0] ?? null,
    };
  } catch (err) {
    return { problem: saidBy(err), progress: [], successor: null };
  }
}
