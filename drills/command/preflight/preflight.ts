import { message } from '../../../messages/drills.ts';
import { saidBy } from '../../../messages/message.ts';
import { findStack, NO_STACK, type Stack } from '../../../observability/stack/discovery.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { Connection } from '../../cluster/connection.ts';
import { ApiError, ConnectionError } from '../../cluster/http.ts';
import type { V1Deployment, V1Pod } from '../../cluster/objects.ts';
import { readDeployment } from '../../cluster/rollout.ts';
import { findServiceUrls } from '../../cluster/service-address.ts';
import { ServiceClient } from '../../cluster/service-client.ts';
import { containerOf } from '../../cluster/state.ts';
import type { Drill } from '../../drill.ts';
import { check } from '../../judging/check.ts';
import { untilScrapedAgain } from '../../lessons/monitoring/fresh-scrape.ts';
import type { DrillOptions } from '../../options.ts';
import type { Check, Text } from '../../timeline.ts';
import { isOurs } from '../../workload.ts';
import {
  checkAtMinimum,
  checkAutoscaler,
  checkBounds,
  checkMetrics,
  checkScaleTarget,
} from './autoscaler.ts';
import { checkEndpoints } from './endpoints.ts';
import { checkFaultsOpen, checkMemoryLimit, checkNoFaults } from './faults.ts';
import { checkAsInFiles, whyNoFiles } from './files.ts';
import { checkImage } from './image.ts';
import { checkLimits } from './limits.ts';
import { checkBudget, checkNodes, countSchedulableNodes } from './nodes.ts';
import { checkOwners } from './owners.ts';
import { askUntilHolds, type PreflightCheck } from './patience.ts';
import { checkLogs, checkReach } from './reach.ts';
import { whyNoResize } from './resize.ts';
import { checkAtRest, selectorOf } from './rest.ts';
import type { PreflightResult } from './result.ts';
import { checkGivenAddresses, isAbsent, whyAbsent } from './stack.ts';
import { readWarnings } from './warnings.ts';
import { examineYourService } from './your-service.ts';

/**
 * Whether the cluster is fit for this drill: each failed check names the cause and the remedy. Only what the
 * drill needs is asked.
 */
export async function preflight(
  drill: Drill,
  connection: Connection,
  options: DrillOptions,
  signal: AbortSignal,
  waiting: (what: Text) => void,
): Promise<PreflightResult> {
  const checks: Check[] = [];
  try {
    return await examine(checks, drill, connection, options, signal, waiting);
  } catch (err) {
    if (!(err instanceof ApiError) && !(err instanceof ConnectionError)) throw err;
    const answers = check(message('answers.check'), false, {
      expected: message('answers.expected'),
      actual: saidBy(err),
      remedy: message('answers.remedy'),
    });
    return { kind: 'not-ready', checks: [...checks, answers] };
  }
}

