/**
 * What a drill saw, as plain data: the one thing that traffic and cluster write and that verdicts and reports
 * read. All times are milliseconds since the drill's start (`startedAt`).
 */

import type { Text } from '../messages/message.ts';
import type { Workload } from './workload.ts';

export type { Text };

/** `slow`: a connection for each, and an answer that takes 3 s. */
export type Lane = 'fresh' | 'keep-alive' | 'slow';

/** Every request sent ends in exactly one of these. */
export type Outcome = 'ok' | LostOutcome;
export type LostOutcome = 'refused' | 'reset' | 'timeout' | '5xx' | 'wrong-body';

export interface RequestRecord {
  /** Counted from 1 within a run, without a gap. */
  readonly number: number;
  readonly lane: Lane;
  /** When the open-loop schedule planned it; latency counts from here, so that queueing is not omitted. */
  readonly scheduledMs: number;
  readonly latencyMs: number;
  readonly outcome: Outcome;
  readonly status: number | null;
  /** From X-App-Hostname / X-App-Version; null where no answer came. */
  readonly pod: string | null;
  readonly version: string | null;
  /** Whose address was asked, where the traffic goes to each node in turn. */
  readonly node?: string;
}

/** One watch event, `managedFields` removed. */
export interface ClusterChange {
  readonly atMs: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  // oxlint-disable-next-line typescript/no-explicit-any -- the API server's own object, of any kind
  readonly object: any;
}

/** A labelled line in the picture: what the drill did, or what the cluster said. */
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
  /** Who else has measured it; by the pods themselves where it is absent. */
  readonly by?: 'prometheus';
}

export interface NodeFacts {
  readonly name: string;
  readonly kubelet: string;
  readonly runtime: string;
  /** Distribution, kernel, architecture. */
  readonly system: string;
}

/** Where a drill ran, as far as it may be read. */
export interface Environment {
  readonly tool: string;
  readonly context: string;
  readonly namespace: string;
  readonly kubernetes: string | null;
  readonly nodes: readonly NodeFacts[] | null;
  readonly kubeProxyMode: string | null;
  /** As they were typed; of a path its last part. */
  readonly flags: readonly string[];
  /** Of the machine that watched, with its offset from UTC. */
  readonly localTime: string;
}

/** What a drill leaves for its judge: anything that JSON can hold. */
export type Fact = number | string | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };

/** A type alias and no interface: only an alias is assignable to this. */
export type Facts = { readonly [name: string]: Fact };

/** What every drill notes. */
export type CommonFacts = {
  readonly replicasAtStart: number;
  /** Why the drill did not run to its end. */
  readonly gaveUp: Text;
  /** What to do about that. */
  readonly remedy: Text;
  /** When a person interrupted it: the last answers are awaited after that. */
  readonly interruptedMs: number;
  /** Completes "waiting for ...", likewise. */
  readonly waitedFor: Text;
  /** The share (0 to 1) that `--until` is to exclude. */
  readonly untilShare: number;
  /** When `--until` first had the action repeated. */
  readonly repeatedMs: number;
  /** Answers to this run's traffic, as each pod counted them; null where a pod did not tell. */
  readonly answersCounted: { readonly [pod: string]: number | null };
};

export interface Timeline<Own extends Facts = Facts> {
  readonly drill: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Where it is another Deployment than ours. */
  readonly workload?: Workload;
  /** Absent in recordings from before it was noted. */
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
  /** Null where it was not checked: there was nothing to judge it on, and `actual` says what was missing. */
  readonly passed: boolean | null;
  readonly expected: Words;
  readonly actual: Words;
  /** What to do about a failure; absent where there is none. */
  readonly remedy?: Words;
}

/** Lost requests of one kind, put against what the cluster did then. */
export interface LossCause<Words = Text> {
  readonly fromMs: number;
  readonly toMs: number;
  readonly outcome: LostOutcome;
  readonly requests: number;
  /** Whose end or beginning it was; null where the cluster shows none. */
  readonly pod: string | null;
  /** When the pod was stopped, step by step: the losses are compared with these times. */
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

/** What was sent, and what became of it. */
export interface LossCount {
  readonly sent: number;
  readonly lost: number;
}

/** A time or a count worth reporting whether or not it is judged: "2 -> 4 after", "41 s". */
export interface Figure {
  readonly name: Text;
  readonly value: Text;
}

/** As judged; with `string`, in the words of a language. */
export interface Verdict<Words = Text> {
  readonly drill: string;
  readonly result: 'PASS' | 'FAIL' | 'SKIP';
  /** Why it was skipped, or the first failed check in one line. */
  readonly reason: Words;
  /**
   * What a reader asks first, with its number: "2 -> 4 in 38 s, back in 110 s"; empty where there is none.
   */
  readonly headline: Words;
  readonly checks: readonly Check<Words>[];
  /**
   * Of the requests that must not be lost, with the share (0 to 1) that is excluded; null where none was
   * sent.
   */
  readonly loss: (LossCount & { readonly below: number; readonly certainty: number }) | null;
  /** Of those that a control is meant to lose: no failure, and no part of the above. */
  readonly control: LossCount | null;
  readonly lossCauses: readonly LossCause<Words>[];
  readonly figures: readonly Figure[];
}
