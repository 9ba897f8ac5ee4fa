import type { LogEntry } from '../events.ts';
import type { Model } from '../model.ts';
import type { Pod } from '../pod.ts';
import { statusOf } from '../status.ts';

/** What is looked at about once a second. */
export interface Sight {
  readonly model: Model;
  readonly nowMs: number;
  readonly serving: readonly Pod[];
  /** Since the last look. */
  readonly news: readonly LogEntry[];
}

/** Answers the steps that it has just seen happen. */
export type Observer = (sight: Sight) => readonly string[];

const FEWEST_ANSWERS = 40;
const MIX_SECONDS = 8;

export function spread(): Observer {
  return ({ model, nowMs }) => {
    if (model.totals.answered < FEWEST_ANSWERS) return [];
    const { verdict } = model.spread(nowMs);
    return ['inside', 'by-node', 'by-zone'].includes(verdict) ? ['spread'] : [];
  };
}

/** A replacement comes within seconds of what it replaces. */
const REPLACED_WITHIN_MS = 60_000;

/**
 * One that was there is gone, and another of its version appeared after it had begun to go; not in a rollout,
 * which has two versions at a time.
 */
export function replaced(): Observer {
  const leaving = new Map<string, { version: string; sinceMs: number }>();
  return ({ model, nowMs, news }) => {
    for (const pod of model.pods) {
      const isLeaving = ['terminating', 'finished', 'crashed', 'silent'].includes(statusOf(pod, nowMs));
      if (!isLeaving) leaving.delete(pod.name);
      else if (!leaving.has(pod.name))
        leaving.set(pod.name, {
          version: pod.answer.version,
          sinceMs: pod.leavingSinceMs ?? pod.lastSeenMs,
        });
    }
    for (const [name, { sinceMs }] of leaving) if (nowMs - sinceMs > REPLACED_WITHIN_MS) leaving.delete(name);
    const versions = new Set(model.pods.map(({ answer }) => answer.version));
    const isReplaced = news.some(({ atMs, happening }) => {
      if (happening.kind !== 'appeared' || versions.size > 1) return false;
      return [...leaving].some(
        ([name, { version, sinceMs }]) =>
          name !== happening.pod && version === happening.version && sinceMs <= atMs,
      );
    });
    return isReplaced ? ['replaced'] : [];
  };
}

export function restarted(): Observer {
  return ({ news }) =>
    news.some(({ happening }) => happening.kind === 'restarted' && happening.cause.kind === 'oom')
      ? ['restarted']
      : [];
}

/**
 * Twice as many pods of one version, and then as few as before.
 * @param isItsDoing whether what goes on may be the reason for more pods
 * @param steps the names of the two steps
 */
export function growth(isItsDoing: (sight: Sight) => boolean, steps: readonly [string, string]): Observer {
  let base: { pods: number; lost: number; sinceMs: number } | null = null;
  let hasGrown = false;
  return (sight) => {
    const { model, nowMs } = sight;
    const pods = largestVersion(model, nowMs);
    if (pods.length === 0) return [];
    if (hasGrown) {
      if (pods.length > (base?.pods ?? 0)) return [];
      hasGrown = false;
      base = null;
      return [steps[1]];
    }
    if (!isItsDoing(sight)) {
      base = null;
      return [];
    }
    if (base === null || pods.length < base.pods)
      base = { pods: pods.length, lost: model.totals.lost, sinceMs: nowMs };
    const { sinceMs } = base;
    // Who only comes back, or was met late, is not one more.
    const added = pods.filter(
      (pod) => pod.firstSeenMs > sinceMs && nowMs - pod.uptimeSeconds(nowMs) * 1000 > sinceMs,
    );
    const isGrown = pods.length >= Math.max(3, base.pods * 2) && added.length >= pods.length - base.pods;
    if (!isGrown || model.totals.lost > base.lost) return [];
    hasGrown = true;
    return [steps[0]];
  };
}

/** Pods follow a load within minutes, also where it is over by then. */
export function withinMinutesOf(isActive: (sight: Sight) => boolean): (sight: Sight) => boolean {
  const MINUTES_MS = 180_000;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (sight) => {
    if (isActive(sight)) lastMs = sight.nowMs;
    return sight.nowMs - lastMs < MINUTES_MS;
  };
}

export function isFaultActive({ model }: Sight, kind?: string): boolean {
  return model.pods.some(({ faults }) => faults.some(({ fault }) => kind === undefined || fault === kind));
}

/** Two versions answer, then only one that was not alone before; nothing is lost in between. */
export function rollout(): Observer {
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
    // A rollout that was undone half-way ends where it began.
    const isOther = before !== null && only !== before;
    const isComplete = isOther && lostBefore !== null && model.totals.lost === lostBefore;
    before = only;
    lostBefore = null;
    return isComplete ? ['complete'] : [];
  };
}

/** A node that had pods has none, as many as before are ready on others, and nothing was lost. */
export function moved(): Observer {
  const STAYS_MS = 15_000;
  let before: { nodes: Set<string>; pods: number; lost: number } | null = null;
  let emptySinceMs: number | null = null;
  return ({ model, nowMs, serving }) => {
    const nodes = new Set(serving.flatMap(({ answer }) => answer.pod.node ?? []));
    const isSettled = model.answering.every((pod) => statusOf(pod, nowMs) === 'ready');
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

/** Other limits under the same start time. */
export function resized(): Observer {
  return ({ news }) => (news.some(({ happening }) => happening.kind === 'limits-changed') ? ['resized'] : []);
}

/** Those of the most frequent version that are there, ready or not. */
function largestVersion(model: Model, nowMs: number): readonly Pod[] {
  const byVersion = new Map<string, Pod[]>();
  for (const pod of model.pods) {
    if (!['ready', 'unready', 'starting', 'hung'].includes(statusOf(pod, nowMs))) continue;
    const { version } = pod.answer;
    byVersion.set(version, [...(byVersion.get(version) ?? []), pod]);
  }
  return [...byVersion.values()].reduce((most, pods) => (pods.length > most.length ? pods : most), []);
}
