import type { PageEvent } from '../state/event-log.ts';
import type { Headline, Warning } from '../state/headline.ts';
import type { Verdict } from '../state/load-distribution.ts';
import type { OrderResult } from '../state/order-result.ts';
import type { RestartCause } from '../state/restart-cause.ts';
import type { Loss } from '../state/sampler.ts';
import type { Shedding } from '../state/shedding.ts';
import type { ReadinessReason, Status } from '../state/status.ts';

export type Language = 'en' | 'ko';

export interface MarkFacts {
  readonly number: number;
  readonly time: string;
  readonly pod: string | null;
  readonly version: string | null;
  readonly latencyMs: number;
  readonly status: number | null;
  readonly loss: Loss | null;
}

export interface LessonWords {
  readonly title: string;
  readonly watchFor: string;
  /** What has been seen, by step. */
  readonly steps: Readonly<Record<string, string>>;
  /** Where the page cannot see it: who can. */
  readonly unseen?: string;
}

/** Everything the page says, in one language. */
export interface Words {
  /** Of elements of the document that carry `data-words`. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly losses: Readonly<Record<Loss, string>>;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly statusHints: Readonly<Record<Status, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly lessons: Readonly<Record<string, LessonWords>>;
  headline(headline: Headline): string;
  losing(trouble: Warning): string;
  slow(trouble: Warning & { slowMs: number }): string;
  happening(happening: PageEvent, clock: (atMs: number) => string): string;
  outcome(outcome: OrderResult): string;
  reason(reason: ReadinessReason): string;
  cause(cause: RestartCause): string;
  shedding(shedding: Shedding): string;
  mark(facts: MarkFacts): string;
  lossesOf(byKind: Readonly<Record<Loss, number>>): string;
  lastLoss(secondsAgo: number | null): string;
  unwatched(seconds: number): string;
  duration(seconds: number): string;
  uptime(seconds: number): string;
  restarts(count: number): string;
  share(answers: number, requests: number): string;
  expected(lowestPercent: number, highestPercent: number): string;
  spreadExplained(verdict: Verdict, requests: number): string;
  unlimited(used: string): string;
  gauge(label: string, percent: number | null): string;
  lastSeen(seconds: number): string;
  median(milliseconds: string): string;
  endsIn(seconds: number): string;
  streamLabel(seconds: number, answered: number, lost: number): string;
  plotLabel(minutes: number): string;
  pinned(pod: string, seconds: number, requests: number): string;
  secondsAgo(seconds: number): string;
  lookback(secondsAgo: number): string;
  startOn(pod: string | null): string;
  podGone(pod: string): string;
  stopFault(fault: string, pod: string): string;
  cannotStop(status: Status, endsInSeconds: number): string;
  breakPod(pod: string): string;
  bounds(minimum: number | undefined, maximum: number | undefined): string;
  skipped(count: number): string;
  reused(count: number): string;
  seenAt(time: string): string;
}
