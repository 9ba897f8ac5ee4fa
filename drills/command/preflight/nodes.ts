import { message } from '../../../messages/all.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import type { ApiServer, InNamespace } from '../../cluster/api-server.ts';
import { isSchedulable } from '../../cluster/drain.ts';
import { ApiError } from '../../cluster/http.ts';
import { selects } from '../../cluster/label-selector.ts';
import type { V1Node, V1Pod, V1PodDisruptionBudget } from '../../cluster/objects.ts';
import { check } from '../../judging/check.ts';
import type { Check, Text } from '../../timeline.ts';
import { type PreflightCheck, retryable } from './check-runner.ts';

/** Why the pods of a node cannot move to another one. Null: they can. */
export async function whyNoDrain(api: ApiServer): Promise<Text | null> {
  const nodes = await api.list<V1Node>('/api/v1/nodes');
  const count = nodes.filter(isSchedulable).length;
  return count < 2 ? message('nodes.tooFew', { count, all: nodes.length }) : null;
}

/**
 * Checks the nodes of the pods. With `needsAll` it checks every node: one that is not ready may be why a
 * drain has no second node.
 */
export async function checkNodes(
  api: ApiServer,
  pods: readonly V1Pod[],
  needsAll: boolean,
): Promise<PreflightCheck> {
  const name = message('nodes.check');
  const expected = message('nodes.expected');
  const nodes = await api.list<V1Node>('/api/v1/nodes').catch((err) => {
    if (err instanceof ApiError && err.status === 403) return null;
    throw err;
  });
  if (nodes === null) return { name, passed: null, expected, actual: message('nodes.unknown') };
  const used = new Set(pods.map(({ spec }) => spec.nodeName));
  const [first] = nodes
    .filter(({ metadata }) => needsAll || used.has(metadata.name))
    .map((node) => ({
      node: node.metadata.name,
      ready: node.status.conditions?.find(({ type }) => type === 'Ready'),
    }))
    .filter(({ ready }) => ready?.status !== 'True');
  const found = check(name, first === undefined, {
    expected,
    actual:
      first === undefined
        ? message('nodes.ready')
        : message('nodes.notReady', {
            node: first.node,
            status: first.ready?.status ?? 'absent',
            reason: first.ready?.reason ?? '-',
            said: first.ready?.message ?? '-',
          }),
    remedy: message('nodes.remedy', { node: first?.node ?? '' }),
  });
  return retryable(found);
}

export async function checkBudget({ api, namespace }: InNamespace, pods: readonly V1Pod[]): Promise<Check> {
  const all = await api.list<V1PodDisruptionBudget>(
    `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
  );
  const budgets = all.filter((one) => pods.some((pod) => covers(one, pod)));
  const name = message('budget.allows');
  const [budget] = budgets;
  if (budget === undefined || budgets.length > 1) {
    return check(name, false, {
      expected: message('budget.one'),
      actual:
        budget === undefined
          ? message('restarts.none')
          : `${budgets.length}: ${budgets.map((one) => one.metadata.name).join(', ')}`,
      remedy: budget === undefined ? 'kubectl apply -f k8s/pdb.yaml' : message('budget.several'),
    });
  }
  const { name: found } = budget.metadata;
  const { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } = budget.status;
  return check(name, disruptionsAllowed > 0, {
    expected: message('budget.allowsExpected'),
    actual:
      disruptionsAllowed > 0
        ? message('budget.allowsCount', { budget: found, count: disruptionsAllowed })
        : message('budget.none', {
            budget: found,
            rule: ruleOf(budget),
            healthy: currentHealthy,
            expected: expectedPods,
          }),
    remedy:
      found === WORKLOAD.name && desiredHealthy >= expectedPods
        ? message('budget.replaceRemedy')
        : message('budget.blocks'),
  });
}

function ruleOf({ spec }: V1PodDisruptionBudget): string {
  return spec.minAvailable === undefined
    ? `maxUnavailable ${spec.maxUnavailable}`
    : `minAvailable ${spec.minAvailable}`;
}

function covers({ spec }: V1PodDisruptionBudget, { metadata }: V1Pod): boolean {
  return spec.selector !== undefined && selects(spec.selector, metadata.labels ?? {});
}
