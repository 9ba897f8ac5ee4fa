import { message } from '../../../messages/all.ts';
import { saidBy } from '../../../messages/message.ts';
import { findStack, NO_STACK } from '../../../observability/stack/discovery.ts';
import { isOurs } from '../../../scripts/workload.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { Connection } from '../../cluster/connection.ts';
import { ApiError, ConnectionError } from '../../cluster/http.ts';
import { selectorText } from '../../cluster/label-selector.ts';
import type { V1Deployment, V1Pod } from '../../cluster/objects.ts';
import { deploymentPath, listPods, readDeployment } from '../../cluster/rollout.ts';
import { findServiceUrls, type Target } from '../../cluster/service-address.ts';
import { ServiceClient } from '../../cluster/service-client.ts';
import { containerOf } from '../../cluster/state.ts';
import type { Drill, Needs } from '../../drill.ts';
import { check } from '../../judging/check.ts';
import { untilScrapedAgain } from '../../lessons/monitoring/fresh-scrape.ts';
import type { DrillOptions } from '../../options.ts';
import type { Setup } from '../../run/drill-run.ts';
import type { Check, Text } from '../../timeline.ts';
import {
  checkAtMinimum,
  checkAutoscaler,
  checkBounds,
  checkMetrics,
  checkScaleTarget,
} from './autoscaler.ts';
import { CheckRunner, NotReady, Skipped } from './check-runner.ts';
import { checkEndpoints } from './endpoints.ts';
import { checkFaultsOpen, checkMemoryLimit, checkNoFaults } from './faults.ts';
import { checkAsInFiles, whyNoFiles } from './files.ts';
import { checkImage } from './image.ts';
import { checkLimits, whyNoResize } from './limits.ts';
import { checkBudget, checkNodes, whyNoDrain } from './nodes.ts';
import { checkOwners } from './owners.ts';
import { checkAnswers, checkLogs, checkReach } from './reach.ts';
import { checkAtRest } from './rest.ts';
import { checkGivenAddresses, isAbsent, whyAbsent } from './stack.ts';
import { readWarnings } from './warnings.ts';

interface Ready {
  readonly setup: Setup;
  readonly target: Target;
  readonly warnings: readonly Text[];
}

export type PreflightResult =
  | ({ readonly kind: 'ready'; readonly checks: readonly Check[] } & Ready)
  | { readonly kind: 'not-ready'; readonly checks: readonly Check[] }
  | { readonly kind: 'skip'; readonly reason: Text };

/** Checks whether the cluster is ready for this drill. Each failed check names its cause and its remedy. */
export async function preflight(
  drill: Drill,
  connection: Connection,
  options: DrillOptions,
  signal: AbortSignal,
  waiting: (what: Text) => void,
): Promise<PreflightResult> {
  const runner = new CheckRunner(options.patienceSeconds, signal);
  const { checks } = runner;
  try {
    return {
      kind: 'ready',
      checks,
      ...(await examine(runner, drill, connection, options, signal, waiting)),
    };
  } catch (err) {
    if (err instanceof Skipped) return { kind: 'skip', reason: err.said };
    if (err instanceof ApiError || err instanceof ConnectionError)
      checks.push(
        check(message('answers.check'), false, {
          expected: message('answers.expected'),
          actual: saidBy(err),
          remedy: message('answers.remedy'),
        }),
      );
    else if (!(err instanceof NotReady)) throw err;
    return { kind: 'not-ready', checks };
  }
}

