import { describe, expect, it } from 'vitest';
import { refuseUnreachable } from '../../../drills/command/until-excluded.ts';
import { gracefulShutdown } from '../../../drills/lessons/graceful-shutdown/drill.ts';
import { judgeRollingUpdate, type RollingUpdateFacts } from '../../../drills/lessons/rolling-update.ts';
import { surge } from '../../../drills/lessons/surge/drill.ts';
import { trafficRouting } from '../../../drills/lessons/traffic-routing.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import { optionsFor } from '../../support/replay/stage.ts';
import { answering, expectOnlyFailure, expectPass } from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const refuse = (drill: Parameters<typeof refuseUnreachable>[0][number], ...flags: string[]) =>
  refuseUnreachable([drill], optionsFor(drill.name, ...flags), 50);

describe('--until', () => {
  it('is refused where the time of the drill does not allow it, and says what it does', () => {
    expect(() => refuse(trafficRouting, '--until', '0.05%')).toThrow(
      '--until 0.050 % takes 5,990 requests without a loss, 120 s at 50 a second, and traffic-routing has 120 s: --timeout 160, a higher --rate, or --until 0.075%',
    );
  });

  it.each([
    ['with what it advises: more time', ['--until', '0.05%', '--timeout', '160']],
    ['with what it advises: a higher rate', ['--until', '0.05%', '--rate', '100']],
    ['with what it advises: a share that can be reached', ['--until', '0.075%']],
    ['without it', []],
  ])('is taken %s', (_, flags) => {
    expect(() => refuse(trafficRouting, ...flags)).not.toThrow();
  });

  it('counts the rate that a drill has by itself, and leaves alone what sends its own traffic', () => {
    expect(() => refuse(gracefulShutdown, '--until', '0.02%')).not.toThrow();
    expect(() => refuse(surge, '--until', '0.001%')).not.toThrow();
  });

  it.each(['0.05', '0%', '60%', 'x%'])('does not take %s for a share', (text) => {
    expect(() => refuse(trafficRouting, '--until', text)).toThrow(/is not a share from 0\.001% to 50%/);
  });

  it('is a check of the verdict: so many requests exclude it, and fewer do not', async () => {
    const recorded = (await readShipped('rolling-update')) as Timeline<RollingUpdateFacts>;
    const asked = (untilShare: number) => ({ ...recorded, facts: { ...recorded.facts, untilShare } });
    expectPass(judgeRollingUpdate(asked(0.0023)));
    expectOnlyFailure(
      judgeRollingUpdate(asked(0.0022)),
      'a loss of 0.22 % is excluded',
      '0 of 1,337 lost: below 0.22 % with 95 % certainty',
    );
    const losing = answering(asked(0.0023), (one) => (one.number === 3 ? { ...one, outcome: '5xx' } : one));
    expect(
      judgeRollingUpdate(losing as typeof recorded).checks.filter(({ passed }) => passed === false),
    ).toHaveLength(2);
  });
});
