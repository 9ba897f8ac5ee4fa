import type { V1Deployment } from './cluster/objects.ts';
import type { Right } from './cluster/rights.ts';
import type { DrillOptions } from './options.ts';
import type { DrillRun } from './run/drill-run.ts';
import type { Facts, Text, Timeline, Verdict } from './timeline.ts';

/** What a drill needs of the cluster. Nothing else is checked. */
export interface Needs {
  readonly faults?: true;
  readonly memoryLimit?: true;
  readonly autoscaler?: true;
  readonly drainableNode?: true;
  /** That limits of running pods can be changed (Kubernetes 1.33). */
  readonly resize?: true;
  /** That Service, autoscaler and Deployment were made with `kubectl apply`, and are as applied. */
  readonly appliedFiles?: true;
  /** Prometheus or Loki; skipped where there is neither. */
  readonly stack?: true;
  /** The image that it sets. */
  readonly image?: (options: DrillOptions) => string;
}

/** `Own` are the facts that it leaves for its judge. */
export interface Drill<Own extends Facts = Facts> {
  readonly name: string;
  /** One line for the list of drills. */
  readonly summary: Text;
  /** A function where the timeout depends on the Deployment as it was found. */
  readonly timeoutSeconds: number | ((found: V1Deployment) => number);
  /** Absent where the drill waits for an autoscaler or a deadline: `--quick` leaves it out. */
  readonly isQuick?: true;
  /** Traffic that goes on after the action. */
  readonly afterSeconds: number;
  /** Where the drill wants another rate than the usual one. */
  readonly ratePerSecond?: number;
  /** Also sends requests that take 3 s, so that each pod is stopped with some of them in flight. */
  readonly slowRequests?: true;
  /** Fresh connections go to each node's own address in turn: each kube-proxy routes some of them. */
  readonly asksEachNode?: true;
  /** The answers that each pod counted are compared with those that the client received. */
  readonly countsAnswers?: true;
  /** Ctrl-C is how it ends, and no interruption. */
  readonly endsByHand?: true;
  /** What it does to a Deployment that is not ours: a person is asked for consent to this. */
  readonly changes?: Text;
  /** It sends its own traffic, from the first request on. */
  readonly ownTraffic?: true;
  /** The same with a person in place of the cluster: run before it by `--manual`. */
  readonly byHand?: Drill<Own>;
  readonly needs: Needs;
  readonly rights: readonly Right[];
  run(run: DrillRun<Own>): Promise<void>;
  /** The same once more, for `--until`; `waitingFor` says how long still. */
  repeat?(run: DrillRun<Own>, waitingFor: Text): Promise<void>;
  judge(timeline: Timeline<Own>): Verdict;
}
