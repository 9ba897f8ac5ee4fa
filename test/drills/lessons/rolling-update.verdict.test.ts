import { describe, expect, it } from 'vitest';
import { judgeRollingUpdate } from '../../../drills/lessons/rolling-update.verdict.ts';
import { answering, changing, expectFailure, expectOnlyFailure, withoutChangesAfter } from '../judged.ts';
import { recordedTimeline } from '../recording.ts';

const recorded = recordedTimeline('rolling-update');

describe('the verdict on a rolling update', () => {
  it('passes on the recorded cluster and reports the time and the mix of versions', () => {
    const verdict = judgeRollingUpdate(recorded);
    expect(verdict.result).toBe('PASS');
    expect(verdict.figures).toMatchObject({
      'image set to rollout complete': '5.9 s',
      'versions seen': 'v1: 373, v2: 1627',
    });
  });

  it('fails when the rollout stops halfway', () => {
    const verdict = judgeRollingUpdate(withoutChangesAfter(recorded, 12_000));
    expectFailure(verdict, 'all pods run the new version', /1 ready with 1pro\/app-update, .*not ready with/);
    expectFailure(verdict, 'after the rollout only the new version answers', 'the rollout did not complete');
  });

  it('fails when there is a moment with one ready endpoint', () => {
    const timeline = changing(recorded, (one) => {
      if (one.object.kind === 'EndpointSlice' && one.atMs > 10_825 && one.atMs < 11_000) {
        one.object.endpoints[1].conditions.ready = false;
      }
      return one;
    });
    expectOnlyFailure(judgeRollingUpdate(timeline), 'never fewer than 2 ready', '1 at 10.8 s');
  });

  it('fails when the endpoint slices were never seen: unknown is not fine', () => {
    const timeline = changing(recorded, (one) => (one.object.kind === 'EndpointSlice' ? null : one));
    expectOnlyFailure(judgeRollingUpdate(timeline), 'never fewer than 2 ready', /no endpoint slice/);
  });

  it('fails when an old pod still answers long after the rollout', () => {
    const timeline = answering(recorded, (one) =>
      one.number === 1900 ? { ...one, pod: 'app-1-2-2-1-66b4dcc8b9-946zr', version: 'v1' } : one,
    );
    expectOnlyFailure(
      judgeRollingUpdate(timeline),
      'after the rollout only the new version answers',
      /^(\d+) of \d+ answers/,
    );
  });

  it('fails when no traffic followed the rollout', () => {
    const timeline = answering(recorded, (one) => (one.scheduledMs < 15_000 ? one : null));
    expectOnlyFailure(
      judgeRollingUpdate(timeline),
      'after the rollout only the new version answers',
      '0 of 0 answers from 15.8 s on',
    );
  });
});
