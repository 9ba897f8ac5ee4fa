import { message } from '../../../messages/drills.ts';
import { NO_STACK } from '../../../observability/stack/discovery.ts';
import type { Connection } from '../../cluster/connection.ts';
import type { V1Pod } from '../../cluster/objects.ts';
import { readDeployment } from '../../cluster/rollout.ts';
import { findServiceUrls, type Target } from '../../cluster/service-address.ts';
import { ServiceClient } from '../../cluster/service-client.ts';
import type { Drill } from '../../drill.ts';
import { check } from '../../judging/check.ts';
import type { DrillOptions } from '../../options.ts';
import type { Check } from '../../timeline.ts';
import { checkEndpoints } from './endpoints.ts';
import { checkNodes, countSchedulableNodes } from './nodes.ts';
import { checkOwners } from './owners.ts';
import { askUntilHolds, type PreflightCheck } from './patience.ts';
import { checkAtRest, selectorOf } from './rest.ts';
import type { PreflightResult } from './result.ts';

/** Of a Deployment that is not ours: it is there, at rest, and answers from here. */
export async function examineYourService(
  checks: Check[],
  drill: Drill,
  connection: Connection,
  options: DrillOptions,
  signal: AbortSignal,
): Promise<PreflightResult> {
  const holds = async (question: () => PreflightCheck | Promise<PreflightCheck>, patienceSeconds = 0) => {
    const answer = await askUntilHolds(question, patienceSeconds, signal);
    checks.push(answer);
    return answer.passed !== false;
  };
  const { api, namespace } = connection;
  const podSelector = selectorOf(await readDeployment(connection));
  const listPods = async () =>
    (
      await api.get<{ items: V1Pod[] }>(`/api/v1/namespaces/${namespace}/pods`, {
        labelSelector: podSelector,
      })
    ).items;
  if (!(await holds(() => checkOwners(connection, podSelector)))) return { kind: 'not-ready', checks };
  const { schedulable, total } = drill.needs.drainableNode
    ? await countSchedulableNodes(api)
    : { schedulable: Number.POSITIVE_INFINITY, total: 0 };
  const nodes = async () => checkNodes(api, await listPods(), schedulable < 2);
  if (!(await holds(nodes, options.patienceSeconds))) return { kind: 'not-ready', checks };
  if (schedulable < 2)
    return {
      kind: 'skip',
      reason: message('nodes.tooFew', { count: schedulable, all: total }),
    };
  if (!(await holds(() => checkAtRest(connection), options.patienceSeconds)))
    return { kind: 'not-ready', checks };
  const pods = await listPods();
  if (!(await holds(() => checkEndpoints(connection, pods), options.patienceSeconds)))
    return { kind: 'not-ready', checks };
  const target = await findServiceUrls(connection, new Set(), options.url, options.path);
  if (!(await holds(() => checkAnswers(target, options.path)))) return { kind: 'not-ready', checks };
  const found = await readDeployment(connection);
  // Nothing is asked of it but what its users ask.
  const app = new ServiceClient(api, { url: null, namespace, containerPort: 0, faultsToken: undefined });
  const { workload } = connection;
  return {
    kind: 'ready',
    checks,
    target,
    warnings: [],
    setup: { api, namespace, workload, app, options, found, podSelector, stack: NO_STACK },
  };
}

function checkAnswers({ url, tried }: Target, path: string): Check {
  return check(message('yours.reached'), url !== null, {
    expected: message('yours.reachedExpected', { path }),
    actual:
      url !== null
        ? message('reach.at', { address: url })
        : message('yours.notReached', { tried: tried.length === 0 ? [message('reach.noNodePort')] : tried }),
    remedy: message('yours.reachedRemedy'),
  });
}
