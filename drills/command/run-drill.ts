import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import type { Say } from '../../messages/say.ts';
import type { Connection } from '../cluster/connection.ts';
import { refusedChange } from '../cluster/refused-creation.ts';
import { conditionOf, isReady, restartsOf } from '../cluster/state.ts';
import { DrillFailure, Interrupted, isInterrupted } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import {
  NOTHING_JUDGED,
  reasonOf,
  skipped,
  withRestoration,
  withWhatWasPutBack,
} from '../judging/verdict.ts';
import type { DrillOptions } from '../options.ts';
import type { Recording } from '../recordings/recording.ts';
import type { View } from '../report/terminal/view-state.ts';
import { AnswerCounts } from '../run/answer-counts.ts';
import { DrillRun, type Setup } from '../run/drill-run.ts';
import { startInClusterTraffic } from '../run/in-cluster-traffic.ts';
import { startLocalTraffic } from '../run/local-traffic.ts';
import { untilCreationRefused, untilOrRefused } from '../run/refusal-watch.ts';
import { sampleUsage } from '../run/usage.ts';
import type { Environment, Verdict } from '../timeline.ts';
import { preflight, type PreflightResult } from './preflight/preflight.ts';
import { untilExcluded } from './until-excluded.ts';

export const DEFAULT_RATE_PER_SECOND = 50;
/** About ten requests are in flight on two pods at any time. */
const SLOW_PER_SECOND = 4;
/** The default stabilization window of an HPA, 300 s, and two minutes. */
const RESTORE_TIMEOUT_MS = 420_000;
const VIEW_INTERVAL_MS = 250;

export interface DrillResult extends Recording {
  readonly verdict: Verdict;
}

export interface DrillContext {
  readonly connection: Connection;
  readonly options: DrillOptions;
  readonly environment: Environment;
  readonly view: View;
  readonly say: Say;
  /** Aborts at Ctrl-C. */
  readonly interruption: AbortSignal;
  /** Gets each run as it begins, so that a second Ctrl-C can list what is left, and null at its end. */
  readonly onRun: (run: DrillRun | null) => void;
}

/**
 * Preflight, traffic, the action, the cleanups, the verdict. Rejects only when interrupted before the action.
 */
export async function runDrill(drill: Drill, context: DrillContext): Promise<DrillResult> {
  const { connection, options, view, interruption } = context;
  const startedMs = performance.now();
  const result = await preflight(drill, connection, options, interruption, (waitingFor) =>
    view.update({
      drill: drill.name,
      waitingFor,
      elapsedMs: performance.now() - startedMs,
      timeoutMs: null,
      traffic: null,
      pods: [],
    }),
  );
  if (result.kind === 'skip') return notRun(drill, context, skipped(drill.name, result.reason));
  if (result.kind === 'not-ready') return notRun(drill, context, notReady(drill, result.checks));
  return runAndJudge(drill, result, context);
}

