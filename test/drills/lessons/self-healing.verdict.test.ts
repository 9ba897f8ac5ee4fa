import { describe, expect, it } from 'vitest';
import type { V1ContainerStatus } from '../../../drills/cluster/objects.ts';
import { judgeSelfHealing } from '../../../drills/lessons/self-healing.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  inEnglish,
  withFacts,
  withoutChangesAfter,
} from '../../support/timelines/judged.ts';
import { prototypeTimeline, readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('self-healing');
const LEAKING = String(recorded.facts.leakingPod);
const [STAYING] = podsOf(recorded).filter((name) => name !== LEAKING);
const killedMs = momentOf((container) => container.state?.terminated !== undefined);
const restartedMs = momentOf((container) => container.lastState?.terminated?.reason === 'OOMKilled');
/** To a tenth of a second, as figures say it. */
const leakToKill = `${((killedMs - Number(recorded.facts.leakStartedMs)) / 1000).toFixed(1)} s`;

describe('the verdict on self-healing', () => {
  it('fails on a prototype that served until it was killed, for its eleven lost requests alone', () => {
    expectOnlyFailure(
      judgeSelfHealing(prototypeTimeline),
      'lost requests = 0',
      '11 (1 reset, 10 refused) from 25.3 s to 25.6 s',
    );
  });

  it('passes on the recorded cluster, and reports its times', () => {
    const verdict = judgeSelfHealing(recorded);
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).figures).toMatchObject({ 'leak to kill': leakToKill, announced: '30 s' });
    expect(inEnglish(verdict).figures['kill to ready again']).toMatch(/^[1-4]\.\d s$/);
  });

  it('sees a kill whose own change was missed in the last state', () => {
    const timeline = changing(recorded, (one) =>
      one.object.status?.containerStatuses?.[0]?.state?.terminated === undefined ? one : null,
    );
    const verdict = judgeSelfHealing(timeline);
    const later = `${((restartedMs - Number(recorded.facts.leakStartedMs)) / 1000).toFixed(1)} s`;
    expect(inEnglish(verdict).figures).toMatchObject({ 'leak to kill': later });
    expect(inEnglish(verdict).checks.find((check) => check.name.startsWith('last state'))?.passed).toBe(true);
  });

  it('fails when nothing was killed', () => {
    const verdict = judgeSelfHealing(withoutChangesAfter(recorded, killedMs - 1000));
    expectFailure(verdict, 'exactly one restart', 'no container restarted');
    expectFailure(verdict, 'last state is OOMKilled, exit code 137', 'no container ended');
    expectFailure(verdict, 'the pod is ready again', 'not ready');
    expectFailure(verdict, 'the kill comes within 10 % of the announced second', 'no kill was seen');
  });

  it('fails when another pod than the leaking one restarts', () => {
    const verdict = judgeSelfHealing(withFacts(recorded, { leakingPod: String(STAYING) }));
    expectFailure(verdict, 'exactly one restart', `1, of ${LEAKING}`);
  });

  it.each([25, 40])('fails when the kill was announced for second %i', (announcedSeconds) => {
    expectOnlyFailure(
      judgeSelfHealing(withFacts(recorded, { announcedSeconds })),
      'the kill comes within 10 % of the announced second',
      leakToKill,
    );
  });
});

function podsOf({ changes }: Timeline): string[] {
  return changes.flatMap(({ object }) => (object.kind === 'Pod' ? [object.metadata.name] : []));
}

/** When the watch told it of the leaking pod. */
function momentOf(is: (container: V1ContainerStatus) => boolean): number {
  const change = recorded.changes.find(
    ({ object }) =>
      object.kind === 'Pod' && object.metadata.name === LEAKING && object.status.containerStatuses?.some(is),
  );
  if (change === undefined) throw new Error('the recording does not have it');
  return change.atMs;
}
