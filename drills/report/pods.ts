import type { V1Pod } from '@kubernetes/client-node';
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
  const lives = new Map<
    string,
    { pod: string; image: string; node: string | null; spans: PodSpan[]; phase: PodPhase; fromMs: number }
  >();
  for (const change of changes) {
    state.apply(change);
    if (change.object.kind !== 'Pod') continue;
    const name: string = change.object.metadata.name;
    const life = lives.get(name);
    const pod = state.pod(name);
    if (pod === undefined) {
      if (life !== undefined) end(life, change.atMs);
      continue;
    }
    const wasReady = life?.spans.some(({ phase }) => phase === 'ready') || life?.phase === 'ready';
    const phase = phaseOf(pod, wasReady === true);
    const node = pod.spec?.nodeName ?? null;
    if (life === undefined) {
      lives.set(name, {
        pod: name,
        image: imageOf(pod),
        node,
        spans: [],
        phase,
        fromMs: Math.max(0, change.atMs),
      });
      continue;
    }
    life.node = node;
    if (phase === life.phase) continue;
    end(life, change.atMs);
    life.phase = phase;
    life.fromMs = change.atMs;
  }
  for (const life of lives.values()) if (state.pod(life.pod) !== undefined) end(life, durationMs);
  return [...lives.values()].map(({ pod, image, node, spans }) => ({ pod, image, node, spans }));
}

function end(life: { spans: PodSpan[]; phase: PodPhase; fromMs: number }, toMs: number): void {
  if (toMs > life.fromMs) life.spans.push({ phase: life.phase, fromMs: life.fromMs, toMs });
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
