import { describe, expect, it } from 'vitest';
import { judgeResize, type ResizeFacts } from '../../../drills/lessons/resize/verdict.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  expectPass,
  inEnglish,
  withFacts,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = (await readShipped('resize')) as Timeline<ResizeFacts>;
const leak = recorded.facts.leak ?? { pod: '', startedMs: 0, announcedSeconds: 0 };

describe('the verdict on resize, recorded on a cluster of two nodes with Kubernetes 1.36', () => {
  it('passes, and says what a reader asks first', () => {
    const verdict = judgeResize(recorded);
    expectPass(verdict);
    expect(inEnglish(verdict).headline).toMatch(
      /^alive 5\.\d s after its announced end, throttled 28\.6 % -> 0\.0 %$/,
    );
  });

  it('is skipped with the reason of the node where the resize was refused', () => {
    const verdict = judgeResize(withFacts(recorded, { refused: 'Deferred: no memory' }));
    expect(verdict).toMatchObject({ result: 'SKIP', reason: 'Deferred: no memory' });
  });

  it('fails where it is throttled as before, where it never was, and where nobody knows', () => {
    const name = 'with more CPU it is no longer throttled';
    const judged = (before: number | null, after: number | null) =>
      judgeResize(withFacts(recorded, { throttledBefore: before, throttledAfter: after }));
    expectOnlyFailure(judged(0.12, 0.1), name, '10.0 % after');
    expectOnlyFailure(judged(0, 0), name, '0.0 % before');
    expectOnlyFailure(judged(null, null), name, 'does not report it');
  });

  it('fails where the leaking container restarted', () => {
    const restarted = changing(recorded, (one) => {
      if (one.object.metadata.name === leak.pod && one.atMs > leak.startedMs + 20_000)
        for (const status of one.object.status.containerStatuses ?? []) status.restartCount += 1;
      return one;
    });
    expectFailure(judgeResize(restarted), 'no restart that the drill did not cause', leak.pod);
    expectFailure(judgeResize(restarted), 'alive after the second in which it was to be killed', 'restarted');
  });
});
