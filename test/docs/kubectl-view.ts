/**
 * The output of kubectl for a recorded cluster: the same columns, words and rounding
 * (https://github.com/kubernetes/kubernetes/blob/master/pkg/printers/internalversion/printers.go). Lessons
 * quote it, and a test compares each quoted line.
 */

import { readShipped } from '../support/timelines/shipped.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- the API server's own objects
type ApiObject = any;

const WORKLOAD = 'app-1-2-2-1';

/** The lines, columns parted by one space. Null for a command that recordings cannot answer. */
export async function printed(command: string, recording: string): Promise<string[] | null> {
  const { changes, startedAt } = await readShipped(recording);
  const clock = (atMs: number) => Date.parse(startedAt) + atMs;
  const rows = (kind: string, row: (object: ApiObject, atMs: number) => string) =>
    withoutRepeats(
      changes
        .filter((change) => change.object.kind === kind)
        .map((change) => row(change.object, clock(change.atMs))),
    );
  switch (command) {
    case 'kubectl get pods --watch':
      return ['NAME READY STATUS RESTARTS AGE', ...rows('Pod', podRow)];
    case 'kubectl get hpa --watch':
      return [
        'NAME REFERENCE TARGETS MINPODS MAXPODS REPLICAS AGE',
        ...rows('HorizontalPodAutoscaler', hpaRow),
      ];
    case 'kubectl get deployment app-1-2-2-1 --watch':
      return ['NAME READY UP-TO-DATE AVAILABLE AGE', ...rows('Deployment', deploymentRow)];
    case 'kubectl rollout status deployment/app-1-2-2-1':
      return withoutRepeats(
        changes
          .filter((change) => change.object.kind === 'Deployment')
          .map((change) => rolloutStatus(change.object)),
      );
    case 'kubectl get events --watch':
      return ['LAST SEEN TYPE REASON OBJECT MESSAGE', ...rows('Event', eventRow)];
    default:
      return null;
  }
}

function withoutRepeats(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line !== '' && line !== lines[index - 1]);
}

function podRow(pod: ApiObject, nowMs: number): string {
  const status = pod.status.containerStatuses?.[0];
  const restarts: number = status?.restartCount ?? 0;
  const finishedAt = status?.lastState?.terminated?.finishedAt;
  const ago = restarts > 0 && finishedAt ? ` (${age(nowMs - Date.parse(finishedAt))} ago)` : '';
  const ready = status?.ready ? 1 : 0;
  return `${pod.metadata.name} ${ready}/1 ${podStatus(pod)} ${restarts}${ago} ${ageOf(pod, nowMs)}`;
}

function podStatus(pod: ApiObject): string {
  const state = pod.status.containerStatuses?.[0]?.state ?? {};
  let status: string = pod.status.reason ?? pod.status.phase;
  if (state.waiting?.reason) status = state.waiting.reason;
  else if (state.terminated) status = state.terminated.reason ?? `ExitCode:${state.terminated.exitCode}`;
  const isOver = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  return pod.metadata.deletionTimestamp && !isOver ? 'Terminating' : status;
}

function hpaRow(hpa: ApiObject, nowMs: number): string {
  const { spec, status } = hpa;
  const target = spec.metrics[0].resource.target.averageUtilization;
  const current = status.currentMetrics?.[0]?.resource?.current.averageUtilization;
  const usage = current === undefined ? '<unknown>' : `${current}%`;
  const reference = `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`;
  const counts = `${spec.minReplicas} ${spec.maxReplicas} ${status.currentReplicas}`;
  return `${hpa.metadata.name} ${reference} cpu: ${usage}/${target}% ${counts} ${ageOf(hpa, nowMs)}`;
}

function deploymentRow(deployment: ApiObject, nowMs: number): string {
  const { spec, status } = deployment;
  const ready = `${status.readyReplicas ?? 0}/${spec.replicas}`;
  return `${deployment.metadata.name} ${ready} ${status.updatedReplicas ?? 0} ${status.availableReplicas ?? 0} ${ageOf(deployment, nowMs)}`;
}

/** https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go */
function rolloutStatus({ metadata, spec, status }: ApiObject): string {
  const name = `deployment "${WORKLOAD}"`;
  if (metadata.generation > (status.observedGeneration ?? 0))
    return 'Waiting for deployment spec update to be observed...';
  const progressing = status.conditions?.find((condition: ApiObject) => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return `error: ${name} exceeded its progress deadline`;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = `Waiting for ${name} rollout to finish:`;
  if (updatedReplicas < spec.replicas) {
    return `${waiting} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`;
  }
  if (replicas > updatedReplicas)
    return `${waiting} ${replicas - updatedReplicas} old replicas are pending termination...`;
  if (availableReplicas < updatedReplicas)
    return `${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`;
  return `${name} successfully rolled out`;
}

function eventRow(event: ApiObject, nowMs: number): string {
  const seen = event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp;
  const { kind, name } = event.involvedObject;
  // The node's own events and a missing cluster DNS belong to the cluster that was recorded, not to the
  // lesson.
  if (kind === 'Node' || event.reason === 'MissingClusterDNS' || event.message === '') return '';
  return `${age(nowMs - Date.parse(seen))} ${event.type} ${event.reason} ${kind.toLowerCase()}/${name} ${event.message}`;
}

function ageOf(object: ApiObject, nowMs: number): string {
  return age(nowMs - Date.parse(object.metadata.creationTimestamp));
}

// https://github.com/kubernetes/apimachinery/blob/master/pkg/util/duration/duration.go
function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  if (minutes < 180) return `${minutes}m`;
  return `${Math.floor(minutes / 60)}h`;
}
