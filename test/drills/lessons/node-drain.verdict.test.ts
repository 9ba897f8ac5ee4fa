import { describe, expect, it } from 'vitest';
import { judgeNodeDrain } from '../../../drills/lessons/node-drain.ts';
import {
  changing,
  expectOnlyFailure,
  inEnglish,
  withoutChangesAfter,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('node-drain');

describe('the verdict on a node drain', () => {
  it('passes on the recorded cluster and reports the refusals and the time', () => {
    const verdict = judgeNodeDrain(recorded);
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).figures).toMatchObject({
      'evictions refused by the budget (429)': '0',
      'fewest ready endpoints': '1',
      'cordon to drained': '5.5 s',
    });
  });

  it('fails when the budget itself counts fewer healthy pods than it wants', () => {
    const timeline = changing(recorded, (one) => {
      if (one.object.kind === 'PodDisruptionBudget' && one.atMs > 5085.8 && one.atMs < 5100)
        one.object.status.desiredHealthy = 2;
      return one;
    });
    expectOnlyFailure(judgeNodeDrain(timeline), 'the budget is honoured', /^1 at/);
  });

  it('fails when there is no budget', () => {
    const timeline = changing(recorded, (one) => (one.object.kind === 'PodDisruptionBudget' ? null : one));
    expectOnlyFailure(judgeNodeDrain(timeline), 'the budget is honoured', 'no PodDisruptionBudget was seen');
  });

  it('fails when nothing counts healthy pods', () => {
    const timeline = changing(recorded, (one) => {
      if (one.object.kind === 'EndpointSlice') return null;
      if (one.object.kind === 'PodDisruptionBudget') delete one.object.status.currentHealthy;
      return one;
    });
    expectOnlyFailure(judgeNodeDrain(timeline), 'the budget is honoured', /no count of healthy pods/);
  });

  it('fails when the evicted pod stays on the node', () => {
    const verdict = judgeNodeDrain(withoutChangesAfter(recorded, 10_300));
    expectOnlyFailure(verdict, 'the node is empty of the workload', '1 evicted, 1 left');
  });
});
