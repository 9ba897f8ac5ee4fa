import { message } from '../../messages/all.ts';
import { endOf, snapshotsOf } from '../cluster/history.ts';
import type { Timeline } from '../timeline.ts';
import type { Finding } from './check.ts';
import { mostOf, pathOf, replicaCounts } from './replicas.ts';

/** The timeline between two times. It begins with the objects as they were at `fromMs`. */
export function during<T extends Timeline>(timeline: T, fromMs: number, untilMs: number): T {
  const last = new Map<string, T['changes'][number]>();
  for (const change of timeline.changes) {
    if (change.atMs > fromMs) break;
    last.set(`${change.object.kind}/${change.object.metadata.name}`, change);
  }
  const later = timeline.changes.filter(({ atMs }) => atMs > fromMs && atMs <= untilMs);
  return { ...timeline, changes: [...last.values(), ...later] };
}

/** How often the HPA itself scaled: nobody else changes its `lastScaleTime`. */
export function rescalesIn(timeline: Timeline): number {
  const times = new Set<string>();
  for (const { object, state } of snapshotsOf(timeline)) {
    if (object.kind === 'HorizontalPodAutoscaler')
      times.add(String(state.autoscaler()?.status.lastScaleTime ?? 'never'));
  }
  return Math.max(0, times.size - 1);
}

/** Why there are fewer pods than `replicas`, in the HPA's own words where it gives a reason. */
export function whyNotScaled(timeline: Timeline, replicas: number): Pick<Finding, 'actual' | 'remedy'> {
  const { desired, ready } = replicaCounts(timeline);
  const most = mostOf(ready);
  const hpa = endOf(timeline).autoscaler();
  if (hpa === undefined)
    return {
      actual: message('autoscaler.mostWithoutHpa', { count: most }),
      remedy: 'kubectl apply -f k8s/hpa.yaml',
    };
  const { maxReplicas } = hpa.spec;
  if (maxReplicas < replicas)
    return {
      actual: message('autoscaler.mostAtMaximum', { count: most, most: maxReplicas }),
      remedy: `kubectl patch hpa app-1-2-2-1 -p '{"spec":{"maxReplicas":${replicas}}}'`,
    };
  const remedy = message('autoscaler.describeHpa');
  if (most >= replicas) return { actual: message('autoscaler.scaledByAnother'), remedy };
  const inactive = hpa.status.conditions?.find(
    ({ type, status }) => type === 'ScalingActive' && status !== 'True',
  );
  const actual = inactive?.message
    ? message('autoscaler.mostBecause', { count: most, reason: inactive.message })
    : message('autoscaler.most', { count: most, path: pathOf(desired) });
  return { actual, remedy };
}
