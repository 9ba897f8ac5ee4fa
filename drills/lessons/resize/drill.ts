import { message } from '../../../messages/all.ts';
import { poll } from '../../../scripts/poll.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import type { FaultStarted } from '../../../src/contract.ts';
import { ApiError } from '../../cluster/http.ts';
import { parseQuantity } from '../../cluster/quantity.ts';
import { limitInForce, resizePod, resizeRefusal, type Resource } from '../../cluster/resize.ts';
import { containerOf } from '../../cluster/state.ts';
import { DrillFailure } from '../../drill-failure.ts';
import type { Drill } from '../../drill.ts';
import { PIN_RIGHTS, pinAutoscaler } from '../../run/autoscaler-pin.ts';
import type { DrillRun } from '../../run/drill-run.ts';
import { stopFaultsLater } from '../../run/faults.ts';
import { judgeResize, type ResizeFacts } from './verdict.ts';

type Run = DrillRun<ResizeFacts>;

/** Early enough that the pod is still ready: it leaves the Service at 75 % of its limit. */
const LEAK_BEFORE_RESIZE_SECONDS = 10;
/** A kill may miss its announced time by a tenth. The pod has to live this much longer. */
const OUTLIVE_SECONDS = 2;
/** With 150 % of the memory the pod is two thirds full at its first announced end, and still ready. */
const MEMORY_FACTOR = 1.5;
const CPU_FACTOR = 2;
const ANNOUNCE_TIMEOUT_MS = 5000;
const SETTLE_SECONDS = 2;
const THROTTLE_WINDOW_SECONDS = 8;
const CPU_LOAD_SECONDS = 120;

export const resize: Drill<ResizeFacts> = {
  name: 'resize',
  summary: message('resize.summary'),
  timeoutSeconds: 240,
  isQuick: true,
  afterSeconds: 3,
  needs: { faults: true, memoryLimit: true, resize: true },
  rights: [
    { verb: 'patch', resource: 'pods' },
    { verb: 'patch', resource: 'pods/resize' },
    { verb: 'get', resource: 'pods/proxy' },
    { verb: 'delete', resource: 'pods' },
    ...PIN_RIGHTS,
  ],
  judge: judgeResize,

  async run(run) {
    // For a pod at its CPU limit the autoscaler would add pods.
    await pinAutoscaler(run, run.setup.found.spec.replicas);
    if (await outliveTheLeak(run)) await endThrottling(run);
  },
};

async function outliveTheLeak(run: Run): Promise<boolean> {
  const leak = await run.setup.app.startFault('/memory-leak', run.anyPod());
  const announcedSeconds = leak.endsInSeconds;
  const startedMs = run.action(message('leak.started', { pod: leak.pod, time: announcedSeconds.toFixed(1) }));
  stopFaultsLater(run, leak.pod);
  run.fact('leak', { pod: leak.pod, startedMs, announcedSeconds });
  await run.hold(message('resize.toLeak', { pod: leak.pod }), LEAK_BEFORE_RESIZE_SECONDS);
  const before = await resizeTo(run, leak.pod, 'memory', MEMORY_FACTOR);
  if (before === null) return false;
  const again = await announcedAgain(run, leak);
  run.fact('announcedAgainSeconds', again);
  run.note(message('resize.announcesAgain', { pod: leak.pod, time: again.toFixed(1) }));
  const outlivedMs = startedMs + (announcedSeconds * 1.1 + OUTLIVE_SECONDS) * 1000;
  await run.hold(
    message('resize.toOutlive', { pod: leak.pod }),
    Math.max(0, outlivedMs - run.nowMs()) / 1000,
  );
  run.fact('leakStoppedMs', run.action(message('leak.stopped', { pod: leak.pod })));
  await run.setup.app.stopFaults(leak.pod, run.signal);
  await resizeBack(run, leak.pod, 'memory', before, run.signal);
  return true;
}

async function endThrottling(run: Run): Promise<void> {
  const millicores = limitFound(run, 'cpu') * 1000;
  const load = await run.setup.app.startFault(
    `/cpu-load?millicores=${Math.round(millicores)}&seconds=${CPU_LOAD_SECONDS}`,
    run.anyPod(),
  );
  run.action(message('resize.loadStarted', { pod: load.pod, amount: `${Math.round(millicores)}m` }));
  stopFaultsLater(run, load.pod);
  run.fact('loadedPod', load.pod);
  run.fact('throttledBefore', await throttledShare(run, load.pod));
  const before = await resizeTo(run, load.pod, 'cpu', CPU_FACTOR);
  if (before === null) return;
  run.fact('throttledAfter', await throttledShare(run, load.pod));
  run.action(message('autoscaling.loadStopped', { pod: load.pod }));
  await run.setup.app.stopFaults(load.pod, run.signal);
  await resizeBack(run, load.pod, 'cpu', before, run.signal);
}

