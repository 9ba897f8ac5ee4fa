import type { InNamespace } from '../../cluster/api-server.ts';
import type { V1EndpointSlice, V1Pod } from '../../cluster/objects.ts';
import { readService } from '../../cluster/service-address.ts';
import { readyEndpointsOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import { type PreflightCheck, unhealable } from './patience.ts';

/** A Service that selects nothing refuses every connection, which looks like an application that is down. */
export async function checkEndpoints(at: InNamespace, pods: readonly V1Pod[]): Promise<PreflightCheck> {
  const name = 'the Service has ready endpoints';
  const expected = `the ${pods.length} pods of the Deployment`;
  const service = await readService(at);
  if (service === null) {
    return unhealable(
      check(name, false, {
        expected,
        actual: `there is no Service ${at.workload.service}`,
        remedy: 'kubectl apply -f k8s/service.yaml',
      }),
    );
  }
  const { items } = await at.api.get<{ items: V1EndpointSlice[] }>(
    `/apis/discovery.k8s.io/v1/namespaces/${at.namespace}/endpointslices`,
    { labelSelector: `kubernetes.io/service-name=${at.workload.service}` },
  );
  const ready = readyEndpointsOf(items);
  const ours = pods.filter((pod) => ready.has(pod.metadata?.name ?? ''));
  const selector = service.spec?.selector ?? {};
  const isSelecting = pods.some((pod) => selects(selector, pod));
  const found = check(name, ours.length > 0, {
    expected,
    actual:
      ours.length > 0
        ? `${ours.length} of ${pods.length} pods`
        : isSelecting
          ? `none, though the selector ${words(selector)} fits the pods`
          : `none: the selector is ${words(selector)}, the pods have ${words(pods[0]?.metadata?.labels ?? {})}`,
    remedy: isSelecting
      ? `kubectl get endpointslices -l kubernetes.io/service-name=${at.workload.service}: the pods must be ready, and the targetPort theirs`
      : 'kubectl apply -f k8s/service.yaml, or correct spec.selector of the Service',
  });
  return isSelecting ? found : unhealable(found);
}

function selects(selector: Readonly<Record<string, string>>, pod: V1Pod): boolean {
  const entries = Object.entries(selector);
  return entries.length > 0 && entries.every(([key, value]) => pod.metadata?.labels?.[key] === value);
}

function words(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? 'empty' : pairs.join(' ');
}
