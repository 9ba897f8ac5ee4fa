import { type Difference, describeDifference } from '../cluster/applied.ts';
import { momentsOf } from '../cluster/history.ts';
import { check, checkFacts, present, seconds } from '../judging/check.ts';
import { neverFewerReady } from '../judging/endpoints.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

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
    deciding: restoredIn === null ? '' : `${count} differences found, put right in ${restoredIn}`,
    checks: [
      checkFacts('kubectl diff finds every change by hand', timeline, ['differencesByHand'], (facts) => {
        const found = facts.differencesByHand;
        const missed = CHANGED.filter((kind) => !found.some((one) => one.kind === kind));
        return {
          passed: missed.length === 0,
          expected: `one or more in ${CHANGED.join(', ')}`,
          actual: found.map(describeDifference).join(', ') || 'no difference',
          remedy: `nothing was found in ${missed.join(', ')}: a controller or another person changed it back meanwhile`,
        };
      }),
      checkFacts('applied again, all is as the files say', timeline, ['differencesLeft'], (facts) => ({
        passed: facts.differencesLeft.length === 0,
        expected: 'no difference',
        actual: facts.differencesLeft.map(describeDifference).join(', ') || 'no difference',
        remedy: 'something changes it back at once: another controller (GitOps, an operator) owns this field',
      })),
      endsAsItBegan(timeline),
      neverFewerReady(timeline),
    ],
    figures: present({
      'differences found': String(count),
      'applied to rolled out': restoredIn,
    }),
  });
}

/**
 * The same from the watches, which know nothing of files: what was desired at the end is what was desired
 * before.
 */
function endsAsItBegan(timeline: Timeline): Check {
  const specs = new Map<string, string[]>();
  for (const { object } of momentsOf(timeline)) {
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
  return check('each object was changed, and ends as it began', passed, {
    expected: `${CHANGED.join(', ')}: another spec in between, the first one at the end`,
    actual: passed
      ? 'all of them'
      : [
          ...missing.map((kind) => `${kind} never seen`),
          ...unchanged.map((kind) => `${kind} never changed`),
          ...different.map((kind) => `${kind} ends with another spec`),
        ].join(', '),
    remedy: 'kubectl get the object with -o yaml, and compare its spec with the file',
  });
}
