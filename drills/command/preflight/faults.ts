import { message } from '../../../messages/all.ts';
import { saidBy } from '../../../messages/message.ts';
import type { V1Deployment } from '../../cluster/objects.ts';
import type { ServiceClient } from '../../cluster/service-client.ts';
import { containerOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

export function checkMemoryLimit(deployment: V1Deployment): Check {
  const container = containerOf(deployment);
  const limit = container?.resources?.limits?.memory;
  return check(message('faults.memoryLimit'), limit !== undefined, {
    expected: 'resources.limits.memory',
    actual: limit ?? message('restarts.none'),
    remedy: message('faults.memoryLimitRemedy'),
  });
}

/** Each pod is asked: a drill that was killed leaves its fault on one of them. */
export async function checkNoFaults(app: ServiceClient, pods: readonly string[]): Promise<Check> {
  const name = message('faults.check');
  const expected = message('faults.expected');
  const answers = await app.readFaultsOfEach(pods);
  const active = [...answers].flatMap(([pod, faults]) => faults.active.map(({ fault }) => ({ pod, fault })));
  const silent = pods.filter((pod) => !answers.has(pod));
  if (active.length === 0 && silent.length > 0)
    return { name, passed: null, expected, actual: message('faults.silent', { pods: silent }) };
  return check(name, active.length === 0, {
    expected,
    actual:
      active.length === 0
        ? message('faults.none', { count: pods.length })
        : message('faults.active', { faults: active.map((one) => message('faults.on', one)) }),
    remedy: message('faults.remedy', {
      commands: [...new Set(active.map(({ pod }) => app.commandToStopFaults(pod)))],
    }),
  });
}

export async function checkFaultsOpen(app: ServiceClient, anyPod: string, hasToken: boolean): Promise<Check> {
  const name = message('faults.canStart');
  const expected = hasToken ? message('faults.openOrToken') : message('faults.open');
  try {
    const { guard } = await app.readFaults(anyPod);
    return check(name, guard === 'open' || (guard === 'token' && hasToken), {
      expected,
      actual: message('faults.guard', { guard }),
      remedy: message('faults.openThem'),
    });
  } catch (err) {
    return check(name, false, {
      expected,
      actual: message('faults.notAsked', { said: saidBy(err) }),
      remedy: message('faults.isThisTheImage'),
    });
  }
}
