import { readFileSync } from 'node:fs';
import { ClusterState } from '../../../drills/cluster/state.ts';
import type { ClusterChange, RequestRecord, Timeline } from '../../../drills/timeline.ts';

export const RECORDINGS = [
  'traffic-routing',
  'self-healing',
  'autoscaling',
  'rolling-update',
  'failed-update',
  'node-drain',
] as const;
export type RecordingName = (typeof RECORDINGS)[number];

const LEAKING = 'app-1-2-2-1-66b4dcc8b9-946zr';
const TRAFFIC_BEGAN_MS = 5000;

interface TrafficSummary {
  readonly sent: number;
  readonly errs: Readonly<Record<string, number>>;
  readonly by: Readonly<Record<string, number>>;
  readonly failAt: readonly string[];
}

export function readChanges(name: RecordingName): ClusterChange[] {
  const text = readFileSync(new URL(`../../drills/recordings/${name}.ndjson`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ClusterChange);
}

/** What an early version of the drills saw of a cluster; their requests are not known one by one. */
export function recordedCluster(name: RecordingName): Timeline {
  const changes = readChanges(name);
  return {
    drill: name,
    startedAt: '2026-11-23T07:24:00.000Z',
    durationMs: (changes.at(-1)?.atMs ?? 0) + 100,
    requests: [],
    changes,
    actions: [],
    usage: [],
    facts: { replicasAtStart: 2 },
  };
}

/**
 * A prototype that served until the kernel killed it, and so lost eleven requests: what has to fail. Its
 * traffic is spread so that it adds up to its recorded summary.
 */
export function prototypeTimeline(): Timeline {
  const cluster = recordedCluster('self-healing');
  const requests = spreadRequests(cluster.changes);
  const leakStartedMs = 8000;
  const label = `GET /memory-leak: ${LEAKING} is to be OOMKilled in 17 s`;
  return {
    ...cluster,
    durationMs: Math.max(cluster.durationMs, (requests.at(-1)?.scheduledMs ?? 0) + 100),
    requests,
    actions: [{ atMs: leakStartedMs, kind: 'action', label }],
    facts: { ...cluster.facts, leakingPod: LEAKING, leakStartedMs, announcedSeconds: 17 },
  };
}

function spreadRequests(changes: readonly ClusterChange[]): RequestRecord[] {
  const summary = JSON.parse(
    readFileSync(new URL('../../drills/recordings/self-healing.traffic.json', import.meta.url), 'utf8'),
  ) as TrafficSummary;
  const outcomes = Object.entries(summary.errs).flatMap(([code, count]) =>
    Array.from({ length: count }, () => (code === 'ECONNRESET' ? ('reset' as const) : ('refused' as const))),
  );
  const failMs = summary.failAt.map((text) => TRAFFIC_BEGAN_MS + Number(text) * 1000);
  const versions = new Map(Object.keys(summary.by).map((key) => key.split(' ') as [string, string]));
  const periodMs = 1000 / 50;
  const slots: { scheduledMs: number; ready: string[]; outcome: RequestRecord['outcome']; pod: string }[] =
    [];
  const state = new ClusterState();
  const pending = [...changes];
  const random = seededRandom();
  for (let index = 0; index < summary.sent; index += 1) {
    const scheduledMs = TRAFFIC_BEGAN_MS + index * periodMs;
    while ((pending[0]?.atMs ?? Number.POSITIVE_INFINITY) <= scheduledMs) {
      const change = pending.shift();
      if (change !== undefined) state.apply(change);
    }
    const ready = [...(state.readyEndpoints() ?? [])];
    const failing = failMs.some((at) => scheduledMs >= at && scheduledMs < at + 60);
    const outcome = failing ? (outcomes.shift() ?? 'ok') : 'ok';
    slots.push({ scheduledMs, ready, outcome, pod: ready[Math.floor(random() * ready.length)] ?? '' });
  }
  if (outcomes.length > 0) throw new Error(`${outcomes.length} recorded failures found no place`);

  const surplus = new Map(
    Object.entries(summary.by).map(([key, count]) => [key.split(' ')[0] ?? '', -count]),
  );
  for (const { pod, outcome } of slots) if (outcome === 'ok') surplus.set(pod, (surplus.get(pod) ?? 0) + 1);
  for (let attempt = 0; attempt < 1_000_000 && [...surplus.values()].some((one) => one !== 0); attempt += 1) {
    const slot = slots[Math.floor(random() * slots.length)];
    if (slot === undefined || slot.outcome !== 'ok') continue;
    const other = slot.ready[Math.floor(random() * slot.ready.length)] ?? slot.pod;
    const from = surplus.get(slot.pod) ?? 0;
    const to = surplus.get(other) ?? 0;
    if (other === slot.pod || from <= to) continue;
    surplus.set(slot.pod, from - 1);
    surplus.set(other, to + 1);
    slot.pod = other;
  }
  return slots.map(({ scheduledMs, outcome, pod }, index) => {
    const common = { number: index + 1, lane: 'fresh' as const, scheduledMs, latencyMs: 2, outcome };
    return outcome === 'ok'
      ? { ...common, status: 200, pod, version: versions.get(pod) ?? null }
      : { ...common, status: null, pod: null, version: null };
  });
}

/** The same sequence at every run; a verdict on shares must not depend on the day. */
function seededRandom(): () => number {
  let seed = 12_211;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}
