import { describe, expect, it } from 'vitest';
import { judgeAutoscaling } from '../../../drills/lessons/autoscaling.verdict.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  inEnglish,
  withoutChangesAfter,
} from '../../support/timelines/judged.ts';
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

  it('fails when it does not come back to 2', () => {
    expectOnlyFailure(
      judgeAutoscaling(withoutChangesAfter(recorded, 123_630)),
      'scales back to 2',
      '3 (2 -> 4 -> 2)',
    );
  });

  it('fails when it did not start at 2', () => {
    const timeline = changing(recorded, (one) =>
      one.atMs > 35_900 || one.object.kind === 'Pod' ? one : null,
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
      /app-1-2-2-1-5b9d585746-dgc5b restarted once/,
    );
  });
});