async function examine(
  checks: Check[],
  drill: Drill,
  connection: Connection,
  options: DrillOptions,
  signal: AbortSignal,
  waiting: (what: Text) => void,
): Promise<PreflightResult> {
  const holds = async (
    question: () => PreflightCheck | Promise<PreflightCheck>,
    patienceSeconds = 0,
  ): Promise<boolean> => {
    const answer = await askUntilHolds(question, patienceSeconds, signal);
    checks.push(answer);
    return answer.passed !== false;
  };
  const { needs } = drill;
  const { api, namespace } = connection;

  if (!(await holds(() => checkPresent(connection)))) return { kind: 'not-ready', checks };
  if (!isOurs(connection.workload)) return examineYourService(checks, drill, connection, options, signal);
  const podSelector = selectorOf(await readDeployment(connection));
  if (!(await holds(() => checkOwners(connection, podSelector)))) return { kind: 'not-ready', checks };
  const { schedulable, total } = needs.drainableNode
    ? await countSchedulableNodes(api)
    : { schedulable: Number.POSITIVE_INFINITY, total: 0 };
  waiting(message('nodes.toBeReady'));
  const nodes = async () => checkNodes(api, await listPods(connection, podSelector), schedulable < 2);
  if (!(await holds(nodes, options.patienceSeconds))) return { kind: 'not-ready', checks };
  if (needs.drainableNode) {
    if (schedulable < 2) {
      const reason = message('nodes.tooFew', { count: schedulable, all: total });
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
    waiting(message('stack.toAnswer'));
    stack = await findStack(api, options.stack);
    if (!(await holds(() => checkGivenAddresses(stack, options.stack)))) return { kind: 'not-ready', checks };
    if (isAbsent(stack)) return { kind: 'skip', reason: whyAbsent(stack) };
  }
  waiting(message('rest.toBeRolledOut'));
  const atRest = await holds(() => checkAtRest(connection), options.patienceSeconds);
  if (!atRest) return { kind: 'not-ready', checks };

  const found = await readDeployment(connection);
  const pods = await listPods(connection, podSelector);
  const podNames = new Set(pods.map((pod) => pod.metadata?.name ?? ''));
  waiting(message('reach.toAnswer'));
  const endpoints = () => checkEndpoints(connection, pods);
  if (!(await holds(endpoints, options.patienceSeconds))) return { kind: 'not-ready', checks };
  const target = await findServiceUrls(connection, podNames, options.url);
  const { image } = needs;

  const isReached = await holds(() => checkReach(connection, target, options));
  if (isReached && target.url === null)
    await holds(() => checkLogs(connection, pods[0]?.metadata?.name ?? ''));
  if (image !== undefined) await holds(() => checkImage(api, found, image(options)));
  await holds(() => checkLimits(found, pods));
  if (needs.memoryLimit) await holds(() => checkMemoryLimit(found));
  if (needs.autoscaler) {
    if (!(await holds(() => checkScaleTarget(connection)))) return { kind: 'not-ready', checks };
    if (!(await holds(() => checkBounds(connection)))) return { kind: 'not-ready', checks };
    waiting(message('metrics.toAnswer'));
    await holds(() => checkMetrics(connection, podSelector, pods.length), options.patienceSeconds);
    await holds(() => checkAutoscaler(connection), options.patienceSeconds);
    await holds(() => checkAtMinimum(connection), options.patienceSeconds);
  }
  if (needs.drainableNode) await holds(() => checkBudget(connection, pods));
  if (needs.appliedFiles) {
    waiting(message('files.toBeTheSame'));
    await holds(() => checkAsInFiles(connection), options.patienceSeconds);
  }
  const app = new ServiceClient(api, {
    url: target.url,
    namespace,
    containerPort: containerPortOf(found),
    faultsToken: options.faultsToken,
  });
  if (isReached) await holds(() => checkNoFaults(app, [...podNames]));
  if (needs.faults && checks.every((one) => one.passed !== false))
    await holds(() => checkFaultsOpen(app, [...podNames][0] ?? '', options.faultsToken !== undefined));
  if (checks.some((one) => one.passed === false)) return { kind: 'not-ready', checks };
  if (stack.prometheus !== null) {
    waiting(message('stack.toScrapeAgain'));
    const { patienceSeconds } = options;
    await untilScrapedAgain(stack.prometheus, { namespace, pods, patienceSeconds }, signal);
  }
  const warnings = await readWarnings(connection, needs, pods);
  return {
    kind: 'ready',
    checks,
    target,
    warnings,
    // Read again: an autoscaler may have come down while this waited.
    setup: {
      api,
      namespace,
      workload: connection.workload,
      app,
      options,
      found: await readDeployment(connection),
      podSelector,
      stack,
    },
  };
}

async function checkPresent(at: InNamespace): Promise<Check> {
  const found = await readDeployment(at).catch((err) => {
    if (err instanceof ApiError && err.status === 404) return null;
    throw err;
  });
  return check(message('preflight.deployment'), found !== null, {
    expected: message('preflight.deploymentExpected', {
      name: at.workload.deployment,
      namespace: at.namespace,
    }),
    actual:
      found === null
        ? message('preflight.absent', { namespace: at.namespace })
        : message('preflight.present'),
    remedy: message('preflight.apply'),
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
