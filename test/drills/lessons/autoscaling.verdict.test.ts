import { describe, expect, it } from 'vitest';
import { judgeAutoscaling } from '../../../drills/lessons/autoscaling.verdict.ts';
import { changing, expectFailure, expectOnlyFailure, withoutChangesAfter } from '../judged.ts';
import { recordedTimeline } from '../recording.ts';

const recorded = recordedTimeline('autoscaling');

describe('the verdict on autoscaling', () => {
  it('passes on the recorded cluster and reports each step from the start of the load', () => {
    const verdict = judgeAutoscaling(recorded);
    expect(verdict.result).toBe('PASS');
    expect(verdict.figures).toMatchObject({
      'desired replicas': '2 -> 3 -> 4 -> 3 -> 2',
      '2 -> 3 after': '22.9 s',
      '3 -> 4 after': '38.0 s',
      '4 ready after': '41.0 s',
      '4 -> 3 after': '398.3 s',
      '3 -> 2 after': '413.3 s',
    });
  });

  it('fails when it stops at 3', () => {
    const verdict = judgeAutoscaling(withoutChangesAfter(recorded, 45_000));
    expectFailure(verdict, 'scales up to 4', '3 at most (2 -> 3)');
    expectFailure(verdict, 'scales back to 2', '3 (2 -> 3)');
  });

  it('fails when the fourth pod is desired and never ready', () => {
    const verdict = judgeAutoscaling(withoutChangesAfter(recorded, 48_000));
    expectFailure(verdict, 'scales up to 4', '3 at most (2 -> 3 -> 4)');
  });

  it('fails when it does not come back to 2', () => {
    expectOnlyFailure(
      judgeAutoscaling(withoutChangesAfter(recorded, 415_000)),
      'scales back to 2',
      '3 (2 -> 3 -> 4 -> 3)',
    );
  });

  it('fails when it did not start at 2', () => {
    const timeline = changing(recorded, (one) =>
      one.atMs > 33_000 || one.object.kind === 'Pod' ? one : null,
    );
    expectFailure(judgeAutoscaling(timeline), 'starts at 2 replicas', '3 ready');
  });

  it('fails when a container restarts under the load', () => {
    const timeline = changing(recorded, (one) => {
      const [container] = one.object.kind === 'Pod' ? (one.object.status.containerStatuses ?? []) : [];
      if (container !== undefined && one.atMs > 40_000) container.restartCount = 1;
      return one;
    });
    expectOnlyFailure(
      judgeAutoscaling(timeline),
      'no restart that the drill did not cause',
      /app-1-2-2-1-86745c6bf-28vqx restarted once/,
    );
  });
});