/** Returns the limit before, as text. Null: the node does not resize, and the fact `refused` says why. */
async function resizeTo(run: Run, pod: string, resource: Resource, factor: number): Promise<string | null> {
  const before = quantity(resource, limitFound(run, resource));
  const limit = limitFound(run, resource) * factor;
  const after = quantity(resource, limit);
  const path = `/api/v1/namespaces/${run.setup.namespace}/pods/${pod}`;
  const limits = { [resource]: before };
  const body = { spec: { containers: [{ name: WORKLOAD.container, resources: { limits } }] } };
  const undo = { path: `${path}/resize`, type: 'application/strategic-merge-patch+json', body } as const;
  await run.noteChange(path, undo, {
    done: message('resize.hasItsLimit', { pod, resource, limit: before }),
    left: message('resize.hasOtherLimit', { pod, resource, limit: after }),
    remedy: `kubectl delete pod ${pod}`,
    run: async (signal) => {
      await run.setup.app.stopFaults(pod, signal);
      await resizeBack(run, pod, resource, before, signal);
    },
  });
  run.action(message('resize.patched', { pod, resource, before, after }));
  await resizePod(run.setup, pod, { [resource]: after });
  await run.until(message('resize.toBeResized', { pod }), (state) => {
    const now = state.pod(pod);
    return isNear(limitInForce(now, resource), limit) || resizeRefusal(now) !== null;
  });
  const refusal = resizeRefusal(run.state.pod(pod));
  if (refusal === null) return before;
  run.fact('refused', message('resize.refused', { pod, amount: after, resource, reason: refusal }));
  return null;
}

/** An API server before 1.34, or a node, may not lower a memory limit. Another pod then replaces this one. */
async function resizeBack(
  run: Run,
  pod: string,
  resource: Resource,
  limit: string,
  signal: AbortSignal,
): Promise<void> {
  const { api, namespace } = run.setup;
  const isBack = () => isNear(limitInForce(run.state.pod(pod), resource), parseQuantity(limit) ?? 0);
  if (run.state.pod(pod) === undefined || isBack()) return;
  const isOver = () => run.state.pod(pod) === undefined || isBack();
  const refusal = await resizePod(run.setup, pod, { [resource]: limit }).then(
    async () => {
      await run.cluster.until((state) => isOver() || resizeRefusal(state.pod(pod)) !== null, signal);
      return isOver() ? null : resizeRefusal(run.state.pod(pod));
    },
    (err) => {
      if (err instanceof ApiError) return err.message;
      throw err;
    },
  );
  if (refusal !== null) {
    run.note(message('resize.isReplaced', { pod, resource, reason: refusal }));
    await api.delete(`/api/v1/namespaces/${namespace}/pods/${pod}`);
    await run.cluster.until(isOver, signal);
  }
  await run.cluster.until((state) => state.isRolledOut(), signal);
}

/** Seconds from the start of the leak. The pod itself has to notice its new limit. */
async function announcedAgain(run: Run, leak: FaultStarted): Promise<number> {
  run.waitingFor = message('resize.toAnnounce', { pod: leak.pod });
  const readSeconds = async () => {
    const { active } = await run.setup.app.readFaultsOf(leak.pod);
    const now = active.find((one) => one.fault === leak.fault);
    return now === undefined ? 0 : (Date.parse(now.endsAt) - Date.parse(now.startedAt)) / 1000;
  };
  return poll(readSeconds, (seconds) => seconds > leak.endsInSeconds + 1, {
    everyMs: 500,
    withinMs: ANNOUNCE_TIMEOUT_MS,
    signal: run.signal,
  });
}

/** Throttled seconds in each second. */
async function throttledShare(run: Run, pod: string): Promise<number | null> {
  await run.hold(message('resize.toSettle', { pod }), SETTLE_SECONDS);
  const from = { atMs: run.nowMs(), seconds: (await run.setup.app.readInfo(pod)).usage.throttledSeconds };
  await run.hold(message('resize.toBeMeasured', { pod }), THROTTLE_WINDOW_SECONDS);
  const { throttledSeconds } = (await run.setup.app.readInfo(pod)).usage;
  if (throttledSeconds === null || from.seconds === null) return null;
  return (throttledSeconds - from.seconds) / ((run.nowMs() - from.atMs) / 1000);
}

/** Cores or bytes. */
function limitFound(run: Run, resource: Resource): number {
  const text = containerOf(run.setup.found)?.resources?.limits?.[resource];
  const limit = text === undefined ? null : parseQuantity(text);
  if (limit !== null) return limit;
  throw new DrillFailure(message('resize.noLimit', { resource }), 'kubectl apply -f k8s/deployment.yaml');
}

function quantity(resource: Resource, value: number): string {
  return resource === 'cpu' ? `${Math.round(value * 1000)}m` : `${Math.round(value / 2 ** 20)}Mi`;
}

/** The kernel counts memory in pages and CPU in microseconds. */
function isNear(actual: number | null, expected: number): boolean {
  return actual !== null && Math.abs(actual - expected) < expected * 0.01;
}
