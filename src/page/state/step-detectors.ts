import type { LogEntry } from './event-log.ts';
import type { Model } from './model.ts';
import type { Pod } from './pod.ts';
import { statusOf } from './status.ts';

/** What the detectors are given about once a second. */
export interface Snapshot {
  readonly model: Model;
  readonly nowMs: number;
  readonly serving: readonly Pod[];
  /** Since the last snapshot. */
  readonly newEvents: readonly LogEntry[];
}

/** Returns the steps that have just happened. */
export type StepDetector = (snapshot: Snapshot) => readonly string[];

const FEWEST_ANSWERS = 40;
const MIX_SECONDS = 8;

function step(name: string, hasHappened: (snapshot: Snapshot) => boolean): StepDetector {
  return (snapshot) => (hasHappened(snapshot) ? [name] : []);
}

export function spread(): StepDetector {
  return step('spread', ({ model, nowMs }) => {
    const isEven = () => ['inside', 'by-node', 'by-zone'].includes(model.distribution(nowMs).verdict);
    return model.totals.answered >= FEWEST_ANSWERS && isEven();
  });
}

/** A replacement appears soon after the pod that it replaces is gone. */
const REPLACED_WITHIN_MS = 60_000;

/** A pod went, and then a pod of the same version appeared. With two versions it is a rollout. */
export function replaced(): StepDetector {
  const leaving = new Map<string, { version: string; sinceMs: number }>();
  return step('replaced', ({ model, nowMs, newEvents }) => {
    for (const pod of model.pods) {
      const { version } = pod.answer;
      const isLeaving = ['terminating', 'finished', 'crashed', 'silent'].includes(statusOf(pod, nowMs));
      if (!isLeaving) leaving.delete(pod.name);
      else if (!leaving.has(pod.name))
        leaving.set(pod.name, { version, sinceMs: pod.leavingSinceMs ?? pod.lastSeenMs });
    }
    for (const [name, { sinceMs }] of leaving) if (nowMs - sinceMs > REPLACED_WITHIN_MS) leaving.delete(name);
    const versions = new Set(model.pods.map(({ answer }) => answer.version));
    return newEvents.some(({ atMs, event }) => {
      if (event.kind !== 'appeared' || versions.size > 1) return false;
      return [...leaving].some(
        ([name, { version, sinceMs }]) => name !== event.pod && version === event.version && sinceMs <= atMs,
      );
    });
  });
}

export function restarted(): StepDetector {
  return step('restarted', ({ newEvents }) =>
    newEvents.some(({ event }) => event.kind === 'restarted' && event.cause.kind === 'oom'),
  );
}

/** More pods under CPU load, and fewer again. */
export function autoscaling(): StepDetector {
  const underLoad = withinMinutesOf((snapshot) => isFaultActive(snapshot, 'cpu-load'));
  return growth(underLoad, ['out', 'in']);
}

/** More pods where no fault is the cause, and fewer again. */
export function surge(): StepDetector {
  const underFault = withinMinutesOf((snapshot) => isFaultActive(snapshot));
  return growth((snapshot) => !underFault(snapshot), ['grown', 'shrunk']);
}

/**
 * Twice as many pods of one version, and then as few as before.
 * @param mayBeCaused whether the lesson's cause of more pods is present
 * @param steps the names of the two steps
 */
