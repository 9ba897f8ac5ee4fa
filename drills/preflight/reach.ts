import type { ApiServer } from '../cluster/api-server.ts';
import { describeRight, missingRights, type Right } from '../cluster/rights.ts';
import { check } from '../judging/check.ts';
import type { DrillOptions } from '../options.ts';
import type { Target } from '../service/address.ts';
import type { Check } from '../timeline.ts';

/** What traffic from inside the cluster takes. */
const IN_CLUSTER_RIGHTS: readonly Right[] = [
  { verb: 'create', resource: 'pods' },
  { verb: 'delete', resource: 'pods' },
  { verb: 'get', resource: 'pods/log' },
  { verb: 'get', resource: 'pods/proxy' },
  { verb: 'delete', resource: 'pods/proxy' },
];

export async function checkReach(
  api: ApiServer,
  namespace: string,
  target: Target,
  options: DrillOptions,
): Promise<Check> {
  const name = 'the Service can be reached';
  const expected = 'an answer of /hostname with the name of one of the pods';
  if (target.url !== null) return check(name, true, { expected, actual: `at ${target.url}`, remedy: '' });
  if (options.url !== null) {
    return check(name, false, {
      expected,
      actual: `none at ${options.url}`,
      remedy: 'correct --url, or leave it out: the address is then found, or the traffic runs in the cluster',
    });
  }
  if (target.clusterUrl === null) {
    return check(name, false, {
      expected,
      actual: 'there is no Service app-1-2-2-1 with a cluster address',
      remedy: 'kubectl apply -f k8s/service.yaml',
    });
  }
  const missing = await missingRights(api, namespace, IN_CLUSTER_RIGHTS);
  const tried = target.tried.join(', ') || 'no NodePort';
  return check(name, missing.length === 0, {
    expected,
    actual:
      missing.length === 0
        ? `from inside the cluster at ${target.clusterUrl} (not from here: ${tried})`
        : `none at ${tried}, and no right to run the traffic in the cluster: ${missing.map(describeRight).join(', ')}`,
    remedy:
      'give an address that works from here with --url (kubectl port-forward pins one pod: it will not do)',
  });
}
