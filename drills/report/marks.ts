import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import type { V1ContainerStatus, V1Deployment, V1Node, V1Pod } from '../cluster/objects.ts';
import { containerOf, isTerminating } from '../cluster/state.ts';
import type { ClusterChange, Mark, Text, Timeline } from '../timeline.ts';
import { isUnusual } from './pods.ts';
import { shortPodNames } from './terminal/pod-name.ts';

export interface PodMark extends Mark {
  /** The full name of the pod that the mark is about. */
  readonly pod: string | null;
}

/** A watch begins with old events. They are new from the first action on, at the latest from this time on. */
const INITIAL_LIST_MS = 2000;

/** What the drill did and what the cluster reported, in order of time. */
export function marksOf(timeline: Timeline): PodMark[] {
  const actions = timeline.actions.map((mark) => ({ ...mark, pod: null }));
  return [...actions, ...clusterMarks(timeline)].sort((a, b) => a.atMs - b.atMs);
}

type Probe = 'startup' | 'readiness' | 'liveness';

/** A second write with the same `key` raises the count of the first one's mark. */
type Write = (key: string, kind: Mark['kind'], label: Text, pod?: string | null, times?: number) => void;

/** What the cluster reported. An event that repeats is one mark, at its first time, with a count. */
export function clusterMarks({ changes, actions }: Pick<Timeline, 'changes' | 'actions'>): PodMark[] {
  const newFromMs = actions.reduce((least, { atMs }) => Math.min(least, atMs), INITIAL_LIST_MS);
  const names = shortPodNames(
    changes.flatMap(({ object }) => (object.kind === 'Pod' ? [object.metadata.name] : [])),
  );
  const before = new Map<string, ClusterChange['object']>();
  const marks = new Map<string, { mark: PodMark; times: number }>();
  for (const { atMs, type, object } of changes) {
    const name: string = object.metadata.name;
    const known = before.get(`${object.kind}/${name}`);
    before.set(`${object.kind}/${name}`, object);
    const isInitial = known === undefined && (object.kind !== 'Event' || atMs < newFromMs);
    if (type === 'DELETED' || isInitial) continue;
    const write: Write = (key, kind, label, pod = null, times = 1) => {
      const entry = marks.get(key) ?? { mark: { atMs, kind, label, pod }, times: 0 };
      marks.set(key, { ...entry, times: entry.times + times });
    };
    if (object.kind === 'Event') {
      const pod: string = object.involvedObject?.name ?? object.regarding?.name ?? '';
      readEvent(known, object, before.get(`Pod/${pod}`), names.get(pod) ?? pod, write);
    }
    if (object.kind === 'Pod') readPod(known, object, names.get(name) ?? name, write);
    if (object.kind === 'Deployment' && name === WORKLOAD.name) readDeployment(known, object, atMs, write);
    if (object.kind === 'Node') readNode(known, object, atMs, write);
  }
  return [...marks.values()].map(({ mark, times }) =>
    times === 1 ? mark : { ...mark, label: message('mark.times', { label: mark.label, times }) },
  );
}

function readEvent(
  known: ClusterChange['object'] | undefined,
  event: ClusterChange['object'],
  pod: V1Pod | undefined,
  short: string,
  write: Write,
): void {
  const times = countOf(event) - (known === undefined ? 0 : countOf(known));
  const said = String(event.message ?? event.note ?? '');
  const probe = /^(startup|readiness|liveness) probe/iu.exec(said)?.[1]?.toLowerCase() as Probe | undefined;
  if (event.reason !== 'Unhealthy' || probe === undefined || times < 1 || pod === undefined) return;
  const failed = message(`event.probe.${probe}`, { pod: short, how: howItFailed(said) });
  const label = isTerminating(pod) ? message('event.whileItStops', { failed }) : failed;
  write(`probe ${probe} ${short} ${isTerminating(pod)}`, 'probe-failed', label, pod.metadata?.name, times);
}

function countOf(event: ClusterChange['object']): number {
  return event.series?.count ?? event.count ?? 1;
}

/** Stands behind the pod's name. Empty where the kubelet gives no reason. */
function howItFailed(said: string): Text {
  const status = /statuscode: (\d+)/u.exec(said)?.[1];
  if (status !== undefined) return ` (${status})`;
  if (said.includes('connection refused')) return message('event.probe.refused');
  return /deadline exceeded|timeout/iu.test(said) ? message('event.probe.timeout') : '';
}

function readPod(known: V1Pod, pod: V1Pod, short: string, write: Write): void {
  const name = pod.metadata?.name;
  for (const container of pod.status?.containerStatuses ?? []) {
    const before = known.status?.containerStatuses?.find((one) => one.name === container.name);
    readContainer(before, container, name, short, write);
  }
  const isEvicted = ({ status }: V1Pod) =>
    status?.conditions?.some((one) => one.type === 'DisruptionTarget' && one.status === 'True');
  if (isEvicted(pod) && !isEvicted(known))
    write(`evicted ${short}`, 'pod', message('event.evicted', { pod: short }), name);
}

function readContainer(
  known: V1ContainerStatus | undefined,
  container: V1ContainerStatus,
  pod: string | undefined,
  short: string,
  write: Write,
): void {
  const ended = container.state?.terminated ?? container.lastState?.terminated;
  const endedBefore = known?.state?.terminated ?? known?.lastState?.terminated;
  if (ended && ended.containerID !== endedBefore?.containerID) {
    const values = { pod: short, code: `${ended.exitCode}` };
    if (ended.reason === 'OOMKilled')
      write(`oom ${ended.containerID}`, 'oom-killed', message('event.oomKilled', values), pod);
    else if (ended.exitCode !== 0)
      write(`exit ${ended.exitCode} ${short}`, 'pod', message('event.exit', values), pod);
  }
  const restarts = container.restartCount - (known?.restartCount ?? 0);
  if (restarts > 0)
    write(`restart ${short}`, 'restarted', message('event.restarted', { pod: short }), pod, restarts);
  const reason = container.state?.waiting?.reason;
  if (isUnusual(reason) && reason !== known?.state?.waiting?.reason)
    write(`${reason} ${short}`, 'pod', `${reason}: ${short}`, pod);
}

function readDeployment(known: V1Deployment, deployment: V1Deployment, atMs: number, write: Write): void {
  const [revisionBefore, revision] = [known, deployment].map(
    ({ metadata }) => metadata?.annotations?.['deployment.kubernetes.io/revision'],
  );
  if (revision !== undefined && revision !== revisionBefore) {
    const image = containerOf(deployment)?.image ?? message('event.noContainer');
    write(`revision ${revision}`, 'revision', message('event.revision', { revision, image }));
  }
  const [from, to] = [known.spec?.replicas ?? 1, deployment.spec?.replicas ?? 1];
  if (from !== to) write(`scaled ${atMs}`, 'scaled', message('event.scaled', { from, to }));
  const isLate = ({ status }: V1Deployment) =>
    status?.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded');
  if (isLate(deployment) && !isLate(known))
    write(`deadline ${revision} ${atMs}`, 'deadline', 'ProgressDeadlineExceeded');
}

function readNode(known: V1Node, node: V1Node, atMs: number, write: Write): void {
  const [before, now] = [known.spec?.unschedulable === true, node.spec?.unschedulable === true];
  const name = node.metadata?.name ?? '';
  if (before !== now)
    write(
      `cordon ${name} ${atMs}`,
      'note',
      message(now ? 'event.cordoned' : 'event.uncordoned', { node: name }),
    );
}
