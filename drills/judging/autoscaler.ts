import { endOf, momentsOf } from '../cluster/history.ts';
import type { Timeline } from '../timeline.ts';
import { mostOf, pathOf, replicaCounts } from './replicas.ts';

/** The cluster as it stood at `fromMs`, and what happened until `untilMs`. */
export function during<T extends Timeline>(timeline: T, fromMs: number, untilMs: number): T {
  const last = new Map<string, T['changes'][number]>();
  for (const change of timeline.changes) {
    if (change.atMs > fromMs) break;
    last.set(`${change.object.kind}/${change.object.metadata.name}`, change);
  }
  const later = timeline.changes.filter(({ atMs }) => atMs > fromMs && atMs <= untilMs);
  return { ...timeline, changes: [...last.values(), ...later] };
}

/** How often the HPA itself scaled: nobody else moves its lastScaleTime. */
export function rescalesIn(timeline: Timeline): number {
  const times = new Set<string>();
  for (const { object, state } of momentsOf(timeline)) {
    if (object.kind === 'HorizontalPodAutoscaler')
      times.add(String(state.autoscaler()?.status?.lastScaleTime ?? 'never'));
  }
  return Math.max(0, times.size - 1);
}

/** Why there are not as many pods as this, in the HPA's own words where it has some. */
export function whyNotScaled(timeline: Timeline, replicas: number): { actual: string; remedy: string } {
  const { desired, ready } = replicaCounts(timeline);
  const most = mostOf(ready);
  const hpa = endOf(timeline).autoscaler();
  if (hpa === undefined)
    return { actual: `${most} at most: there is no HPA`, remedy: 'kubectl apply -f k8s/hpa.yaml' };
  const { maxReplicas = 0 } = hpa.spec ?? {};
  if (maxReplicas < replicas)
    return {
      actual: `${most} at most: the HPA is at its maximum (maxReplicas ${maxReplicas})`,
      remedy: `kubectl patch hpa app-1-2-2-1 -p '{"spec":{"maxReplicas":${replicas}}}'`,
    };
  const remedy = 'kubectl describe hpa app-1-2-2-1: its conditions and events say why; kubectl top pods';
  if (most >= replicas)
    return { actual: 'scaled, but not by the HPA: its lastScaleTime did not move', remedy };
  const inactive = hpa.status?.conditions?.find(
    ({ type, status }) => type === 'ScalingActive' && status !== 'True',
  );
  const why = inactive?.message ? `: ${inactive.message}` : ` (${pathOf(desired)})`;
  return { actual: `${most} at most${why}`, remedy };
}