async function runAndJudge(
  drill: Drill,
  { setup, target, warnings }: PreflightResult & { kind: 'ready' },
  { options, environment, view, say, interruption, onRun }: DrillContext,
): Promise<DrillResult> {
  const timeoutSeconds = options.timeoutSeconds ?? timeoutOf(drill, setup);
  const timeout = new AbortController();
  const run = new DrillRun(drill.name, setup, AbortSignal.any([timeout.signal, interruption]), (line) =>
    view.line(`${drill.name}: ${say(line)}`),
  );
  const timer = setTimeout(
    () =>
      timeout.abort(
        new DrillFailure(
          message('run-drill.timedOut', { time: timeoutSeconds, what: run.waitingFor }),
          message('sentences', { items: [...warnings, message('run-drill.seeReport')] }),
        ),
      ),
    timeoutSeconds * 1000,
  );
  const draw = setInterval(() => show(run, view, timeoutSeconds * 1000), VIEW_INTERVAL_MS);
  const sampling = new AbortController();
  const counting = new AbortController();
  const counts = new AnswerCounts(run);
  onRun(run);
  try {
    try {
      await run.open({
        nodes: drill.needs.drainableNode === true,
        service: drill.needs.appliedFiles === true,
      });
      for (const warning of warnings) run.note(warning);
      addRolloutCleanup(run);
      run.useTraffic(async (plan, firstNumber) =>
        target.url === null
          ? startInClusterTraffic(run, target.clusterUrl ?? '', plan, firstNumber)
          : startLocalTraffic(run, target.url, drill.asksEachNode ? target.nodes : [], plan, firstNumber),
      );
      const ratePerSecond = options.ratePerSecond ?? drill.ratePerSecond ?? DEFAULT_RATE_PER_SECOND;
      void sampleUsage(run, sampling.signal);
      untilCreationRefused(run, sampling.signal).then(
        (refused) => timeout.abort(refused),
        // The drill ended first.
        () => {},
      );
      if (!drill.ownTraffic) {
        if (drill.countsAnswers) counts.watch(counting.signal);
        const slowPerSecond = drill.slowRequests && (await canWait(run)) ? SLOW_PER_SECOND : 0;
        await run.switchTraffic({ ratePerSecond, slowPerSecond });
        await run.hold(message('run-drill.before'), options.beforeSeconds);
      }
      await drill.run(run);
      if (!(drill.endsByHand && interruption.aborted)) {
        await run.hold(message('run-drill.after'), options.afterSeconds ?? drill.afterSeconds);
        if (options.untilShare !== null && !drill.ownTraffic)
          await untilExcluded(drill, run, options.untilShare, ratePerSecond, timeoutSeconds * 1000);
      }
    } catch (err) {
      giveUp(run, err);
    }
    clearTimeout(timer);
    sampling.abort();
    run.waitingFor = message('run-drill.lastAnswers');
    await run.stopTraffic().catch((err) => giveUp(run, err));
    if (drill.countsAnswers) run.fact('answersCounted', await counts.read());
    counting.abort();
    const timeline = { ...run.timeline(), environment };
    const failedCleanups = await run.cleanups.runAll(RESTORE_TIMEOUT_MS, (cleanup) => {
      run.waitingFor = message('run-drill.puttingBack', { left: cleanup.left });
    });
    const verdict = withRestoration(drill.judge(timeline), failedCleanups);
    if (!isInterrupted(timeline)) return { timeline, failedCleanups, verdict };
    return { timeline, failedCleanups, verdict: withWhatWasPutBack(verdict, run.cleanups.done) };
  } finally {
    clearTimeout(timer);
    clearInterval(draw);
    sampling.abort();
    counting.abort();
    run.close();
    onRun(null);
  }
}

async function canWait(run: DrillRun): Promise<boolean> {
  const can = await run.setup.app.canWait(run.anyPod());
  if (!can) run.note(message('run-drill.noSlowRequests'));
  return can;
}

function timeoutOf({ timeoutSeconds }: Drill, { found }: Setup): number {
  return typeof timeoutSeconds === 'number' ? timeoutSeconds : timeoutSeconds(found);
}

function giveUp(run: DrillRun, error: unknown): void {
  const err = refusedChange(error) ?? error;
  const reason = saidBy(err);
  run.fact('gaveUp', reason);
  if (err instanceof DrillFailure) run.fact('remedy', err.remedy);
  if (err instanceof Interrupted) {
    run.fact('interruptedMs', run.nowMs());
    run.fact('waitedFor', run.waitingFor);
  } else run.note(message('run-drill.gaveUp', { reason }));
}

/** Added first and therefore run last: the Deployment is rolled out when the drill ends. */
function addRolloutCleanup(run: DrillRun): void {
  run.cleanups.add({
    left: message('run-drill.notRolledOut'),
    remedy: `kubectl rollout status deployment/${run.setup.workload.deployment}`,
    run: (signal) => untilOrRefused(run, (state) => state.isRolledOut(), signal),
  });
}

function show(run: DrillRun, view: View, timeoutMs: number): void {
  const { sent, lost, ratePerSecond, p99Ms } = run.tally.recent(run.nowMs());
  view.update({
    drill: run.drill,
    waitingFor: run.waitingFor,
    elapsedMs: run.nowMs(),
    timeoutMs,
    traffic: { sent, lost, ratePerSecond, p99Ms },
    pods: run.podsSoFar().map((pod) => ({
      name: pod.metadata.name,
      ready: isReady(pod),
      restarts: restartsOf(pod),
      condition: conditionOf(pod),
    })),
  });
}

function notReady(drill: Drill, checks: Verdict['checks']): Verdict {
  const failed = checks.filter((one) => one.passed === false);
  return {
    ...NOTHING_JUDGED,
    drill: drill.name,
    result: 'FAIL',
    reason: message('sentences', { items: failed.map(reasonOf) }),
    checks,
  };
}

function notRun(drill: Drill, { environment }: DrillContext, verdict: Verdict): DrillResult {
  const timeline = {
    drill: drill.name,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    environment,
    requests: [],
    changes: [],
    actions: [],
    usage: [],
    facts: {},
  };
  return { timeline, failedCleanups: [], verdict };
}
