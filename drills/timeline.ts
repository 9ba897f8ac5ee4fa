/**
 * What a drill saw, as plain data. The traffic and the watches of the cluster write it; verdicts and reports
 * read it. All times are milliseconds since the drill's start (`startedAt`).
 */

import type { Text } from '../messages/message.ts';
import type { Workload } from '../scripts/workload.ts';

export type { Text };

/** `slow`: each request has a connection of its own, and its answer takes 3 s. */
export type Lane = 'fresh' | 'keep-alive' | 'slow';

/** Every request sent ends in exactly one of these. */
export type Outcome = 'ok' | LostOutcome;
export type LostOutcome = 'refused' | 'reset' | 'timeout' | '5xx' | 'wrong-body';

export interface RequestRecord {
  /** Counted from 1 within a run, without a gap. */
  readonly number: number;
  readonly lane: Lane;
  /**
   * When the open-loop schedule planned the request. Latency counts from here, so that queueing is not
   * omitted.
   */
  readonly scheduledMs: number;
  readonly latencyMs: number;
  readonly outcome: Outcome;
  readonly status: number | null;
  /** From X-App-Hostname / X-App-Version; null where no answer came. */
  readonly pod: string | null;
  readonly version: string | null;
  /** The node whose address was requested, where the traffic goes to each node in turn. */
  readonly node?: string;
}

/** One watch event, without `managedFields`. */
export interface ClusterChange {
  readonly atMs: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  // oxlint-disable-next-line typescript/no-explicit-any -- the API server's own object, of any kind
  readonly object: any;
}

/** A labelled line in the report's figure: what the drill did, or what the cluster said. */
export interface Mark {
  readonly atMs: number;
  readonly kind:
    | 'action'
    | 'probe-failed'
    | 'oom-killed'
    | 'restarted'
    | 'scaled'
    | 'revision'
    | 'deadline'
    | 'pod'
    | 'note';
  readonly label: Text;
}

/** CPU and memory of one pod, from `/info` or the metrics API, where known. */
export interface UsageSample {
  readonly atMs: number;
  readonly pod: string;
  readonly cpuMillicores: number | null;
  readonly memoryBytes: number | null;
  /** Who measured it. Absent: the pod itself, or the metrics API. */
  readonly by?: 'prometheus';
}

export interface NodeFacts {
  readonly name: string;
  readonly kubelet: string;
  readonly runtime: string;
  /** Distribution, kernel, architecture. */
  readonly system: string;
}

/** Where a drill ran. Null: the credentials may not read it. */
export interface Environment {
  readonly tool: string;
  readonly context: string;
  readonly namespace: string;
  readonly kubernetes: string | null;
  readonly nodes: readonly NodeFacts[] | null;
  readonly kubeProxyMode: string | null;
  /** As they were typed. A path is cut to its last part. */
  readonly flags: readonly string[];
  /** The time on the machine that ran the drill, with its offset from UTC. */
  readonly localTime: string;
}

/** What a drill notes for its verdict: anything that JSON can hold. */
export type Fact = number | string | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };

/** A drill declares its facts as a type alias: an interface is not assignable to this type. */
export type Facts = { readonly [name: string]: Fact };

/** What every drill notes. */
export type CommonFacts = {
  readonly replicasAtStart: number;
  /** Why the drill did not run to its end. */
  readonly gaveUp: Text;
  /** What to do about that. */
  readonly remedy: Text;
  /** When a person interrupted the drill. The last answers are still awaited after that. */
  readonly interruptedMs: number;
  /** What the drill waited for at the interruption. Completes "waiting for ...". */
  readonly waitedFor: Text;
  /** The share (0 to 1) that `--until` is to exclude. */
  readonly untilShare: number;
  /** When `--until` first repeated the action. */
  readonly repeatedMs: number;
  /** How many answers to this run's traffic each pod counted. Null: the pod did not say. */
  readonly answersCounted: { readonly [pod: string]: number | null };
};

export interface Timeline<Own extends Facts = Facts> {
  readonly drill: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Absent for our own Deployment. */
  readonly workload?: Workload;
  /** Absent in older recordings. */
  readonly environment?: Environment;
  readonly requests: readonly RequestRecord[];
  readonly changes: readonly ClusterChange[];
  readonly actions: readonly Mark[];
  readonly usage: readonly UsageSample[];
  /**
   * Facts that only the drill knows, e.g. the announced second of an OOM kill. A drill that ended early lacks
   * some.
   */
  readonly facts: Readonly<Partial<Own & CommonFacts>>;
}

export interface Check<Words = Text> {
  /** A specification: "lost requests = 0". */
  readonly name: Words;
  /** Null: not checked. `actual` says what was missing. */
  readonly passed: boolean | null;
  readonly expected: Words;
  readonly actual: Words;
  /** What to do about a failure. Absent without one. */
  readonly remedy?: Words;
}

/** Lost requests of one kind, with what the cluster did at that time. */
export interface LossCause<Words = Text> {
  readonly fromMs: number;
  readonly toMs: number;
  readonly outcome: LostOutcome;
  readonly requests: number;
  /** The pod that ended or began at that time. Null: the cluster shows none. */
  readonly pod: string | null;
  /** The steps of the pod's end. The times of the losses are compared with them. */
  readonly moments: {
    readonly sigtermMs: number | null;
    readonly leftEndpointsMs: number | null;
    readonly containerEndedMs: number | null;
    readonly removedMs: number | null;
  };
  /** "11 refused, 0.0 to 0.4 s after the container of x7z ended, ..." */
  readonly cause: Words;
  readonly remedy: Words;
}

/** How many requests were sent, and how many of them were lost. */
export interface LossCount {
  readonly sent: number;
  readonly lost: number;
}

/** A time or a count for the report, whether or not a check judges it: "2 -> 4 after", "41 s". */
export interface Figure {
  readonly name: Text;
  readonly value: Text;
}

/** `Verdict<string>` is in the words of one language. */
export interface Verdict<Words = Text> {
  readonly drill: string;
  readonly result: 'PASS' | 'FAIL' | 'SKIP';
  /** Why it was skipped, or the first failed check in one line. */
  readonly reason: Words;
  /**
   * The answer to a reader's first question, with its number: "2 -> 4 in 38 s, back in 110 s". Empty: there
   * is none.
   */
  readonly headline: Words;
  readonly checks: readonly Check<Words>[];
  /**
   * The requests that must not be lost. The true share of losses is below `below` (0 to 1). Null: none was
   * sent.
   */
  readonly loss: (LossCount & { readonly below: number; readonly certainty: number }) | null;
  /** The requests of a control, whose loss is no failure. `loss` does not count them. */
  readonly control: LossCount | null;
  readonly lossCauses: readonly LossCause<Words>[];
  readonly figures: readonly Figure[];
}
