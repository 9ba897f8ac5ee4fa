import { message } from '../../messages/all.ts';
import { snapshotsOf } from '../cluster/history.ts';
import type { Check, Timeline } from '../timeline.ts';
import { checkFacts, seconds } from './check.ts';
import { fewestDesired } from './replicas.ts';

/** From `fromMs` until `untilMs` exactly these pods were ready endpoints of the Service. */
export interface ReadyPeriod {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly pods: ReadonlySet<string>;
}

export function readyPeriods(timeline: Timeline): ReadyPeriod[] {
  const periods: ReadyPeriod[] = [];
  let current: { fromMs: number; pods: ReadonlySet<string> } | null = null;
  for (const { atMs, object, state } of snapshotsOf(timeline)) {
    if (object.kind !== 'EndpointSlice') continue;
    const pods = state.readyEndpoints();
    if (pods === null || (current !== null && sameSet(current.pods, pods))) continue;
    if (current !== null) periods.push({ ...current, untilMs: atMs });
    current = { fromMs: atMs, pods };
  }
  if (current !== null) periods.push({ ...current, untilMs: Math.max(timeline.durationMs, current.fromMs) });
  return periods;
}

export interface FewestReady {
  readonly count: number;
  readonly atMs: number;
}

/** Null where the Service never had an endpoint slice. */
export function fewestReady(timeline: Timeline): FewestReady | null {
  const [fewest] = readyPeriods(timeline).sort((a, b) => a.pods.size - b.pods.size);
  return fewest === undefined ? null : { count: fewest.pods.size, atMs: fewest.fromMs };
}

export function neverFewerReady(timeline: Timeline): Check {
  const fewestUntil = fewestDesired(timeline);
  const tooFew = readyPeriods(timeline).find(({ fromMs, pods }) => pods.size < fewestUntil(fromMs));
  const fewest = tooFew ? { count: tooFew.pods.size, atMs: tooFew.fromMs } : fewestReady(timeline);
  const needed = fewestUntil(tooFew?.fromMs ?? timeline.durationMs);
  return checkFacts(
    timeline.facts.replicasAtStart === undefined
      ? message('endpoints.neverFewerBefore')
      : message('endpoints.neverFewerReady', { count: needed }),
    timeline,
    ['replicasAtStart'],
    () => ({
      passed: fewest !== null && tooFew === undefined,
      expected: message('endpoints.countOrMoreReady', { count: needed }),
      actual:
        fewest === null
          ? message('endpoints.noSliceSeen')
          : message('endpoints.countAt', { count: fewest.count, time: seconds(fewest.atMs) }),
      remedy: message('endpoints.setMaxUnavailable'),
    }),
  );
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
