import { snapshotsOf } from '../cluster/history.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { imageOf, isReady, isTerminating } from '../cluster/state.ts';
import type { Timeline } from '../timeline.ts';

export type PodPhase = 'pending' | 'starting' | 'ready' | 'not-ready' | 'down' | 'leaving';

export interface PodSpan {
  readonly phase: PodPhase;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The phases of one pod, as the API server reported them. */
export interface PodLife {
  readonly pod: string;
  readonly image: string;
  readonly node: string;
  readonly spans: readonly PodSpan[];
}

/** In the order in which the pods appeared. */
export function podLives(timeline: Pick<Timeline, 'changes' | 'durationMs' | 'workload'>): PodLife[] {
  const { durationMs } = timeline;
  const lives = new Map<string, PodLife>();
  for (const { atMs, object, state } of snapshotsOf(timeline)) {
    if (object.kind !== 'Pod') continue;
    const name: string = object.metadata.name;
    const pod = state.pod(name);
    const before = lives.get(name) ?? { pod: name, image: pod ? imageOf(pod) : '', node: '', spans: [] };
    const last = before.spans.at(-1);
    const phase = pod && phaseOf(pod, before.spans);
    if (last?.phase === phase && last?.toMs === durationMs) continue;
    // A phase lasts until the next one, the last phase until the drill ends. A deleted pod has no phase.
    const spans = last ? before.spans.with(-1, { ...last, toMs: Math.min(last.toMs, atMs) }) : [];
    const next = phase ? [{ phase, fromMs: Math.max(0, atMs), toMs: durationMs }] : [];
    lives.set(name, { ...before, node: pod?.spec?.nodeName ?? before.node, spans: [...spans, ...next] });
  }
  return [...lives.values()]
    .filter(({ spans }) => spans.length > 0)
    .map((life) => ({ ...life, spans: life.spans.filter(({ fromMs, toMs }) => toMs > fromMs) }));
}

function phaseOf(pod: V1Pod, before: readonly PodSpan[]): PodPhase {
  if (isTerminating(pod)) return 'leaving';
  if (isReady(pod)) return 'ready';
  const containers = pod.status?.containerStatuses ?? [];
  if (containers.some(({ state }) => state?.terminated || isUnusual(state?.waiting?.reason))) return 'down';
  if (pod.status?.phase !== 'Running') return 'pending';
  return before.some(({ phase }) => phase === 'ready') ? 'not-ready' : 'starting';
}

/** Whether a container waits for a reason that is no step of a normal start. */
export function isUnusual(reason: string | undefined): reason is string {
  return reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing';
}
