import { endOf, momentsOf } from '../cluster/history.ts';
import { parseQuantity } from '../cluster/quantity.ts';
import { type ClusterState, containerOf } from '../cluster/state.ts';
import type { Timeline, UsageSample } from '../timeline.ts';

export interface UsagePoint {
  readonly atMs: number;
  readonly value: number;
}

export interface UsageCurve {
  /** Null for the mean over all pods, as the HorizontalPodAutoscaler saw it. */
  readonly pod: string | null;
  /** Another's measurements of the same; the drill's own where it is absent. */
  readonly by?: UsageSample['by'];
  readonly points: readonly UsagePoint[];
}

/** A level that does not change: a limit, a request, the autoscaler's target. */
export interface UsageLevel {
  readonly label: string;
  readonly value: number;
}

export interface UsagePanel {
  readonly curves: readonly UsageCurve[];
  readonly levels: readonly UsageLevel[];
}

export function cpuUsage(timeline: Timeline): UsagePanel {
  const state = endOf(timeline);
  const request = resourceOf(state, 'requests', 'cpu');
  const limit = resourceOf(state, 'limits', 'cpu');
  const percent = state.autoscaler()?.spec?.metrics?.find((metric) => metric.resource?.name === 'cpu')
    ?.resource?.target.averageUtilization;
  const target = percent == null || request === null ? null : (percent / 100) * request;
  return {
    curves: [...podCurves(timeline, 'cpuMillicores'), ...autoscalerCurve(timeline)],
    levels: [
      ...level('limit', limit, 1000),
      ...level('request', request, 1000),
      ...level('HPA target', target, 1000),
    ],
  };
}

export function memoryUsage(timeline: Timeline): UsagePanel {
  const state = endOf(timeline);
  return {
    curves: podCurves(timeline, 'memoryBytes'),
    levels: [
      ...level('limit', resourceOf(state, 'limits', 'memory'), 1),
      ...level('request', resourceOf(state, 'requests', 'memory'), 1),
    ],
  };
}

function podCurves({ usage }: Timeline, what: 'cpuMillicores' | 'memoryBytes'): UsageCurve[] {
  const known = usage.filter((sample) => sample[what] !== null);
  const curves = Map.groupBy(known, ({ pod, by }) => `${by ?? ''} ${pod}`);
  return [...curves.values()].flatMap((samples) => {
    const [first] = samples;
    if (first === undefined) return [];
    const points = samples.map((sample) => ({ atMs: sample.atMs, value: sample[what] ?? 0 }));
    return [{ pod: first.pod, ...(first.by === undefined ? {} : { by: first.by }), points }];
  });
}

function autoscalerCurve(timeline: Timeline): UsageCurve[] {
  const points: UsagePoint[] = [];
  for (const { atMs, object, state } of momentsOf(timeline)) {
    if (object.kind !== 'HorizontalPodAutoscaler') continue;
    const cpu = state.autoscaler()?.status?.currentMetrics?.find((metric) => metric.resource?.name === 'cpu');
    const mean = parseQuantity(cpu?.resource?.current.averageValue ?? '');
    if (mean !== null) points.push({ atMs: Math.max(0, atMs), value: mean * 1000 });
  }
  return points.length === 0 ? [] : [{ pod: null, points }];
}

function resourceOf(state: ClusterState, what: 'limits' | 'requests', name: 'cpu' | 'memory'): number | null {
  return parseQuantity(containerOf(state.deployment())?.resources?.[what]?.[name] ?? '');
}

function level(label: string, value: number | null, factor: number): UsageLevel[] {
  return value === null ? [] : [{ label, value: value * factor }];
}
