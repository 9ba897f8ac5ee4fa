import { message } from '../../../messages/all.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import { selects } from '../../cluster/label-selector.ts';
import type { V1EndpointSlice, V1Pod } from '../../cluster/objects.ts';
import { findService } from '../../cluster/service-address.ts';
import { readyEndpointsOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Text } from '../../timeline.ts';
import { type PreflightCheck, retryable } from './check-runner.ts';

/** A Service that selects nothing refuses every connection, which looks like an application that is down. */
export async function checkEndpoints(at: InNamespace, pods: readonly V1Pod[]): Promise<PreflightCheck> {
  const name = message('service.endpoints');
  const expected = message('service.endpointsExpected', { count: pods.length });
  const service = await findService(at);
  if (service === null) {
    return check(name, false, {
      expected,
      actual: message('service.absent', { name: at.workload.service }),
      remedy: 'kubectl apply -f k8s/service.yaml',
    });
  }
  const slices = await at.api.list<V1EndpointSlice>(
    `/apis/discovery.k8s.io/v1/namespaces/${at.namespace}/endpointslices`,
    { labelSelector: `kubernetes.io/service-name=${at.workload.service}` },
  );
  const ready = readyEndpointsOf(slices);
  const ours = pods.filter((pod) => ready.has(pod.metadata.name));
  const selector = service.spec.selector ?? {};
  // A Service without a selector selects nothing, unlike an empty selector elsewhere.
  const isSelecting =
    Object.keys(selector).length > 0 &&
    pods.some(({ metadata }) => selects({ matchLabels: selector }, metadata.labels ?? {}));
  const found = check(name, ours.length > 0, {
    expected,
    actual:
      ours.length > 0
        ? message('service.podsReady', { ready: ours.length, all: pods.length })
        : isSelecting
          ? message('service.noneReady', { selector: words(selector) })
          : message('service.noneSelected', {
              selector: words(selector),
              labels: words(pods[0]?.metadata.labels ?? {}),
            }),
    remedy: isSelecting
      ? message('service.seeEndpoints', { name: at.workload.service })
      : message('service.correctSelector'),
  });
  return isSelecting ? retryable(found) : found;
}

function words(labels: Readonly<Record<string, string>>): Text {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? message('service.noLabels') : pairs.join(' ');
}
