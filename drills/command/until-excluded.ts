import { message } from '../../messages/all.ts';
import { Refusal } from '../../scripts/command-line.ts';
import type { Drill } from '../drill.ts';
import { formatShare, requestsToExclude } from '../judging/loss-bound.ts';
import type { DrillOptions } from '../options.ts';
import type { DrillRun } from '../run/drill-run.ts';

/** This part of the timeout is for everything but the traffic that `--until` needs. */
const SECONDS_FOR_THE_DRILL = 40;
const LOOK_EVERY_SECONDS = 1;

/** Before a drill runs: its timeout must leave time for as many requests as the share needs. */
export function refuseUnreachable(
  drills: readonly Drill[],
  { untilShare, timeoutSeconds, ratePerSecond }: DrillOptions,
  usualRate: number,
): void {
  if (untilShare === null) return;
  const requests = requestsToExclude(untilShare, 0);
  for (const drill of drills) {
    const timeout = timeoutSeconds ?? drill.timeoutSeconds;
    // Such a drill measures its own traffic, or its timeout depends on the Deployment.
    if (drill.ownTraffic || typeof timeout !== 'number') continue;
    const rate = ratePerSecond ?? drill.ratePerSecond ?? usualRate;
    const seconds = timeout - SECONDS_FOR_THE_DRILL;
    if (requests <= rate * seconds) continue;
    const reachable = seconds <= 0 ? 1 : 3 / (rate * seconds);
    throw new Refusal(
      message('until.tooFewSeconds', {
        share: formatShare(untilShare),
        requests,
        seconds: Math.ceil(requests / rate),
        rate,
        drill: drill.name,
        timeout,
        more: Math.ceil(requests / rate) + SECONDS_FOR_THE_DRILL,
        reachable: formatShare(reachable).replace(' ', ''),
      }),
    );
  }
}

/**
 * The traffic goes on, and the action is repeated where the drill can, until the share is excluded or the
 * time is over.
 */
export async function untilExcluded(
  drill: Drill,
  run: DrillRun,
  share: number,
  ratePerSecond: number,
  timeoutMs: number,
): Promise<void> {
  run.fact('untilShare', share);
  for (;;) {
    const { loss } = drill.judge(run.timeline());
    const { sent, lost } = loss ?? { sent: 0, lost: 0 };
    const requests = requestsToExclude(share, lost);
    if (sent >= requests) return;
    const seconds = Math.ceil((requests - sent) / ratePerSecond);
    if (run.nowMs() + seconds * 1000 > timeoutMs) {
      run.note(message('until.outOfReach', { share: formatShare(share), lost, seconds }));
      return;
    }
    const words = message('until.waiting', { share: formatShare(share), sent, all: requests, seconds });
    if (drill.repeat === undefined) await run.hold(words, LOOK_EVERY_SECONDS);
    else {
      if (run.timeline().facts.repeatedMs === undefined) run.fact('repeatedMs', run.nowMs());
      await drill.repeat(run, words);
      await run.hold(words, LOOK_EVERY_SECONDS);
    }
  }
}