function growth(
  mayBeCaused: (snapshot: Snapshot) => boolean,
  steps: readonly [string, string],
): StepDetector {
  let base: { pods: number; lost: number; sinceMs: number } | null = null;
  let hasGrown = false;
  return (snapshot) => {
    const { model, nowMs } = snapshot;
    const pods = largestVersion(model, nowMs);
    if (pods.length === 0) return [];
    if (hasGrown) {
      if (pods.length > (base?.pods ?? 0)) return [];
      hasGrown = false;
      base = null;
      return [steps[1]];
    }
    if (!mayBeCaused(snapshot)) {
      base = null;
      return [];
    }
    if (base === null || pods.length < base.pods)
      base = { pods: pods.length, lost: model.totals.lost, sinceMs: nowMs };
    const { sinceMs } = base;
    // A pod that returns, or that the page saw late, is not new.
    const added = pods.filter(
      (pod) => pod.firstSeenMs > sinceMs && nowMs - pod.uptimeSeconds(nowMs) * 1000 > sinceMs,
    );
    const isGrown = pods.length >= Math.max(3, base.pods * 2) && added.length >= pods.length - base.pods;
    if (!isGrown || model.totals.lost > base.lost) return [];
    hasGrown = true;
    return [steps[0]];
  };
}

/** The autoscaler adds pods within minutes of a load, sometimes after its end. */
function withinMinutesOf(isActive: (snapshot: Snapshot) => boolean): (snapshot: Snapshot) => boolean {
  const MINUTES_MS = 180_000;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (snapshot) => {
    if (isActive(snapshot)) lastMs = snapshot.nowMs;
    return snapshot.nowMs - lastMs < MINUTES_MS;
  };
}

function isFaultActive({ model }: Snapshot, kind?: string): boolean {
  return model.pods.some(({ faults }) => faults.some(({ fault }) => kind === undefined || fault === kind));
}

/** Two versions answer, then only the new one, and nothing is lost in between. */
export function rollout(): StepDetector {
  let before: string | null = null;
  let lostBefore: number | null = null;
  return ({ model, nowMs }) => {
    const answered = model.history.mix(nowMs, MIX_SECONDS);
    if (answered.size > 1) {
      lostBefore ??= model.totals.lost;
      return ['mixed'];
    }
    const [only] = answered.keys();
    if (only === undefined) return [];
    // A rollout that is undone half-way ends with the old version.
    const isOther = before !== null && only !== before;
    const isComplete = isOther && lostBefore !== null && model.totals.lost === lostBefore;
    before = only;
    lostBefore = null;
    return isComplete ? ['complete'] : [];
  };
}

/** A node lost its pods, as many pods as before are ready on other nodes, and nothing was lost. */
export function moved(): StepDetector {
  const STAYS_MS = 15_000;
  let before: { nodes: Set<string>; pods: number; lost: number } | null = null;
  let emptySinceMs: number | null = null;
  return ({ model, nowMs, serving }) => {
    const nodes = new Set(serving.flatMap(({ answer }) => answer.pod.node ?? []));
    const isSettled = model.podTable.answering.every((pod) => statusOf(pod, nowMs) === 'ready');
    if (before === null || (isSettled && [...before.nodes].every((node) => nodes.has(node)))) {
      if (isSettled && nodes.size > 0) before = { nodes, pods: serving.length, lost: model.totals.lost };
      emptySinceMs = null;
      return [];
    }
    const isEmpty = [...before.nodes].some((node) => !nodes.has(node));
    if (!isEmpty || serving.length < before.pods || model.totals.lost > before.lost) {
      emptySinceMs = null;
      return [];
    }
    emptySinceMs ??= nowMs;
    if (nowMs - emptySinceMs < STAYS_MS) return [];
    before = null;
    return ['moved'];
  };
}

/** The limits changed, and the start time did not. */
export function resized(): StepDetector {
  return step('resized', ({ newEvents }) => newEvents.some(({ event }) => event.kind === 'limits-changed'));
}

/** The present pods of the most frequent version, ready or not. */
function largestVersion(model: Model, nowMs: number): readonly Pod[] {
  const there = model.pods.filter((pod) =>
    ['ready', 'unready', 'starting', 'hung'].includes(statusOf(pod, nowMs)),
  );
  const byVersion = [...Map.groupBy(there, ({ answer }) => answer.version).values()];
  return byVersion.reduce((most, pods) => (pods.length > most.length ? pods : most), []);
}
