import { message } from '../../messages/drills.ts';
import { describeDifference, type Difference } from '../cluster/applied.ts';
import { snapshotsOf } from '../cluster/history.ts';
import { check, checkFacts, present, seconds } from '../judging/check.ts';
import { neverFewerReady } from '../judging/endpoints.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Check, Text, Timeline, Verdict } from '../timeline.ts';

/** In the order in which they are changed. */
const CHANGED = ['Service', 'HorizontalPodAutoscaler', 'Deployment'];

export type DriftFacts = {
  /** What `kubectl diff` finds after the change by hand. */
  readonly differencesByHand: readonly Difference[];
  readonly appliedMs: number;
  readonly restoredMs: number;
  /** What it still finds after the files were applied. */
  readonly differencesLeft: readonly Difference[];
};

export function judgeDrift(timeline: Timeline<DriftFacts>): Verdict {
  const { appliedMs, restoredMs, differencesByHand } = timeline.facts;
  const restoredIn =
    appliedMs === undefined || restoredMs === undefined ? null : seconds(restoredMs - appliedMs);
  const count = differencesByHand?.length ?? 0;
  return verdictOf(timeline, {
    headline: restoredIn === null ? '' : message('drift.foundAndPutRight', { count, time: restoredIn }),
    checks: [
      checkFacts(message('drift.diffFindsEveryChange'), timeline, ['differencesByHand'], (facts) => {
        const found = facts.differencesByHand;
        const missed = CHANGED.filter((kind) => !found.some((one) => one.kind === kind));
        return {
          passed: missed.length === 0,
          expected: message('drift.oneOrMoreInEach', { kinds: CHANGED.join(', ') }),
          actual: describe(found),
          remedy: message('drift.changedBackMeanwhile', { kinds: missed.join(', ') }),
        };
      }),
      checkFacts(message('drift.appliedAgain'), timeline, ['differencesLeft'], (facts) => ({
        passed: facts.differencesLeft.length === 0,
        expected: message('drift.noDifference'),
        actual: describe(facts.differencesLeft),
        remedy: message('drift.ownedByAnotherController'),
      })),
      endsAsItBegan(timeline),
      neverFewerReady(timeline),
    ],
    figures: present([
      [message('figure.differences'), String(count)],
      [message('figure.appliedToRolledOut'), restoredIn],
    ]),
  });
}

function describe(differences: readonly Difference[]): Text {
  return differences.map(describeDifference).join(', ') || message('drift.noDifference');
}

/**
 * The same from the watches, which know nothing of files: what was desired at the end is what was desired
 * before.
 */
function endsAsItBegan(timeline: Timeline): Check {
  const specs = new Map<string, string[]>();
  for (const { object } of snapshotsOf(timeline)) {
    if (!CHANGED.includes(object.kind)) continue;
    const seen = specs.get(object.kind) ?? [];
    specs.set(object.kind, seen);
    // How many there are is what the autoscaler decides, at any moment.
    const { replicas: _, ...lasting } = object.spec;
    const spec = JSON.stringify(lasting);
    if (seen.at(-1) !== spec) seen.push(spec);
  }
  const unchanged = [...specs].filter(([, seen]) => seen.length < 3).map(([kind]) => kind);
  const different = [...specs].filter(([, seen]) => seen.at(0) !== seen.at(-1)).map(([kind]) => kind);
  const missing = CHANGED.filter((kind) => !specs.has(kind));
  const passed = missing.length === 0 && unchanged.length === 0 && different.length === 0;
  return check(message('drift.changedAndBack'), passed, {
    expected: message('drift.anotherSpecThenTheFirst', { kinds: CHANGED.join(', ') }),
    actual: passed
      ? message('drift.all')
      : message('list', {
          items: [
            ...missing.map((kind) => message('drift.neverSeen', { kind })),
            ...unchanged.map((kind) => message('drift.neverChanged', { kind })),
            ...different.map((kind) => message('drift.endsWithAnotherSpec', { kind })),
          ],
        }),
    remedy: message('drift.compareSpec'),
  });
}
