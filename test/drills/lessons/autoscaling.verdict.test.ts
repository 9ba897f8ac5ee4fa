import { describe, expect, it } from 'vitest';
import { judgeAutoscaling } from '../../../drills/lessons/autoscaling.ts';
import { changing, expectFailure, inEnglish, withoutChangesAfter } from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('autoscaling');

describe('the verdict on autoscaling', () => {
  it('passes on the recorded cluster and reports each step from the start of the load', () => {
    const verdict = judgeAutoscaling(recorded);
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).figures).toMatchObject({
      'desired replicas': '2 -> 4 -> 2',
      '2 -> 4 after': '28.5 s',
      '4 ready after': '31.1 s',
      '4 -> 2 after': '118.5 s',
    });
  });

  it('fails when it stops at 3', () => {
    const three = changing(withoutChangesAfter(recorded, 40_000), (one) => {
      if (one.object.kind === 'Deployment') one.object.spec.replicas = Math.min(3, one.object.spec.replicas);
      if (one.object.kind === 'EndpointSlice') one.object.endpoints.splice(3);
      return one;
    });
    const verdict = judgeAutoscaling(three);
    expectFailure(verdict, 'scales up to 4', '3 at most (2 -> 3)');
    expectFailure(verdict, 'scales back to 2', '3 (2 -> 3)');
  });

  it('fails when the fourth pod is desired and never ready', () => {
    const verdict = judgeAutoscaling(withoutChangesAfter(recorded, 36_000));
    expectFailure(verdict, 'scales up to 4', '3 at most (2 -> 4)');
  });
});
