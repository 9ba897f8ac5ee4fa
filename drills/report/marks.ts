import type { V1ContainerStatus, V1Deployment, V1Node, V1Pod } from '@kubernetes/client-node';
import { containerOf, isLeaving } from '../cluster/state.ts';
import type { ClusterChange, Mark, Timeline } from '../timeline.ts';
import { shortPodNames } from '../view/pod-name.ts';
import { WORKLOAD } from '../workload.ts';

export interface PodMark extends Mark {
  /** The full name of the pod that it is about. */
  readonly pod: string | null;
}

/** Without an action to go by: a watch begins with what was there before, which is no news. */
const INITIAL_LIST_MS = 2000;

/** What the drill did and what the cluster said, in order of time. */
export function marksOf(timeline: Timeline): PodMark[] {
  const actions = timeline.actions.map((mark) => ({ ...mark, pod: null }));
  return [...actions, ...clusterMarks(timeline)].sort((a, b) => a.atMs - b.atMs);
}

/** What the cluster said. An event that repeats is one mark, at its first time, with its count. */
export function clusterMarks({ changes, actions }: Pick<Timeline, 'changes' | 'actions'>): PodMark[] {
  const newsFromMs = actions.reduce((least, { atMs }) => Math.min(least, atMs), INITIAL_LIST_MS);
  const names = shortPodNames(
    changes.flatMap(({ object }) => (object.kind === 'Pod' ? [object.metadata.name] : [])),
  );
  const journal = new Journal(names);
  const before = new Map<string, ClusterChange['object']>();
  for (const { atMs, type, object } of changes) {
    const key = `${object.kind}/${object.metadata.name}`;
    const known = before.get(key);
    before.set(key, object);
    if (type === 'DELETED') continue;
    if (object.kind === 'Event') {
      const initial = known === undefined && atMs < newsFromMs;
      if (!initial) readEvent(atMs, known, object, before, journal);
    } else if (known !== undefined) {
      if (object.kind === 'Pod') readPod(atMs, known, object, journal);
      if (object.kind === 'Deployment') readDeployment(atMs, known, object, journal);
      if (object.kind === 'Node') readNode(atMs, known, object, journal);
    }
  }
  return journal.marks();
}

class Journal {
  readonly #names: ReadonlyMap<string, string>;
  readonly #entries = new Map<string, { mark: PodMark; times: number }>();

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  /** The same `key` again counts up what is there. */
  write(key: string, atMs: number, kind: Mark['kind'], label: string, pod: string | null, times = 1): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, { mark: { atMs, kind, label, pod }, times });
    else entry.times += times;
  }

  short(pod: string): string {
    return this.#names.get(pod) ?? pod;
  }

  marks(): PodMark[] {
    return [...this.#entries.values()].map(({ mark, times }) =>
      times === 1 ? mark : { ...mark, label: `${mark.label} ×${times}` },
    );
  }
}

function readEvent(
  atMs: number,
  known: ClusterChange['object'] | undefined,
  event: ClusterChange['object'],
  before: ReadonlyMap<string, ClusterChange['object']>,
  journal: Journal,
): void {
  const times = countOf(event) - (known === undefined ? 0 : countOf(known));
  const pod: string = event.involvedObject?.name ?? event.regarding?.name ?? '';
  const message = String(event.message ?? event.note ?? '');
  const probe = /^(startup|readiness|liveness) probe/iu.exec(message)?.[1]?.toLowerCase();
  if (event.reason !== 'Unhealthy' || probe === undefined || times < 1) return;
  const object: V1Pod | undefined = before.get(`Pod/${pod}`);
  if (object === undefined) return;
  const leaving = isLeaving(object) ? ', while it stops' : '';
  const label = `${probe} probe failed: ${journal.short(pod)}${reasonOf(message)}${leaving}`;
  journal.write(`probe ${probe} ${pod} ${leaving}`, atMs, 'probe-failed', label, pod, times);
}

function countOf(event: ClusterChange['object']): number {
  return event.series?.count ?? event.count ?? 1;
}

