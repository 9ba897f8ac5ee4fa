import { describe, expect, it } from 'vitest';
import { judgeAutoscaling } from '../../../drills/lessons/autoscaling.ts';
import { judgeFailedUpdate } from '../../../drills/lessons/failed-update.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import { message } from '../../../messages/all.ts';
import { changing, expectFailure, inEnglish, remedyOf } from '../../support/timelines/judged.ts';
import { recordedCluster } from '../../support/timelines/recording.ts';
import { readFailed, readShipped } from '../../support/timelines/shipped.ts';

const QUOTA = /exceeded quota: two-pods, requested: pods=1, used: pods=2, limited: pods=2/;

function timedOut(timeline: Timeline): Timeline {
  const facts = {
    ...timeline.facts,
    gaveUp: message('run-drill.timedOut', { time: 9, what: 'the pods' }),
    remedy: 'wait',
  };
  return { ...timeline, facts };
}

describe('the first suspect of a drill that could not succeed', () => {
  it('is the quota that refuses every new pod, in its own words, and how to read it', async () => {
    const verdict = judgeAutoscaling(await readFailed('autoscaling-quota'));
    expect(inEnglish(verdict).reason).toMatch(
      /^the drill ran to its end: ReplicaSet app-1-2-2-1-6c64869977, FailedCreate 15 times: pods "app-1-2-2-1-6c64869977-kxjfh" is forbidden: /,
    );
    expectFailure(verdict, 'the drill ran to its end', QUOTA);
    expect(remedyOf(verdict)).toBe('kubectl describe quota two-pods: it must leave room for one more pod');
  });

  it('is the only advice: every other failure follows from it', async () => {
    const verdict = inEnglish(judgeAutoscaling(await readFailed('autoscaling-quota')));
    const others = verdict.checks.filter(({ passed }) => passed === false).slice(1);
    expect(others.length).toBeGreaterThan(0);
    for (const { remedy } of others) expect(remedy).toMatch(/^this follows from what stopped the drill/);
  });

  it.each([
    [
      'pods "a" is forbidden: maximum memory usage per Container is 100Mi, but limit is 200Mi',
      /^kubectl describe limitrange/,
    ],
    [
      'admission webhook "policy.example.org" denied the request: no',
      /^the admission webhook policy\.example\.org decides/,
    ],
    ['pods "a" is forbidden: violates PodSecurity "restricted:latest": x', /pod-security\.kubernetes\.io/],
  ])('is told apart by who refuses: %s', async (message, remedy) => {
    const verdict = judgeAutoscaling(
      changing(await readFailed('autoscaling-quota'), (one) => {
        if (one.object.kind === 'Event') one.object.message = one.object.message.replace(/pods ".*/, message);
        return one;
      }),
    );
    expectFailure(verdict, 'the drill ran to its end', message);
    expect(remedyOf(verdict)).toMatch(remedy);
  });

  it('is none where no event came twice, or only events of pods that are gone', async () => {
    const verdict = judgeFailedUpdate(timedOut(await readShipped('traffic-routing')));
    expectFailure(verdict, 'the drill ran to its end', /^timed out after 9 s/);
    expect(remedyOf(verdict)).toBe('wait');
  });

  it('is none in a drill that ended for another reason', async () => {
    const timeline = await readFailed('autoscaling-quota');
    const verdict = judgeAutoscaling({
      ...timeline,
      facts: { ...timeline.facts, gaveUp: 'ErrImagePull: x' },
    });
    expectFailure(verdict, 'the drill ran to its end', /^ErrImagePull: x$/);
  });
});

describe('a check without data', () => {
  it('is not checked: no failing pod was there that could have answered', () => {
    const timeline = timedOut(recordedCluster('failed-update'));
    const facts = { ...timeline.facts, image: 'never/seen', imageSetMs: 1 };
    const verdict = inEnglish(judgeFailedUpdate({ ...timeline, facts }));
    expect(verdict.checks.find(({ name }) => name === 'only old pods serve')).toMatchObject({
      passed: null,
      actual: 'not checked: there was no pod with never/seen',
    });
  });

  it('is not checked: nothing had been scaled up that could scale back', async () => {
    const { checks } = inEnglish(judgeAutoscaling(await readFailed('autoscaling-quota')));
    expect(checks.find(({ name }) => name === 'scales back to 2')).toMatchObject({
      passed: null,
      actual: 'not checked: there were never 4 ready replicas that could come back (2 -> 3 -> 4)',
    });
  });

  it('is not checked where the drill ended before it noted what is judged', async () => {
    const { facts: _, ...rest } = await readFailed('autoscaling-quota');
    const facts = { gaveUp: 'the API server said no', remedy: 'ask it again' };
    const verdict = inEnglish(judgeAutoscaling({ ...rest, facts }));
    expect(verdict.result).toBe('FAIL');
    expect(verdict.checks.find(({ name }) => name === 'scales up to 4')).toMatchObject({ passed: null });
  });
});
