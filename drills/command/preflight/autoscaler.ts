import { message } from '../../../messages/all.ts';
import { saidBy } from '../../../messages/message.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import type { ApiServer, InNamespace } from '../../cluster/api-server.ts';
import { ApiError, ConnectionError } from '../../cluster/http.ts';
import type { V2HorizontalPodAutoscaler } from '../../cluster/objects.ts';
import { readDeployment } from '../../cluster/rollout.ts';
import { check } from '../../judging/check.ts';
import type { Check, Text } from '../../timeline.ts';
import { type PreflightCheck, retryable } from './check-runner.ts';

export async function checkMetrics(
  { api, namespace }: InNamespace,
  labelSelector: string,
  podCount: number,
): Promise<PreflightCheck> {
  const name = message('metrics.answer');
  const expected = message('metrics.countOfPods', { count: podCount });
  try {
    const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
    const { length: count } = await api.list(path, { labelSelector });
    const actual = message('metrics.countOfPods', { count });
    const remedy = message('metrics.waitOrSeeLog');
    return retryable(check(name, count >= podCount, { expected, actual, remedy }));
  } catch (err) {
    if (err instanceof ConnectionError) return checkSilence(api, name, expected, err);
    if (!(err instanceof ApiError)) throw err;
    const failed = check(name, false, {
      expected,
      actual: err.status === 404 ? message('metrics.absent') : err.said,
      remedy: err.status === 404 ? message('metrics.install') : message('metrics.seeApiService'),
    });
    return retryable(failed);
  }
}

/**
 * A metrics-server that hangs delays only the requests for metrics. @throws ConnectionError where the whole
 * API server is silent
 */
async function checkSilence(api: ApiServer, name: Text, expected: Text, err: Error): Promise<Check> {
  await api.readVersion();
  return check(name, false, {
    expected,
    actual: message('metrics.silent', { said: saidBy(err) }),
    remedy: message('metrics.silentRemedy'),
  });
}

/** Finds the autoscaler by its target and not by its name. */
export async function checkScaleTarget(at: InNamespace): Promise<Check> {
  const all = await listAutoscalers(at);
  const [found, ...surplus] = all.filter(scalesWorkload).sort(ownNameFirst);
  if (found !== undefined && surplus.length > 0) {
    const names = [found, ...surplus].map(({ metadata }) => metadata.name);
    return check(message('autoscaler.scales'), false, {
      expected: message('autoscaler.scaleTarget', { name: WORKLOAD.name }),
      actual: message('autoscaler.several', { count: names.length, names }),
      remedy: message('autoscaler.severalRemedy', { names: names.slice(1).join(' ') }),
    });
  }
  const others = all.map(({ metadata, spec }) =>
    message('autoscaler.targets', { hpa: metadata.name, target: spec.scaleTargetRef.name ?? '' }),
  );
  return check(message('autoscaler.scales'), found !== undefined, {
    expected: message('autoscaler.scaleTarget', { name: WORKLOAD.name }),
    actual:
      found !== undefined
        ? found.metadata.name
        : all.length === 0
          ? message('autoscaler.absent')
          : message('autoscaler.onlyOthers', { others }),
    remedy: 'kubectl apply -f k8s/hpa.yaml',
  });
}

function listAutoscalers({ api, namespace }: InNamespace): Promise<V2HorizontalPodAutoscaler[]> {
  return api.list(`/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`);
}

function ownNameFirst(a: V2HorizontalPodAutoscaler, b: V2HorizontalPodAutoscaler): number {
  return Number(b.metadata.name === WORKLOAD.name) - Number(a.metadata.name === WORKLOAD.name);
}

function scalesWorkload({ spec }: V2HorizontalPodAutoscaler): boolean {
  return spec.scaleTargetRef.kind === 'Deployment' && spec.scaleTargetRef.name === WORKLOAD.name;
}

/** Not asked again: the bounds change only by hand. */
export async function checkBounds(at: InNamespace): Promise<Check> {
  const autoscaler = (await listAutoscalers(at)).find(scalesWorkload);
  const { minReplicas = 1, maxReplicas } = autoscaler?.spec ?? { maxReplicas: 0 };
  return check(message('autoscaler.bounds'), minReplicas === 2 && maxReplicas === 4, {
    expected: message('autoscaler.boundsExpected'),
    actual: `minReplicas ${minReplicas}, maxReplicas ${maxReplicas}`,
    remedy: 'kubectl apply -f k8s/hpa.yaml',
  });
}

/** An earlier load may have left more pods. The HPA removes them after its stabilization window. */
export async function checkAtMinimum(at: InNamespace): Promise<PreflightCheck> {
  const { replicas } = (await readDeployment(at)).spec;
  const found = check(message('autoscaler.atMinimum'), replicas === 2, {
    expected: message('autoscaler.desiredReplicas', { count: 2 }),
    actual: message('autoscaler.desiredReplicas', { count: replicas }),
    remedy: message('autoscaler.watchHpa'),
  });
  return retryable(found);
}

export async function checkAutoscaler(at: InNamespace): Promise<PreflightCheck> {
  const autoscaler = (await listAutoscalers(at)).find(scalesWorkload);
  const current = autoscaler?.status.currentMetrics?.find((metric) => metric.resource?.name === 'cpu');
  const utilization = current?.resource?.current.averageUtilization;
  const inactive = autoscaler?.status.conditions?.find(
    (condition) => condition.type === 'ScalingActive' && condition.status !== 'True',
  );
  const known = utilization !== undefined && inactive === undefined;
  const found = check(message('autoscaler.knowsCpu'), known, {
    expected: message('autoscaler.knowsCpuExpected'),
    actual: known
      ? `CPU ${utilization} %`
      : inactive?.message
        ? message('autoscaler.unknownBecause', { said: inactive.message })
        : message('autoscaler.unknown'),
    remedy: message('autoscaler.needsMetrics'),
  });
  return retryable(found);
}
