import { expectedRange, type Range, silenceThreshold } from './chance.ts';
import type { RequestRecord } from './history.ts';
import type { Pod } from './pod.ts';

/**
 * few, waiting: too early to judge. inside: as random choice distributes. by-node, by-zone: even among the
 * pods of each node or zone, uneven between them. outside: something keeps clients on a pod, or away from it.
 */
export type Verdict = 'nobody' | 'single' | 'waiting' | 'few' | 'inside' | 'by-node' | 'by-zone' | 'outside';

/** The fresh lane's answers of each ready pod, since the ready pods changed and for a minute at most. */
export interface Distribution {
  readonly requests: number;
  /** By pod. */
  readonly answers: ReadonlyMap<string, number>;
  /** How many answers random choice gives a pod in 99 of 100 cases; `null` while answers are too few. */
  readonly expected: Range | null;
  readonly verdict: Verdict;
  /** Pods whose share random choice does not explain. */
  readonly suspects: ReadonlySet<string>;
}

const FEWEST_TO_JUDGE = 20;
/** After a pod came or went, kube-proxy needs a moment on every node. */
const SETTLING_MS = 10_000;
const BRACKETS = 0.99;
/** The page judges twice a second: with 99 of 100 cases there would be an alarm every minute. */
const ALARM = 0.9999;

export class LoadDistribution {
  #sinceMs = Number.NEGATIVE_INFINITY;
  #members = '';

  /** Counting starts again after a change of the ready pods. */
  update(serving: readonly Pod[], nowMs: number): void {
    const members = serving.map(({ name }) => name).join(' ');
    if (members === this.#members) return;
    this.#members = members;
    this.#sinceMs = nowMs;
  }

  /** @param lastMinute of the fresh lane */
  judge(
    lastMinute: readonly RequestRecord[],
    serving: readonly Pod[],
    isAnyLeaving: boolean,
    nowMs: number,
  ): Distribution {
    const answers = new Map(serving.map(({ name }) => [name, 0]));
    let requests = 0;
    for (const { sentAtMs, latencyMs, pod } of lastMinute) {
      const count = pod === null ? undefined : answers.get(pod);
      if (pod === null || count === undefined || sentAtMs + latencyMs <= this.#sinceMs) continue;
      answers.set(pod, count + 1);
      requests += 1;
    }
    const isEnough = requests >= FEWEST_TO_JUDGE && serving.length > 1;
    const expected = isEnough ? expectedRange(requests, serving.length, BRACKETS) : null;
    const none = { requests, answers, expected, suspects: new Set<string>() };
    if (serving.length === 0) return { ...none, verdict: 'nobody' };
    if (serving.length === 1) return { ...none, verdict: 'single' };
    if (
      isAnyLeaving ||
      nowMs - this.#sinceMs < SETTLING_MS ||
      serving.some((pod) => isOverdue(pod, serving.length))
    )
      return { ...none, verdict: 'waiting' };
    if (!isEnough) return { ...none, verdict: 'few' };
    const suspects = findOutsiders(answers);
    if (suspects.size === 0) return { ...none, verdict: 'inside' };
    if (isEvenWithin('node', serving, answers)) return { ...none, verdict: 'by-node' };
    if (isEvenWithin('zone', serving, answers)) return { ...none, verdict: 'by-zone' };
    return { ...none, suspects, verdict: 'outside' };
  }
}

/** The pod is about to be called silent, and may already be gone. */
function isOverdue(pod: Pod, pods: number): boolean {
  return pod.requestsSinceLastAnswer > silenceThreshold(pods) / 2;
}

function findOutsiders(answers: ReadonlyMap<string, number>): Set<string> {
  const requests = [...answers.values()].reduce((sum, count) => sum + count, 0);
  const allowed = expectedRange(requests, answers.size, 1 - (1 - ALARM) / answers.size);
  const outside = [...answers].filter(([, count]) => count < allowed.lowest || count > allowed.highest);
  return new Set(outside.map(([pod]) => pod));
}

/** Traffic that stays in a node or zone is random among the pods there. One pod in each proves nothing. */
function isEvenWithin(
  place: 'node' | 'zone',
  serving: readonly Pod[],
  answers: ReadonlyMap<string, number>,
): boolean {
  const byPlace = Map.groupBy(serving, ({ answer }) => answer.pod[place] ?? null);
  // Another version of the image may not report zones.
  if (byPlace.size < 2 || byPlace.has(null)) return false;
  const places = [...byPlace.values()].filter(({ length }) => length > 1);
  const inside = places.map((pods) => new Map(pods.map(({ name }) => [name, answers.get(name) ?? 0])));
  return inside.length > 0 && inside.every((counts) => findOutsiders(counts).size === 0);
}
