import { describe, expect, it } from 'vitest';
import { judgeRollingUpdate } from '../../../drills/lessons/rolling-update.ts';
import { message } from '../../../messages/all.ts';
import { recounted } from '../../support/timelines/edits.ts';
import {
  answering,
  changing,
  expectFailure,
  expectOnlyFailure,
  expectPass,
  inEnglish,
  withFacts,
  withoutChangesAfter,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('rolling-update');

describe('the verdict on a rolling update', () => {
  it('passes on the recorded cluster and reports the time and the mix of versions', () => {
    const verdict = judgeRollingUpdate(recorded);
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).figures).toMatchObject({
      'image set to rollout complete': '3.7 s',
      'versions seen': '1.0.0: 453, 2.0.0: 884',
    });
  });

  it('fails when the rollout stops halfway', () => {
    const verdict = judgeRollingUpdate(withoutChangesAfter(recorded, 8000));
    expectFailure(verdict, 'all pods run the new version', /1 ready with 1pro\/app-update, .*not ready with/);
    expectFailure(verdict, 'after the rollout only the new version answers', 'the rollout did not complete');
  });

  it('gives one remedy where the cluster cannot get the image, and asks nothing of a pod without one', () => {
    const waiting = message('rollout.noImageBecause', {
      reason: 'ErrImagePull',
      pod: 'app-1-2-2-1-new',
      image: '1pro/none',
      said: 'not found',
    });
    const { answersCounted = {} } = recorded.facts;
    const verdict = judgeRollingUpdate(
      withFacts(withoutChangesAfter(recorded, 8000), {
        gaveUp: waiting,
        remedy: 'load the image',
        answersCounted: { ...answersCounted, 'app-1-2-2-1-new': null },
      }),
    );
    const failed = inEnglish(verdict).checks.filter(({ passed }) => passed === false);
    expect(failed.map(({ remedy }) => remedy)).toEqual([
      'load the image',
      expect.stringMatching(/^this follows/),
      expect.stringMatching(/^this follows/),
    ]);
    expect(inEnglish(verdict).checks.find(({ name }) => name.startsWith('each pod counted'))?.passed).toBe(
      true,
    );
  });

  it('passes where an autoscaler had three pods and takes one away meanwhile, and not where none does', () => {
    const withThree = (untilMs: number) =>
      withFacts(
        changing(recorded, (one) => {
          if (one.object.kind === 'Deployment' && one.atMs < untilMs) one.object.spec.replicas = 3;
          return one;
        }),
        { replicasAtStart: 3 },
      );
    expectFailure(judgeRollingUpdate(withThree(Infinity)), 'never fewer than 3 ready', '2 at 0.0 s');
    expectPass(judgeRollingUpdate(withThree(0)));
  });

  it('fails when the endpoint slices were never seen: unknown is not fine', () => {
    const timeline = changing(recorded, (one) => (one.object.kind === 'EndpointSlice' ? null : one));
    expectOnlyFailure(judgeRollingUpdate(timeline), 'never fewer than 2 ready', /no endpoint slice/);
  });

  it('fails when no traffic followed the rollout', () => {
    const timeline = recounted(answering(recorded, (one) => (one.scheduledMs < 10_000 ? one : null)));
    expectOnlyFailure(
      judgeRollingUpdate(timeline),
      'after the rollout only the new version answers',
      '0 of 0 answers from 10.8 s on',
    );
  });
});
