import { message } from '../../messages/all.ts';
import { parseQuantity } from '../cluster/quantity.ts';
import { containerOf } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import { meanMillicores } from '../judging/usage.ts';
import type { Users } from '../traffic/users.ts';
import type { DrillRun } from './drill-run.ts';

/**
 * Few enough that two pods stay below the target of the autoscaler, and enough that their cost can be
 * measured.
 */
export const BASELINE: Users = { ratePerSecond: 8, rampSeconds: 0, workMilliseconds: 5, seed: 1 };

/** After the surge: so few that two pods are enough. */
export const BELOW_BASELINE: Users = { ...BASELINE, ratePerSecond: 4 };

/** A pod reports the mean of the last second: the first reading belongs to the traffic before. */
const FIRST_WINDOW_MS = 1500;
/** A smaller cost is noise: the work of a request alone takes longer. */
const LEAST_COST_MS = 1;

export interface CalibrationTimes {
  readonly idleSeconds: number;
  readonly baselineSeconds: number;
}

export interface Calibration {
  readonly idleMillicores: number;
  /** CPU time that one request of these users costs a pod, on average over all paths. */
  readonly requestCostMs: number;
  readonly baseline: { readonly fromMs: number; readonly untilMs: number };
}

/** What a request costs on this machine: the CPU of all pods with a few users, less their idle CPU. */
export async function calibrate(
  run: DrillRun,
  { idleSeconds, baselineSeconds }: CalibrationTimes,
): Promise<Calibration> {
  const idleFromMs = run.nowMs();
  await run.hold(message('calibration.idle'), idleSeconds);
  const idleMillicores = cpuSince(run, idleFromMs);
  await run.switchTraffic({ ratePerSecond: BASELINE.ratePerSecond, users: BASELINE });
  const fromMs = run.nowMs();
  await run.hold(message('calibration.baseline'), baselineSeconds);
  const untilMs = run.nowMs();
  const sent = run.timeline().requests.filter(({ scheduledMs }) => scheduledMs >= fromMs).length;
  const ratePerSecond = sent / ((untilMs - fromMs) / 1000);
  const requestCostMs = (cpuSince(run, fromMs) - idleMillicores) / ratePerSecond;
  if (!(requestCostMs >= LEAST_COST_MS))
    throw new DrillFailure(
      message('calibration.tooCheap', { cost: `${requestCostMs.toFixed(1)} ms` }),
      message('calibration.runAgain'),
    );
  return { idleMillicores, requestCostMs, baseline: { fromMs, untilMs } };
}

/** The CPU limit of one container, in millicores. */
export function cpuLimitOf({ setup }: DrillRun): number {
  const limit = containerOf(setup.found)?.resources?.limits?.cpu;
  const cores = limit === undefined ? null : parseQuantity(limit);
  if (cores !== null) return cores * 1000;
  throw new DrillFailure(message('calibration.noCpuLimit'), 'kubectl apply -f k8s/deployment.yaml');
}

function cpuSince(run: DrillRun, fromMs: number): number {
  const millicores = meanMillicores(run.timeline().usage, fromMs + FIRST_WINDOW_MS);
  if (millicores > 0) return millicores;
  throw new DrillFailure(message('calibration.noCpu'), message('calibration.readInfo'));
}
