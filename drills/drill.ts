import type { V1Deployment } from './cluster/objects.ts';
import type { Right } from './cluster/rights.ts';
import type { DrillOptions } from './options.ts';
import type { DrillRun } from './run/drill-run.ts';
import type { Facts, Text, Timeline, Verdict } from './timeline.ts';

/** What a drill needs of the cluster. The preflight checks nothing else. */
export interface Needs {
  readonly faults?: true;
  readonly memoryLimit?: true;
  readonly autoscaler?: true;
  readonly drainableNode?: true;
  /** Limits of running pods can be changed (Kubernetes 1.33). */
  readonly resize?: true;
  /**
   * `kubectl apply` made the Service, the autoscaler and the Deployment, and nobody has changed them since.
   */
  readonly appliedFiles?: true;
  /** Prometheus or Loki. The drill is skipped where there is neither. */
  readonly stack?: true;
  /** The image that the drill sets. */
  readonly image?: (options: DrillOptions) => string;
}

/** `Own`: the facts that the drill notes for its verdict. */
export interface Drill<Own extends Facts = Facts> {
  readonly name: string;
  /** One line for the list of drills. */
  readonly summary: Text;
  /** A function where the timeout depends on the Deployment as it was found. */
  readonly timeoutSeconds: number | ((found: V1Deployment) => number);
  /** `--quick` leaves out a drill that waits for an autoscaler or for a deadline. */
  readonly isQuick?: true;
  /** How long the traffic goes on after the action. */
  readonly afterSeconds: number;
  /** Absent: the default rate. */
  readonly ratePerSecond?: number;
  /** Some requests take 3 s, so that each pod stops with requests in flight. */
  readonly slowRequests?: true;
  /** Fresh connections go to each node's own address in turn: each kube-proxy routes some of them. */
  readonly asksEachNode?: true;
  /** The answers that each pod counted are compared with those that the client received. */
  readonly countsAnswers?: true;
  /** Ctrl-C ends the drill as planned, and is no interruption. */
  readonly endsByHand?: true;
  /** What the drill does to a Deployment that is not ours. A person is asked for consent before. */
  readonly changes?: Text;
  /** The drill itself starts its traffic, from the first request on. */
  readonly ownTraffic?: true;
  /** The same lesson with a person in place of the autoscaler. `--manual` runs it first. */
  readonly byHand?: Drill<Own>;
  readonly needs: Needs;
  readonly rights: readonly Right[];
  run(run: DrillRun<Own>): Promise<void>;
  /** Repeats the action, for `--until`. `waitingFor` says how much longer that takes. */
  repeat?(run: DrillRun<Own>, waitingFor: Text): Promise<void>;
  judge(timeline: Timeline<Own>): Verdict;
}
