import { snapshotsOf } from '../cluster/history.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { isTerminating, restartsOf } from '../cluster/state.ts';
import type { Timeline } from '../timeline.ts';
import { answerTimes, latest } from './traffic.ts';

/** The steps by which a pod, or a container of it, ended. */
export interface PodEnd {
  readonly pod: string;
  readonly kind: 'deleted' | 'restarted';
  /** When the pod was deleted. Null: its container ended by itself. */
  readonly deletedMs: number | null;
  /** When the kubelet sent SIGTERM: at the deletion, or after `preStop.sleep`. Null: it sent none. */
  readonly sigtermMs: number | null;
  /** When the pod left the endpoint slices. Null: it stayed in them. */
  readonly leftEndpointsMs: number | null;
  readonly containerEndedMs: number | null;
  /** "OOMKilled (137)" */
  readonly ending: string | null;
  readonly exitCode: number | null;
  readonly graceSeconds: number | null;
  /** When the pod object was gone, or the container ready again. */
  readonly removedMs: number | null;
  readonly wasEndpoint: boolean;
}

type Draft = { -readonly [Name in keyof PodEnd]: PodEnd[Name] };

/** In the order in which they began. */
export function podEnds(timeline: Timeline): PodEnd[] {
  const ends: Draft[] = [];
  const open = new Map<string, Draft>();
  const restarts = new Map<string, number>();
  const everEndpoint = new Set<string>();
  const leftMs = new Map<string, number>();
  let endpoints: ReadonlySet<string> = new Set();
  for (const { atMs, type, object, state } of snapshotsOf(timeline)) {
    if (object.kind === 'EndpointSlice') {
      const now = state.readyEndpoints() ?? new Set();
      for (const pod of endpoints) if (!now.has(pod)) leftMs.set(pod, atMs);
      for (const pod of now) {
        everEndpoint.add(pod);
        leftMs.delete(pod);
        const end = open.get(pod);
        if (end?.kind === 'restarted' && end.containerEndedMs !== null && end.leftEndpointsMs !== null)
          close(pod, atMs);
      }
      endpoints = now;
      for (const [pod, end] of open) end.leftEndpointsMs ??= leftMs.get(pod) ?? null;
      continue;
    }
    if (object.kind !== 'Pod') continue;
    const name: string = object.metadata.name;
    const pod = object as V1Pod;
    if (isTerminating(pod) && open.get(name)?.kind !== 'deleted') begin(name, 'deleted', atMs, pod);
    const count = restartsOf(pod);
    if (count > (restarts.get(name) ?? count) && !open.has(name)) begin(name, 'restarted', atMs, pod);
    restarts.set(name, count);
    const end = open.get(name);
    if (end !== undefined) noteContainer(end, pod, atMs);
    else if (containerEnd(pod, 'state') !== null)
      noteContainer(begin(name, 'restarted', atMs, pod), pod, atMs);
    if (type === 'DELETED') close(name, atMs);
  }
  return ends;

  function begin(pod: string, kind: PodEnd['kind'], atMs: number, object: V1Pod): Draft {
    const end: Draft = {
      pod,
      kind,
      deletedMs: kind === 'deleted' ? atMs : null,
      sigtermMs: kind === 'deleted' ? atMs + preStopSeconds(object) * 1000 : null,
      leftEndpointsMs: leftMs.get(pod) ?? null,
      containerEndedMs: null,
      ending: null,
      exitCode: null,
      graceSeconds: object.metadata.deletionGracePeriodSeconds ?? null,
      removedMs: null,
      wasEndpoint: everEndpoint.has(pod),
    };
    ends.push(end);
    open.set(pod, end);
    return end;
  }

  function close(pod: string, atMs: number): void {
    const end = open.get(pod);
    if (end !== undefined) end.removedMs = atMs;
    open.delete(pod);
  }

  /**
   * The kubelet reports the end in whole seconds, and up to seconds late. The clients know more: until its
   * last answer the pod was alive.
   */
  function noteContainer(end: Draft, pod: V1Pod, seenMs: number): void {
    if (end.containerEndedMs !== null) return;
    const ended =
      containerEnd(pod, 'state') ?? (end.kind === 'restarted' ? containerEnd(pod, 'lastState') : null);
    if (ended === null) return;
    const reportedMs = Date.parse(String(ended.finishedAt)) - Date.parse(timeline.startedAt);
    const aliveMs = latest(answerTimes(timeline, end.pod).filter((atMs) => atMs <= seenMs));
    end.containerEndedMs = Math.min(seenMs, Math.max(reportedMs, end.sigtermMs ?? 0, aliveMs ?? 0));
    end.exitCode = ended.exitCode ?? null;
    end.ending = `${ended.reason ?? 'no reason'} (${ended.exitCode})`;
  }
}

function containerEnd(pod: V1Pod, which: 'state' | 'lastState') {
  for (const status of pod.status.containerStatuses ?? []) {
    const terminated = status[which]?.terminated;
    if (terminated) return terminated;
  }
  return null;
}

/** The kubelet sends SIGTERM after this sleep. How long another kind of hook takes is not known. */
function preStopSeconds(pod: V1Pod): number {
  return Math.max(0, ...pod.spec.containers.map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0));
}
