import { describe, expect, it } from 'vitest';
import { checkFacts } from '../../../drills/judging/check.ts';
import { DRILLS } from '../../../drills/lessons/catalogue.ts';
import { judgeSelfHealing, type SelfHealingFacts } from '../../../drills/lessons/self-healing.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import { expectFailure, inEnglish, withoutFact } from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = (await readShipped('self-healing')) as Timeline<SelfHealingFacts>;
/** These facts give a figure; no check uses them. */
const OF_FIGURES_ONLY: readonly string[] = [
  'self-healing/replicasAtStart',
  'traffic-routing/replicasAtStart',
  'autoscaling/replicasAtStart',
  'node-drain/cordonedMs',
  'node-drain/evictionsRefused',
  'node-drain/drainedMs',
  'rolling-update/imageSetMs',
  'autoscaling/loadStoppedMs',
  'monitoring/replicasAtStart',
  'monitoring/leakStartedMs',
  'monitoring/announcedSeconds',
  'surge/replicasAtStart',
  'resize/replicasAtStart',
  'drift/appliedMs',
  'drift/restoredMs',
  // Without this fact the check of the pods' counts says that it is not checked.
  'graceful-shutdown/answersCounted',
  'rolling-update/answersCounted',
  'traffic-routing/answersCounted',
];
const FINDING = { passed: true, expected: '', actual: '', remedy: '' };

const RECORDED = await Promise.all(
  DRILLS.map(async (drill) => ({ drill, timeline: await readShipped(drill.name) })),
);

describe('a fact that a drill leaves for its judge', () => {
  it('does not compile under another name', () => {
    // @ts-expect-error: this drill notes `announcedSeconds`
    const renamed = checkFacts('kill', recorded, ['announcedSecond'], () => FINDING);
    expect(renamed.passed).toBe(false);
  });

  it('does not compile as another type', () => {
    checkFacts('kill', recorded, ['announcedSeconds'], ({ announcedSeconds }) => {
      // @ts-expect-error: a number of seconds
      const text: string = announcedSeconds;
      return { ...FINDING, actual: String(text) };
    });
  });

  it('fails its check where it is missing, and is never taken for a zero', () => {
    const verdict = judgeSelfHealing(withoutFact(recorded, 'leakStartedMs') as Timeline<SelfHealingFacts>);
    expectFailure(verdict, 'the kill comes within 10 % of the announced second', 'not noted: leakStartedMs');
    expect(verdict.figures).not.toHaveProperty('leak to kill');
    expect(inEnglish(verdict).headline).toBe('');
  });

  it.each(
    RECORDED.flatMap(({ drill, timeline }) =>
      Object.keys(timeline.facts).map((fact) => ({ drill, timeline, name: drill.name, fact })),
    ).filter(({ name, fact }) => !OF_FIGURES_ONLY.includes(`${name}/${fact}`)),
  )('of $name fails the drill where $fact is missing', ({ drill, timeline, fact }) => {
    expect(drill.judge(withoutFact(timeline, fact)).result).toBe('FAIL');
  });
});
