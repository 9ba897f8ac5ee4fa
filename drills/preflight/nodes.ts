import type { V1Node, V1Pod, V1PodDisruptionBudget } from '@kubernetes/client-node';
import type { ApiServer, InNamespace } from '../cluster/api-server.ts';
import { isSchedulable } from '../cluster/drain.ts';
import { check } from '../judging/check.ts';
import type { Check } from '../timeline.ts';

export async function countSchedulableNodes(api: ApiServer): Promise<{ schedulable: number; total: number }> {
  const { items } = await api.get<{ items: V1Node[] }>('/api/v1/nodes');
  return { schedulable: items.filter(isSchedulable).length, total: items.length };
}

export async function checkBudget({ api, namespace }: InNamespace, pods: readonly V1Pod[]): Promise<Check> {
  const { items } = await api.get<{ items: V1PodDisruptionBudget[] }>(
    `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
  );
  const budgets = items.filter((one) => pods.some((pod) => covers(one, pod)));
  const name = 'one budget covers the pods and allows a disruption';
  const [budget] = budgets;
  if (budget === undefined || budgets.length > 1) {
    return check(name, false, {
      expected: 'one PodDisruptionBudget',
      actual:
        budget === undefined
          ? 'none'
          : `${budgets.length}: ${budgets.map((one) => one.metadata?.name).join(', ')}`,
      remedy:
        budget === undefined
          ? 'kubectl apply -f k8s/pdb.yaml'
          : 'the eviction API refuses pods with several budgets: delete all but one',
    });
  }
  const allowed = budget.status?.disruptionsAllowed ?? 0;
  return check(name, allowed > 0, {
    expected: 'at least 1 disruption allowed',
    actual: `${budget.metadata?.name} allows ${allowed}`,
    remedy: 'a budget that allows none blocks every drain: fewer minAvailable or more replicas',
  });
}

/** `matchLabels` only: that is what the manifests use. */
export function covers(budget: V1PodDisruptionBudget, pod: V1Pod): boolean {
  const desired = Object.entries(budget.spec?.selector?.matchLabels ?? {});
  return desired.every(([name, value]) => pod.metadata?.labels?.[name] === value);
}
