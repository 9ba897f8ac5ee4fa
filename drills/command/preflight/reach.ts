import { message } from '../../../messages/all.ts';
import { saidBy } from '../../../messages/message.ts';
import type { ApiServer, InNamespace } from '../../cluster/api-server.ts';
import { readKubeProxyMode } from '../../cluster/kube-proxy.ts';
import { describeRight, missingRights, type Right } from '../../cluster/rights.ts';
import type { Target } from '../../cluster/service-address.ts';
import { check } from '../../judging/check.ts';
import type { DrillOptions } from '../../options.ts';
import type { Check, Text } from '../../timeline.ts';

/** What traffic from inside the cluster needs. */
const IN_CLUSTER_RIGHTS: readonly Right[] = [
  { verb: 'create', resource: 'pods' },
  { verb: 'delete', resource: 'pods' },
  { verb: 'get', resource: 'pods/log' },
  { verb: 'get', resource: 'pods/proxy' },
  { verb: 'delete', resource: 'pods/proxy' },
];

export async function checkReach(at: InNamespace, target: Target, options: DrillOptions): Promise<Check> {
  const name = message('yours.reached');
  const expected = message('reach.expected');
  if (target.url !== null)
    return check(name, true, { expected, actual: message('reach.at', { address: target.url }), remedy: '' });
  const proxy = await nftablesReason(at.api);
  if (options.url !== null) {
    return check(name, false, {
      expected,
      actual: message('yours.notReached', { tried: options.url }),
      remedy: withReason(proxy, message('reach.correctUrl')),
    });
  }
  if (target.clusterUrl === null) {
    return check(name, false, {
      expected,
      actual: message('reach.noClusterAddress'),
      remedy: 'kubectl apply -f k8s/service.yaml',
    });
  }
  const missing = await missingRights(at, IN_CLUSTER_RIGHTS);
  const tried = target.tried.length === 0 ? message('reach.noNodePort') : target.tried;
  return check(name, missing.length === 0, {
    expected,
    actual:
      missing.length === 0
        ? message('reach.fromInside', { address: target.clusterUrl, tried })
        : message('reach.noRight', { tried, rights: missing.map(describeRight) }),
    remedy: withReason(proxy, message('reach.giveUrl')),
  });
}

/** For a Deployment that is not ours: no 5xx at its path. */
export function checkAnswers({ url, tried }: Target, path: string): Check {
  return check(message('yours.reached'), url !== null, {
    expected: message('yours.reachedExpected', { path }),
    actual:
      url !== null
        ? message('reach.at', { address: url })
        : message('yours.notReached', { tried: tried.length === 0 ? [message('reach.noNodePort')] : tried }),
    remedy: message('yours.reachedRemedy'),
  });
}

/**
 * The outcome of traffic inside the cluster is read from its pod's log. The log of any pod shows whether logs
 * can be read.
 */
export async function checkLogs({ api, namespace }: InNamespace, pod: string): Promise<Check> {
  const name = message('reach.log');
  const expected = message('reach.logExpected');
  try {
    await api.get(`/api/v1/namespaces/${namespace}/pods/${pod}/log`, { tailLines: '1', limitBytes: '1' });
    return check(name, true, { expected, actual: message('reach.logOf', { pod }), remedy: '' });
  } catch (err) {
    return check(name, false, {
      expected,
      actual: message('reach.logUnreadable', { pod, error: saidBy(err) }),
      remedy: message('reach.logsMustWork', { pod }),
    });
  }
}

/** In this mode kube-proxy does not answer at every address of a node. */
async function nftablesReason(api: ApiServer): Promise<Text[]> {
  return (await readKubeProxyMode(api)) === 'nftables' ? [message('reach.nftables')] : [];
}

function withReason(reason: readonly Text[], remedy: Text): Text {
  return message('sentences', { items: [...reason, remedy] });
}