async function examine(
  runner: CheckRunner,
  { needs }: Drill,
  connection: Connection,
  options: DrillOptions,
  signal: AbortSignal,
  waiting: (what: Text) => void,
): Promise<Ready> {
  const { api, namespace, workload } = connection;

  const present = await api.find<V1Deployment>(deploymentPath(connection));
  await runner.run(() => checkPresent(connection, present));
  if (present === null) throw new NotReady();
  const podSelector = selectorText(present.spec.selector);
  await runner.require(async () => {
    const owners = await checkOwners(connection, podSelector);
    if (owners.retryable) waiting(message('owners.toEnd'));
    return owners;
  });
  const noDrain = needs.drainableNode ? await whyNoDrain(api) : null;
  waiting(message('nodes.toBeReady'));
  await runner.require(async () =>
    checkNodes(api, await listPods(connection, podSelector), noDrain !== null),
  );
  const reason =
    noDrain ??
    (needs.resize ? await whyNoResize(api) : null) ??
    (needs.appliedFiles ? await whyNoFiles(connection) : null);
  if (reason !== null) throw new Skipped(reason);
  let stack = NO_STACK;
  if (needs.stack) {
    waiting(message('stack.toAnswer'));
    stack = await findStack(api, options.stack);
    await runner.require(() => checkGivenAddresses(stack, options.stack));
    if (isAbsent(stack)) throw new Skipped(whyAbsent(stack));
  }
  waiting(message('rest.toBeRolledOut'));
  await runner.require(() => checkAtRest(connection));

  const pods = await listPods(connection, podSelector);
  waiting(message('reach.toAnswer'));
  await runner.require(() => checkEndpoints(connection, pods));
  const { target, app } = isOurs(workload)
    ? await examineOurs(runner, needs, connection, options, pods, podSelector, waiting)
    : await examineYours(runner, connection, options);
  if (!runner.allPassed) throw new NotReady();
  if (stack.prometheus !== null) {
    waiting(message('stack.toScrapeAgain'));
    const { patienceSeconds } = options;
    await untilScrapedAgain(stack.prometheus, { namespace, pods, patienceSeconds }, signal);
  }
  const warnings = isOurs(workload) ? await readWarnings(connection, needs, pods) : [];
  // Read again: an autoscaler may have scaled in since.
  const found = await readDeployment(connection);
  return { target, warnings, setup: { api, namespace, workload, app, options, found, podSelector, stack } };
}

interface Reached {
  readonly target: Target;
  readonly app: ServiceClient;
}

async function examineOurs(
  runner: CheckRunner,
  needs: Needs,
  connection: Connection,
  options: DrillOptions,
  pods: readonly V1Pod[],
  podSelector: string,
  waiting: (what: Text) => void,
): Promise<Reached> {
  const { api, namespace } = connection;
  const found = await readDeployment(connection);
  const podNames = pods.map((pod) => pod.metadata.name);
  const [anyPod = ''] = podNames;
  const target = await findServiceUrls(connection, new Set(podNames), options.url);
  const isReached = await runner.run(() => checkReach(connection, target, options));
  if (isReached && target.url === null) await runner.run(() => checkLogs(connection, anyPod));
  const image = needs.image?.(options);
  if (image !== undefined) await runner.run(() => checkImage(api, found, image));
  await runner.run(() => checkLimits(found, pods));
  if (needs.memoryLimit) await runner.run(() => checkMemoryLimit(found));
  if (needs.autoscaler) {
    await runner.require(() => checkScaleTarget(connection));
    await runner.require(() => checkBounds(connection));
    waiting(message('metrics.toAnswer'));
    await runner.run(() => checkMetrics(connection, podSelector, pods.length));
    await runner.run(() => checkAutoscaler(connection));
    await runner.run(() => checkAtMinimum(connection));
  }
  if (needs.drainableNode) await runner.run(() => checkBudget(connection, pods));
  if (needs.appliedFiles) {
    waiting(message('files.toBeTheSame'));
    await runner.run(() => checkAsInFiles(connection));
  }
  const app = new ServiceClient(api, {
    url: target.url,
    namespace,
    containerPort: containerPortOf(found),
    faultsToken: options.faultsToken,
  });
  if (isReached) await runner.run(() => checkNoFaults(app, podNames));
  if (needs.faults && runner.allPassed)
    await runner.run(() => checkFaultsOpen(app, anyPod, options.faultsToken !== undefined));
  return { target, app };
}

/** A Deployment that is not ours gets only requests that its users send, too. */
async function examineYours(
  runner: CheckRunner,
  connection: Connection,
  options: DrillOptions,
): Promise<Reached> {
  const { api, namespace } = connection;
  const target = await findServiceUrls(connection, new Set(), options.url, options.path);
  await runner.require(() => checkAnswers(target, options.path));
  const app = new ServiceClient(api, { url: null, namespace, containerPort: 0, faultsToken: undefined });
  return { target, app };
}

function checkPresent({ namespace, workload }: InNamespace, found: V1Deployment | null): Check {
  return check(message('preflight.deployment'), found !== null, {
    expected: message('preflight.deploymentExpected', { name: workload.deployment, namespace }),
    actual: found === null ? message('preflight.absent', { namespace }) : message('preflight.present'),
    remedy: message('preflight.apply'),
  });
}

function containerPortOf(deployment: V1Deployment): number {
  const ports = containerOf(deployment)?.ports;
  return (ports?.find((port) => port.name === 'http') ?? ports?.[0])?.containerPort ?? 8080;
}
