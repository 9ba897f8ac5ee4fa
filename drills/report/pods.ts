import type { V1Pod } from '../cluster/objects.ts';
import { ClusterState, imageOf, isLeaving, isReady } from '../cluster/state.ts';
import type { Timeline } from '../timeline.ts';

export type PodPhase = 'pending' | 'starting' | 'ready' | 'not-ready' | 'down' | 'leaving';

export interface PodSpan {
  readonly phase: PodPhase;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The life of one pod as the API told it. */
export interface PodLife {
  readonly pod: string;
  readonly image: string;
  readonly node: string | null;
  readonly spans: readonly PodSpan[];
}

/** In the order of appearance. */
export function podLives({
  changes,
  durationMs,
  workload,
}: Pick<Timeline, 'changes' | 'durationMs' | 'workload'>): PodLife[] {
  const state = new ClusterState(workload);
  const lives = new Map<string, { pod: string; image: string; node: string | null; spans: OpenSpan[] }>();
  for (const change of changes) {
    state.apply(change);
    if (change.object.kind !== 'Pod') continue;
    const name: string = change.object.metadata.name;
    const pod = state.pod(name);
    const life = lives.get(name) ?? {
      pod: name,
      image: pod === undefined ? '' : imageOf(pod),
      node: null,
      spans: [],
    };
    const { spans } = life;
    const last = spans.at(-1);
    const wasReady = spans.some((span) => span.phase === 'ready');
    const phase = pod && phaseOf(pod, wasReady);
    if (last !== undefined && last.phase !== phase) last.toMs ??= change.atMs;
    if (pod === undefined || phase === undefined) continue;
    if (last?.toMs !== null) spans.push({ phase, fromMs: Math.max(0, change.atMs), toMs: null });
    lives.set(name, { ...life, node: pod.spec?.nodeName ?? null });
  }
  return [...lives.values()].map((life) => ({
    ...life,
    spans: life.spans
      .map(({ toMs, ...span }) => ({ ...span, toMs: toMs ?? durationMs }))
      .filter(({ fromMs, toMs }) => toMs > fromMs),
  }));
}

/** Null while it lasts. */
interface OpenSpan {
  readonly phase: PodPhase;
  readonly fromMs: number;
  toMs: number | null;
}

function phaseOf(pod: V1Pod, wasReady: boolean): PodPhase {
  if (isLeaving(pod)) return 'leaving';
  if (isReady(pod)) return 'ready';
  if (
    pod.status?.containerStatuses?.some(
      ({ state }) => state?.terminated || isBackingOff(state?.waiting?.reason),
    )
  ) {
    return 'down';
  }
  if (pod.status?.phase !== 'Running') return 'pending';
  return wasReady ? 'not-ready' : 'starting';
}

function isBackingOff(reason: string | undefined): boolean {
  return reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing';
}
