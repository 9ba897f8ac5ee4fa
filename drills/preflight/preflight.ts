import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Deployment, V1Pod } from '@kubernetes/client-node';
import { ApiError, type InNamespace } from '../cluster/api-server.ts';
import type { Connection } from '../cluster/connection.ts';
import { readDeployment } from '../cluster/rollout.ts';
import { containerOf } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { check } from '../judging/check.ts';
import { findStack, NO_STACK, type Stack } from '../monitoring/discovery.ts';
import type { DrillOptions } from '../options.ts';
import type { Setup } from '../running/drill-run.ts';
import { findServiceUrls, type Target } from '../service/address.ts';
import { ServiceClient } from '../service/client.ts';
import type { Check } from '../timeline.ts';
import { WORKLOAD } from '../workload.ts';
import {
  checkAtMinimum,
  checkAutoscaler,
  checkBounds,
  checkMetrics,
  checkScaleTarget,
} from './autoscaler.ts';
import { checkEndpoints, isHopeless } from './endpoints.ts';
import { checkFaultsOpen, checkMemoryLimit } from './faults.ts';
import { checkAsInFiles, whyNoFiles } from './files.ts';
import { checkImage } from './image.ts';
import { checkBudget, countSchedulableNodes } from './nodes.ts';
import { checkLogs, checkReach } from './reach.ts';
import { whyNoResize } from './resize.ts';
import { checkAtRest, selectorOf } from './rest.ts';
import { checkGivenAddresses, isAbsent, whyAbsent } from './stack.ts';
import { readWarnings } from './warnings.ts';

export type PreflightResult =
  | {
      readonly kind: 'fit';
      readonly checks: readonly Check[];
      readonly setup: Setup;
      readonly target: Target;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'unfit'; readonly checks: readonly Check[] }
  | { readonly kind: 'skip'; readonly reason: string };

const RETRY_MS = 1000;

/**
 * Whether the cluster is fit for this drill: each failed check names the cause and the remedy. Only what the
 * drill needs is asked.
 */
export async function preflight(
  drill: Drill,
  connection: Connection,
  options: DrillOptions,
  signal: AbortSignal,
  waiting: (what: string) => void,
): Promise<PreflightResult> {
  const checks: Check[] = [];
  const holds = async (question: () => Check | Promise<Check>, patienceSeconds = 0): Promise<boolean> => {
    const answer = await askUntilHolds(question, patienceSeconds, signal);
    checks.push(answer);
    return answer.passed === true;
  };
  const { needs } = drill;
  const { api, namespace } = connection;

  if (!(await holds(() => checkPresent(connection)))) return { kind: 'unfit', checks };
  if (needs.drainableNode) {
    const { schedulable, total } = await countSchedulableNodes(api);
    if (schedulable < 2) {
      const reason = `a drain needs 2 schedulable nodes, this cluster has ${schedulable} (of ${total})`;
      return { kind: 'skip', reason };
    }
  }
  if (needs.resize) {
    const reason = await whyNoResize(api);
    if (reason !== null) return { kind: 'skip', reason };
  }
  if (needs.appliedFiles) {
    const reason = await whyNoFiles(connection);
    if (reason !== null) return { kind: 'skip', reason };
  }
  let stack: Stack = NO_STACK;
  if (needs.stack) {
    waiting('the monitoring stack to answer');
    stack = await findStack(api, options.stack);
    if (!(await holds(() => checkGivenAddresses(stack, options.stack)))) return { kind: 'unfit', checks };
    if (isAbsent(stack)) return { kind: 'skip', reason: whyAbsent(stack) };
  }
  waiting('the Deployment to be rolled out');
  const atRest = await holds(() => checkAtRest(connection), options.patienceSeconds);
  if (!atRest) return { kind: 'unfit', checks };

  const found = await readDeployment(connection);
  const podSelector = selectorOf(found);
  const pods = await listPods(connection, podSelector);
  const podNames = new Set(pods.map((pod) => pod.metadata?.name ?? ''));
  waiting('the Service to answer');
  const endpoints = () => checkEndpoints(connection, pods);
  if (!(await holds(endpoints, isHopeless(await endpoints()) ? 0 : options.patienceSeconds)))
    return { kind: 'unfit', checks };
  const target = await findServiceUrls(connection, podNames, options.url);
  const { image } = needs;

  const isReached = await holds(() => checkReach(connection, target, options));
  if (isReached && target.url === null)
    await holds(() => checkLogs(connection, pods[0]?.metadata?.name ?? ''));
  if (image !== undefined) await holds(() => checkImage(api, found, image(options)));
  if (needs.memoryLimit) await holds(() => checkMemoryLimit(found));
  if (needs.autoscaler) {
    if (!(await holds(() => checkScaleTarget(connection)))) return { kind: 'unfit', checks };
    if (!(await holds(() => checkBounds(connection)))) return { kind: 'unfit', checks };
    waiting('the metrics API and the autoscaler');
    await holds(() => checkMetrics(connection, podSelector, pods.length), options.patienceSeconds);
    await holds(() => checkAutoscaler(connection), options.patienceSeconds);
    await holds(() => checkAtMinimum(connection), options.patienceSeconds);
  }
  if (needs.drainableNode) await holds(() => checkBudget(connection, pods));
  if (needs.appliedFiles) {
    waiting('the cluster to be as its files say');
    await holds(() => checkAsInFiles(connection), options.patienceSeconds);
  }
  const app = new ServiceClient(api, {
    url: target.url,
    namespace,
    containerPort: containerPortOf(found),
    faultsToken: options.faultsToken,
  });
  if (needs.faults && checks.every((one) => one.passed))
    await holds(() => checkFaultsOpen(app, [...podNames][0] ?? '', options.faultsToken !== undefined));
  if (!checks.every((one) => one.passed)) return { kind: 'unfit', checks };
  const warnings = await readWarnings(connection, needs, pods);
  return {
    kind: 'fit',
    checks,
    target,
    warnings,
    // Read again: an autoscaler may have come down while this waited.
    setup: { api, namespace, app, options, found: await readDeployment(connection), podSelector, stack },
  };
}

async function askUntilHolds(
  question: () => Check | Promise<Check>,
  patienceSeconds: number,
  signal: AbortSignal,
): Promise<Check> {
  const deadlineMs = performance.now() + patienceSeconds * 1000;
  for (;;) {
    signal.throwIfAborted();
    const answer = await question();
    if (answer.passed || performance.now() + RETRY_MS > deadlineMs) return answer;
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

async function checkPresent(at: InNamespace): Promise<Check> {
  const found = await readDeployment(at).catch((err) => {
    if (err instanceof ApiError && err.status === 404) return null;
    throw err;
  });
  return check('the Deployment is present', found !== null, {
    expected: `deployment/${WORKLOAD.name} in namespace ${at.namespace}`,
    actual: found === null ? `none in namespace ${at.namespace}` : 'present',
    remedy: 'kubectl apply -f k8s/, or choose its namespace with --namespace',
  });
}

function listPods({ api, namespace }: InNamespace, labelSelector: string): Promise<V1Pod[]> {
  return api
    .get<{ items: V1Pod[] }>(`/api/v1/namespaces/${namespace}/pods`, { labelSelector })
    .then((list) => list.items);
}

function containerPortOf(deployment: V1Deployment): number {
  const ports = containerOf(deployment)?.ports;
  return (ports?.find((port) => port.name === 'http') ?? ports?.[0])?.containerPort ?? 8080;
}