function reasonOf(message: string): string {
  const status = /statuscode: (\d+)/u.exec(message)?.[1];
  if (status !== undefined) return ` (${status})`;
  if (message.includes('connection refused')) return ' (refused)';
  return /deadline exceeded|timeout/iu.test(message) ? ' (timeout)' : '';
}

function readPod(atMs: number, known: V1Pod, pod: V1Pod, journal: Journal): void {
  const name = pod.metadata?.name ?? '';
  const short = journal.short(name);
  const containers = new Map(
    known.status?.containerStatuses?.map((container) => [container.name, container]),
  );
  for (const container of pod.status?.containerStatuses ?? []) {
    readContainer(atMs, containers.get(container.name), container, name, journal);
  }
  if (isEvicted(pod) && !isEvicted(known))
    journal.write(`evicted ${name}`, atMs, 'pod', `${short} evicted`, name);
}

function readContainer(
  atMs: number,
  known: V1ContainerStatus | undefined,
  container: V1ContainerStatus,
  pod: string,
  journal: Journal,
): void {
  const short = journal.short(pod);
  const ended = container.state?.terminated ?? container.lastState?.terminated;
  const endedBefore = known?.state?.terminated ?? known?.lastState?.terminated;
  if (ended && ended.containerID !== endedBefore?.containerID) {
    const exit = `exit code ${ended.exitCode}`;
    if (ended.reason === 'OOMKilled')
      journal.write(`oom ${ended.containerID}`, atMs, 'oom-killed', `OOMKilled: ${short} (${exit})`, pod);
    else if (ended.exitCode !== 0)
      journal.write(`exit ${pod} ${ended.exitCode}`, atMs, 'pod', `${short}: ${exit}`, pod);
  }
  const restarts = container.restartCount - (known?.restartCount ?? 0);
  if (restarts > 0) journal.write(`restart ${pod}`, atMs, 'restarted', `${short} restarted`, pod, restarts);
  const waiting = container.state?.waiting?.reason;
  const usual = waiting === undefined || waiting === 'ContainerCreating' || waiting === 'PodInitializing';
  if (!usual && waiting !== known?.state?.waiting?.reason) {
    journal.write(`waiting ${pod} ${waiting}`, atMs, 'pod', `${waiting}: ${short}`, pod);
  }
}

function isEvicted(pod: V1Pod): boolean {
  return (
    pod.status?.conditions?.some(({ type, status }) => type === 'DisruptionTarget' && status === 'True') ??
    false
  );
}

function readDeployment(atMs: number, known: V1Deployment, deployment: V1Deployment, journal: Journal): void {
  const name = deployment.metadata?.name ?? '';
  if (name !== WORKLOAD.name) return;
  const [revisionBefore, revision] = [known, deployment].map(
    (one) => one.metadata?.annotations?.['deployment.kubernetes.io/revision'],
  );
  if (revision !== undefined && revision !== revisionBefore) {
    const image = containerOf(deployment)?.image;
    journal.write(
      `revision ${revision}`,
      atMs,
      'revision',
      `revision ${revision}: ${image ?? 'no such container'}`,
      null,
    );
  }
  const from = known.spec?.replicas ?? 1;
  const to = deployment.spec?.replicas ?? 1;
  if (from !== to) journal.write(`scaled ${atMs}`, atMs, 'scaled', `scaled ${from} → ${to}`, null);
  if (isPastDeadline(deployment) && !isPastDeadline(known)) {
    journal.write(`deadline ${revision} ${atMs}`, atMs, 'deadline', 'ProgressDeadlineExceeded', null);
  }
}

function isPastDeadline(deployment: V1Deployment): boolean {
  return deployment.status?.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded') ?? false;
}

function readNode(atMs: number, known: V1Node, node: V1Node, journal: Journal): void {
  const before = known.spec?.unschedulable === true;
  const now = node.spec?.unschedulable === true;
  if (before === now) return;
  const name = node.metadata?.name ?? '';
  journal.write(`cordon ${name} ${atMs}`, atMs, 'note', `${name} ${now ? 'cordoned' : 'uncordoned'}`, null);
}
