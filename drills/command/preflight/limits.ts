import { message } from '../../../messages/all.ts';
import type { ApiServer } from '../../cluster/api-server.ts';
import type { V1Deployment, V1Pod } from '../../cluster/objects.ts';
import { parseQuantity } from '../../cluster/quantity.ts';
import { containerOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Check, Text } from '../../timeline.ts';

/** A drill that was killed may leave a resized pod, which the Deployment does not show. */
export function checkLimits(deployment: V1Deployment, pods: readonly V1Pod[]): Check {
  const container = containerOf(deployment);
  const desired = Object.entries(container?.resources?.limits ?? {});
  const differences = pods.flatMap((pod) => {
    const limits = pod.spec.containers.find(({ name }) => name === container?.name)?.resources?.limits ?? {};
    return desired
      .filter(([resource, limit]) => !isEqual(limits[resource], limit))
      .map(([resource, limit]) => ({
        pod: pod.metadata.name,
        resource,
        has: limits[resource] ?? '-',
        limit,
      }));
  });
  const [first] = differences;
  return check(message('limits.check'), first === undefined, {
    expected: message('limits.expected', { limits: desired.map(([name, value]) => `${name} ${value}`) }),
    actual:
      first === undefined
        ? message('limits.equal', { count: pods.length })
        : message('limits.different', { ...first }),
    remedy: message('limits.remedy', { pods: [...new Set(differences.map(({ pod }) => pod))].join(' ') }),
  });
}

function isEqual(actual: string | undefined, expected: string): boolean {
  return actual !== undefined && parseQuantity(actual) === parseQuantity(expected);
}

/** Asks for the subresource and not for the version: the feature can be switched off. */
export async function whyNoResize(api: ApiServer): Promise<Text | null> {
  const { resources } = await api.get<{ resources: { name: string }[] }>('/api/v1');
  if (resources.some(({ name }) => name === 'pods/resize')) return null;
  return message('resize.unsupported', { version: await api.readVersion() });
}
