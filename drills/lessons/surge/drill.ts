import { message } from '../../../messages/all.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import { isReady } from '../../cluster/state.ts';
import type { Drill } from '../../drill.ts';
import { holdAutoscaler, PIN_RIGHTS } from '../../run/autoscaler-pin.ts';
import { BASELINE, BELOW_BASELINE, calibrate, cpuLimitOf } from '../../run/calibration.ts';
import type { DrillRun } from '../../run/drill-run.ts';
import { LEAST_PODS, MOST_PODS, scaleInLater, untilScaledIn } from '../../run/scale-in.ts';
import type { Text } from '../../timeline.ts';
import type { SurgeFacts } from './checks.ts';
import { judgeSurge, judgeSurgeByHand } from './verdict.ts';

type Run = DrillRun<SurgeFacts>;

/**
 * The demand, as a multiple of what two pods may use, by the cost of a request at the baseline. A warm pod
 * needs up to a fifth less. Two pods are too few either way, and four use at most 65 % of their limits.
 */
const SHARE_OF_TWO = 1.3;
/** Half of a laptop with two cores; beyond it the drill would measure the laptop. */
const MOST_MILLICORES = 1000;
const MOST_PER_SECOND = 250;
/** A pod takes two or three seconds, and more on nodes that are busy with the first pods. */
const START_SECONDS = 30;
const TIMES = {
  idleSeconds: 8,
  baselineSeconds: 25,
  /** From the first users to all of them. The autoscaler needs about a minute of it. */
  rampSeconds: 90,
  /** How long all users wait for four pods before the surge ends. */
  patienceSeconds: 75,
  /** Kept connections reach the new pods within 8 s, and waiting requests are answered. */
  settleSeconds: 10,
  servedSeconds: 20,
};

const RIGHTS = [{ verb: 'get', resource: 'pods/proxy' }];

export const surge = surgeWith(TIMES);

export function surgeWith(times: typeof TIMES): Drill<SurgeFacts> {
  const both = {
    timeoutSeconds: 600,
    afterSeconds: 3,
    ownTraffic: true,
    needs: { autoscaler: true },
  } as const;
  return {
    ...both,
    name: 'surge',
    summary: message('surge.summary'),
    rights: RIGHTS,
    judge: judgeSurge,
    run: async (run) => {
      scaleInLater(run);
      const waitingFor = message('surge.toScale', { high: MOST_PODS, low: LEAST_PODS });
      if (await startSurge(run, times, waitingFor)) await untilScaledIn(run);
    },
    byHand: {
      ...both,
      name: 'surge-by-hand',
      summary: message('surge-by-hand.summary'),
      rights: [...RIGHTS, ...PIN_RIGHTS],
      judge: judgeSurgeByHand,
      run: async (run) => {
        scaleInLater(run);
        const release = await holdAutoscaler(run);
        const command = `kubectl scale deployment/${WORKLOAD.name} --replicas=${MOST_PODS} -n ${run.setup.namespace}`;
        run.note(message('surge.inASecondTerminal', { command }));
        if (!(await startSurge(run, times, message('surge.toType', { command })))) return;
        await release();
        await untilScaledIn(run);
      },
    },
  };
}

/** Returns false where the limits of two pods are more than the drill may load. */
async function startSurge(run: Run, times: typeof TIMES, waitingFor: Text): Promise<boolean> {
  const limitMillicores = cpuLimitOf(run);
  const millicores = Math.round(SHARE_OF_TWO * LEAST_PODS * limitMillicores);
  if (millicores > MOST_MILLICORES) {
    const refused = message('surge.tooLarge', {
      limit: `${limitMillicores}m`,
      total: `${millicores}m`,
      most: `${MOST_MILLICORES}m`,
    });
    run.fact('refused', refused);
    return false;
  }
  const { idleMillicores, requestCostMs, baseline } = await calibrate(run, times);
  run.fact('baseline', baseline);
  const forUsers = millicores - idleMillicores;
  const ratePerSecond = Math.min(MOST_PER_SECOND, Math.round(forUsers / requestCostMs));
  run.fact('demand', { requestCostMs, ratePerSecond, millicores, limitMillicores });
  run.note(
    message('surge.cost', {
      cost: `${requestCostMs.toFixed(1)} ms`,
      rate: ratePerSecond,
      total: `${millicores}m`,
      share: percent(millicores / (LEAST_PODS * limitMillicores)),
      low: LEAST_PODS,
      less: percent(millicores / (MOST_PODS * limitMillicores)),
      high: MOST_PODS,
    }),
  );
  await surgeUntilServed(run, times, ratePerSecond, waitingFor);
  return true;
}

async function surgeUntilServed(
  run: Run,
  times: typeof TIMES,
  ratePerSecond: number,
  waitingFor: Text,
): Promise<void> {
  const { rampSeconds, patienceSeconds, settleSeconds, servedSeconds } = times;
  const startedMs = run.action(
    message('surge.started', {
      least: Math.round(ratePerSecond / 10),
      most: ratePerSecond,
      time: rampSeconds,
    }),
  );
  run.fact('surgeStartedMs', startedMs);
  await run.switchTraffic({ ratePerSecond, users: { ...BASELINE, ratePerSecond, rampSeconds } });
  const isScaled = await run.untilOrFor(
    waitingFor,
    rampSeconds + patienceSeconds,
    (state) => state.deployment()?.spec.replicas === MOST_PODS,
  );
  if (isScaled) {
    // Overload may keep pods from becoming ready again: the verdict judges that.
    await run.untilOrFor(message('surge.podsToBeReady', { count: MOST_PODS }), START_SECONDS, (state) =>
      state.isRolledOut(MOST_PODS),
    );
    const restSeconds = rampSeconds - (run.nowMs() - startedMs) / 1000;
    await run.hold(message('surge.usersToCome'), Math.max(0, restSeconds));
    await run.hold(message('surge.toBeAnswered'), settleSeconds);
    const fromMs = run.nowMs();
    await run.hold(message('surge.podsToServe', { count: MOST_PODS }), servedSeconds);
    run.fact('served', { fromMs, untilMs: run.nowMs() });
  }
  run.fact('surgeStoppedMs', run.action(message('surge.stopped', { rate: BELOW_BASELINE.ratePerSecond })));
  await run.switchTraffic({ ratePerSecond: BELOW_BASELINE.ratePerSecond, users: BELOW_BASELINE });
  await noteConfigurations(run);
}

/** Notes the configuration digest of every pod. */
async function noteConfigurations(run: Run): Promise<void> {
  await run.untilOrFor(message('surge.everyPodToBeReady'), START_SECONDS, (state) =>
    state.pods().every(isReady),
  );
  const digests = await Promise.all(
    run.state
      .podNames()
      .map(async (pod) => [pod, (await run.setup.app.readInfo(pod)).configDigest ?? null] as const),
  );
  run.fact('configDigests', Object.fromEntries(digests));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
