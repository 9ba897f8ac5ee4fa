import { describe, expect, it } from 'vitest';
import { judgeSelfHealing } from '../../../drills/lessons/self-healing.verdict.ts';
import {
  answering,
  changing,
  expectFailure,
  expectOnlyFailure,
  withFacts,
  withoutChangesAfter,
} from '../judged.ts';
import { recordedTimeline } from '../recording.ts';

const recorded = recordedTimeline('self-healing');
const LEAKING = 'app-1-2-2-1-66b4dcc8b9-946zr';
/** What the drill is for: the same kill, with readiness gone before it. */
const lossless = answering(recorded, (one) => ({ ...one, outcome: 'ok' }));

describe('the verdict on self-healing', () => {
  it('fails on the recorded cluster for its eleven lost requests alone', () => {
    expectOnlyFailure(
      judgeSelfHealing(recorded),
      'lost requests = 0',
      '11 (1 reset, 10 refused) from 25.3 s to 25.6 s',
    );
  });

  it('passes on the same kill when nothing is lost, and reports its times', () => {
    const verdict = judgeSelfHealing(lossless);
    expect(verdict.result).toBe('PASS');
    expect(verdict.figures).toMatchObject({
      'leak to kill': '17.8 s',
      announced: '17 s',
      'kill to ready again': '1.7 s',
    });
  });

  it('sees a kill whose own change was missed in the last state', () => {
    const timeline = changing(lossless, (one) =>
      one.object.status?.containerStatuses?.[0]?.state?.terminated === undefined ? one : null,
    );
    const verdict = judgeSelfHealing(timeline);
    expect(verdict.figures).toMatchObject({ 'leak to kill': '18.8 s' });
    expect(verdict.checks.find((check) => check.name.startsWith('last state'))?.passed).toBe(true);
  });

  it('fails when nothing was killed', () => {
    const verdict = judgeSelfHealing(withoutChangesAfter(lossless, 20_000));
    expectFailure(verdict, 'exactly one restart', 'no container restarted');
    expectFailure(verdict, 'last state is OOMKilled, exit code 137', 'no container ended');
    expectFailure(verdict, 'the pod is ready again', 'not ready');
    expectFailure(verdict, 'the kill comes within 10 % of the announced second', 'no kill was seen');
  });

  it('fails when the container restarts twice', () => {
    const timeline = changing(lossless, (one) => {
      if (one.object.kind === 'Pod' && one.atMs > 27_000 && one.object.metadata.name === LEAKING) {
        one.object.status.containerStatuses[0].restartCount = 2;
      }
      return one;
    });
    expectOnlyFailure(judgeSelfHealing(timeline), 'exactly one restart', `2, of ${LEAKING}`);
  });

  it('fails when another pod than the leaking one restarts', () => {
    const verdict = judgeSelfHealing(withFacts(lossless, { leakingPod: 'app-1-2-2-1-66b4dcc8b9-ctzsx' }));
    expectFailure(verdict, 'exactly one restart', `1, of ${LEAKING}`);
  });

  it('fails when the liveness probe and not the kernel ended the container', () => {
    const timeline = changing(lossless, (one) => {
      for (const container of one.object.status?.containerStatuses ?? []) {
        for (const state of [container.state, container.lastState]) {
          if (state?.terminated) state.terminated.reason = 'Error';
        }
      }
      return one;
    });
    expectOnlyFailure(judgeSelfHealing(timeline), 'last state is OOMKilled, exit code 137', 'Error (137)');
  });

  it('fails when the pod restarts but does not become ready again', () => {
    expectOnlyFailure(
      judgeSelfHealing(withoutChangesAfter(lossless, 27_000)),
      'the pod is ready again',
      'not ready',
    );
  });

  it.each([15, 20])('fails when the kill was announced for second %i', (announcedSeconds) => {
    expectOnlyFailure(
      judgeSelfHealing(withFacts(lossless, { announcedSeconds })),
      'the kill comes within 10 % of the announced second',
      '17.8 s',
    );
  });
});
