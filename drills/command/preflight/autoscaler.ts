import { message } from '../../../messages/drills.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import { ApiError, type ApiServer, ConnectionError, type InNamespace } from '../../cluster/api-server.ts';
import type { V2HorizontalPodAutoscaler } from '../../cluster/objects.ts';
import { readDeployment } from '../../cluster/rollout.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';
import { type PreflightCheck, unhealable } from './patience.ts';

export async function checkMetrics(
  { api, namespace }: InNamespace,
  labelSelector: string,
  podCount: number,
): Promise<PreflightCheck> {
  const name = 'the metrics API answers';
  const expected = `metrics of ${podCount} pods`;
  try {
    const { items } = await api.get<{ items: unknown[] }>(
      `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`,
      { labelSelector },
    );
    return check(name, items.length >= podCount, {
      expected,
      actual: `metrics of ${items.length} pods`,
      remedy:
        'new pods have metrics after about 30 s; if none come: kubectl logs -n kube-system deployment/metrics-server',
    });
  } catch (err) {
    if (err instanceof ConnectionError) return unhealable(await checkSilence(api, name, expected, err));
    if (!(err instanceof ApiError)) throw err;
    return check(name, false, {
      expected,
      actual: err.status === 404 ? 'there is no metrics API' : `HTTP ${err.status}: ${err.message}`,
      remedy:
        err.status === 404
          ? 'install metrics-server (on kind and the like with --kubelet-insecure-tls)'
          : 'kubectl get apiservice v1beta1.metrics.k8s.io, then the log of metrics-server',
    });
  }
}

/**
 * A metrics-server that hangs holds back what is asked of it alone. @throws ConnectionError if all is silent
 */
async function checkSilence(api: ApiServer, name: string, expected: string, err: Error): Promise<Check> {
  await api.readVersion();
  return check(name, false, {
    expected,
    actual: message('metrics.silent', { said: err.message }),
    remedy: message('metrics.silentRemedy'),
  });
}

/** By what it scales and not by its name: an autoscaler of another Deployment says nothing of this one. */
export async function checkScaleTarget(at: InNamespace): Promise<Check> {
  const all = await listAutoscalers(at);
  const [found, ...surplus] = all.filter(scalesWorkload).sort(ownNameFirst);
  if (found !== undefined && surplus.length > 0) {
    const names = [found, ...surplus].map(({ metadata }) => metadata?.name ?? '');
    return check('an HPA scales this Deployment', false, {
      expected: `scaleTargetRef Deployment ${WORKLOAD.name}`,
      actual: message('autoscaler.several', { count: names.length, names }),
      remedy: message('autoscaler.severalRemedy', { names: names.slice(1).join(' ') }),
    });
  }
  const others = all
    .map(({ metadata, spec }) => `${metadata?.name} targets ${spec?.scaleTargetRef.name}`)
    .join(', ');
  return check('an HPA scales this Deployment', found !== undefined, {
    expected: `scaleTargetRef Deployment ${WORKLOAD.name}`,
    actual:
      found !== undefined
        ? `${found.metadata?.name}`
        : all.length === 0
          ? 'there is no HorizontalPodAutoscaler'
          : `no HPA scales this Deployment; ${others}`,
    remedy: 'kubectl apply -f k8s/hpa.yaml',
  });
}

async function listAutoscalers({ api, namespace }: InNamespace): Promise<V2HorizontalPodAutoscaler[]> {
  const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;
  return (await api.get<{ items: V2HorizontalPodAutoscaler[] }>(path)).items;
}

function ownNameFirst(a: V2HorizontalPodAutoscaler, b: V2HorizontalPodAutoscaler): number {
  return Number(b.metadata?.name === WORKLOAD.name) - Number(a.metadata?.name === WORKLOAD.name);
}

function scalesWorkload({ spec }: V2HorizontalPodAutoscaler): boolean {
  return spec?.scaleTargetRef.kind === 'Deployment' && spec.scaleTargetRef.name === WORKLOAD.name;
}

/** Nothing to wait for: an autoscaler at its maximum stays there. */
export async function checkBounds(at: InNamespace): Promise<Check> {
  const autoscaler = (await listAutoscalers(at)).find(scalesWorkload);
  const { minReplicas = 1, maxReplicas } = autoscaler?.spec ?? { maxReplicas: 0 };
  return check('the autoscaler may go from 2 to 4 replicas', minReplicas === 2 && maxReplicas === 4, {
    expected: 'minReplicas 2, maxReplicas 4',
    actual: `minReplicas ${minReplicas}, maxReplicas ${maxReplicas}`,
    remedy: 'kubectl apply -f k8s/hpa.yaml',
  });
}

/** What an earlier load left: it comes down by itself, after its stabilisation window. */
export async function checkAtMinimum(at: InNamespace): Promise<Check> {
  const { spec } = await readDeployment(at);
  const replicas = spec?.replicas ?? 1;
  return check('the autoscaler has come down to 2 replicas', replicas === 2, {
    expected: '2 desired replicas',
    actual: `${replicas} desired replicas`,
    remedy:
      'kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window, unless a load keeps it up (kubectl top pods)',
  });
}

export async function checkAutoscaler(at: InNamespace): Promise<Check> {
  const autoscaler = (await listAutoscalers(at)).find(scalesWorkload);
  const current = autoscaler?.status?.currentMetrics?.find((metric) => metric.resource?.name === 'cpu');
  const utilization = current?.resource?.current.averageUtilization;
  const inactive = autoscaler?.status?.conditions?.find(
    (condition) => condition.type === 'ScalingActive' && condition.status !== 'True',
  );
  const known = utilization !== undefined && inactive === undefined;
  return check('the autoscaler knows the CPU', known, {
    expected: 'current CPU not <unknown>',
    actual: known
      ? `CPU ${utilization} %`
      : `CPU <unknown>${inactive?.message ? `: ${inactive.message}` : ''}`,
    remedy:
      'it needs metrics of every pod and a CPU request in the Deployment: kubectl describe hpa app-1-2-2-1',
  });
}
