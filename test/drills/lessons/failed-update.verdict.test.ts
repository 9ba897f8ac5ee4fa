import { describe, expect, it } from 'vitest';
import { judgeFailedUpdate } from '../../../drills/lessons/failed-update.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  inEnglish,
  withoutChangesAfter,
  withoutFact,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('failed-update');

describe('the verdict on a failed update', () => {
  it('passes on the recorded cluster and reports deadline and undo', () => {
    const verdict = judgeFailedUpdate(recorded);
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).figures).toMatchObject({
      'image set to deadline exceeded': '60.6 s',
      'undo to old revision restored': '0.1 s',
    });
  });

  it('judges the undo by counts: the conditions may still tell of the failed rollout', () => {
    const timeline = changing(recorded, (one) => {
      if (one.object.kind === 'Deployment' && one.atMs > 65_665) {
        one.object.status.conditions = [
          { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
        ];
      }
      return one;
    });
    expect(judgeFailedUpdate(timeline).result).toBe('PASS');
  });

  it('fails when the rollout stopped for another reason than its deadline', () => {
    const timeline = changing(recorded, (one) => {
      for (const condition of one.object.status?.conditions ?? [])
        if (condition.reason === 'ProgressDeadlineExceeded') condition.reason = 'ReplicaSetUpdated';
      return one;
    });
    expectOnlyFailure(judgeFailedUpdate(timeline), 'ProgressDeadlineExceeded is seen', 'not seen');
  });

  it('fails when the undo was never done', () => {
    const timeline = withoutFact(withoutChangesAfter(recorded, 65_665), 'undoneMs');
    expectOnlyFailure(
      judgeFailedUpdate(timeline),
      'undo restores the old revision',
      'the undo was never done',
    );
  });

  it('fails when a pod of the bad revision is still counted by the Deployment', () => {
    const timeline = changing(recorded, (one) => {
      if (one.object.kind === 'Deployment' && one.atMs > 65_665) one.object.status.replicas = 3;
      return one;
    });
    expectOnlyFailure(judgeFailedUpdate(timeline), 'undo restores the old revision', /replicas 3/);
  });

  it('fails when the undo is not observed by the controller', () => {
    const timeline = changing(recorded, (one) => {
      if (one.object.kind === 'Deployment' && one.atMs > 65_665) one.object.metadata.generation = 14;
      return one;
    });
    expectFailure(judgeFailedUpdate(timeline), 'undo restores the old revision', /updated 2/);
  });
});
