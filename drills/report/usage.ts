import { endOf, snapshotsOf } from '../cluster/history.ts';
import { parseQuantity } from '../cluster/quantity.ts';
import { containerOf } from '../cluster/state.ts';
import type { Timeline, UsageSample } from '../timeline.ts';

export interface UsageCurve {
  /** Null for the mean over all pods, as the HorizontalPodAutoscaler saw it. */
  readonly pod: string | null;
  /** Who measured it; undefined for the drill itself. */
  readonly by: UsageSample['by'] | undefined;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

/** Curves, and levels that do not change: a limit, a request, the autoscaler's target. */
export function cpuUsage(timeline: Timeline) {
  const panel = usageOf(timeline, 'cpu', 'cpuMillicores', 1000);
  const metrics = endOf(timeline).autoscaler()?.spec?.metrics;
  const percent = metrics?.find(isOfCpu)?.resource?.target.averageUtilization;
  const request = panel.levels.find(({ label }) => label === 'request')?.value;
  const target = percent === undefined || request === undefined ? null : (percent / 100) * request;
  return {
    curves: [...panel.curves, ...autoscalerCurve(timeline)],
    levels: [...panel.levels, ...(target === null ? [] : [{ label: 'HPA target' as const, value: target }])],
  };
}

export function memoryUsage(timeline: Timeline) {
  return usageOf(timeline, 'memory', 'memoryBytes', 1);
}

/** `factor` converts a Kubernetes quantity into the unit of the samples. */
function usageOf(
  timeline: Timeline,
  resource: 'cpu' | 'memory',
  what: 'cpuMillicores' | 'memoryBytes',
  factor: number,
) {
  const known = timeline.usage.filter((sample) => sample[what] !== null);
  const curves = Map.groupBy(known, ({ pod, by }) => `${by ?? ''} ${pod}`);
  const resources = containerOf(endOf(timeline).deployment())?.resources;
  return {
    curves: [...curves.values()].map((samples): UsageCurve => ({
      pod: samples[0]?.pod ?? null,
      by: samples[0]?.by,
      points: samples.map((sample) => ({ atMs: sample.atMs, value: sample[what] ?? 0 })),
    })),
    levels: (['limit', 'request'] as const).flatMap((label) => {
      const value = parseQuantity(resources?.[`${label}s`]?.[resource] ?? '');
      return value === null ? [] : [{ label, value: value * factor }];
    }),
  };
}

function autoscalerCurve(timeline: Timeline): UsageCurve[] {
  const points = [...snapshotsOf(timeline)].flatMap(({ atMs, object }) => {
    const metrics = object.kind === 'HorizontalPodAutoscaler' ? object.status?.currentMetrics : undefined;
    const mean = parseQuantity(metrics?.find(isOfCpu)?.resource.current.averageValue ?? '');
    return mean === null ? [] : [{ atMs: Math.max(0, atMs), value: mean * 1000 }];
  });
  return points.length === 0 ? [] : [{ pod: null, by: undefined, points }];
}

function isOfCpu({ resource }: { readonly resource?: { readonly name: string } }): boolean {
  return resource?.name === 'cpu';
}
