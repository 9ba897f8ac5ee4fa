import type { ApiServer, InNamespace } from '../../cluster/api-server.ts';
import { readKubeProxyMode } from '../../cluster/kube-proxy.ts';
import { describeRight, missingRights, type Right } from '../../cluster/rights.ts';
import type { Target } from '../../cluster/service-address.ts';
import { check } from '../../judging/check.ts';
import type { DrillOptions } from '../../options.ts';
import type { Check } from '../../timeline.ts';

/** What traffic from inside the cluster takes. */
const IN_CLUSTER_RIGHTS: readonly Right[] = [
  { verb: 'create', resource: 'pods' },
  { verb: 'delete', resource: 'pods' },
  { verb: 'get', resource: 'pods/log' },
  { verb: 'get', resource: 'pods/proxy' },
  { verb: 'delete', resource: 'pods/proxy' },
];

export async function checkReach(at: InNamespace, target: Target, options: DrillOptions): Promise<Check> {
  const name = 'the Service can be reached';
  const expected = 'an answer of /hostname with the name of one of the pods';
  if (target.url !== null) return check(name, true, { expected, actual: `at ${target.url}`, remedy: '' });
  const proxy = await nftablesRemedy(at.api);
  if (options.url !== null) {
    return check(name, false, {
      expected,
      actual: `none at ${options.url}`,
      remedy: `${proxy}correct --url, or leave it out: the address is then found, or the traffic runs in the cluster`,
    });
  }
  if (target.clusterUrl === null) {
    return check(name, false, {
      expected,
      actual: 'the Service app-1-2-2-1 has no cluster address',
      remedy: 'kubectl apply -f k8s/service.yaml',
    });
  }
  const missing = await missingRights(at, IN_CLUSTER_RIGHTS);
  const tried = target.tried.join(', ') || 'no NodePort';
  return check(name, missing.length === 0, {
    expected,
    actual:
      missing.length === 0
        ? `from inside the cluster at ${target.clusterUrl} (not from here: ${tried})`
        : `none at ${tried}, and no right to run the traffic in the cluster: ${missing.map(describeRight).join(', ')}`,
    remedy: `${proxy}give an address that works from here with --url (kubectl port-forward pins one pod: it will not do)`,
  });
}

/**
 * Where the traffic runs in the cluster, its log is all that is known of it. The log of any pod tells whether
 * one can be had.
 */
export async function checkLogs({ api, namespace }: InNamespace, pod: string): Promise<Check> {
  const name = 'the log of a pod can be read';
  const expected = 'the API server passes the log on from the kubelet';
  try {
    await api.get(`/api/v1/namespaces/${namespace}/pods/${pod}/log`, { tailLines: '1', limitBytes: '1' });
    return check(name, true, { expected, actual: `that of ${pod}`, remedy: '' });
  } catch (err) {
    return check(name, false, {
      expected,
      actual: `the log of ${pod} cannot be read: ${err instanceof Error ? err.message : err}`,
      remedy: `kubectl logs ${pod} must work (the API server reaches the kubelet at port 10250), or give an address that works from here with --url`,
    });
  }
}

async function nftablesRemedy(api: ApiServer): Promise<string> {
  if ((await readKubeProxyMode(api)) !== 'nftables') return '';
  return "kube-proxy in nftables mode answers NodePorts at a node's primary address only, not at localhost or a second one; ";
}
