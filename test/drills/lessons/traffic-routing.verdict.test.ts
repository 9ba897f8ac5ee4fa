import { describe, expect, it } from 'vitest';
import { judgeTrafficRouting } from '../../../drills/lessons/traffic-routing.ts';
import { recounted } from '../../support/timelines/edits.ts';
import {
  answering,
  changing,
  expectFailure,
  expectPass,
  inEnglish,
  withoutChangesAfter,
} from '../../support/timelines/judged.ts';
import { requestRecord } from '../../support/timelines/request-record.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('traffic-routing');
const STAYING = 'app-1-2-2-1-5b9d585746-kgmnr';
const REPLACEMENT = 'app-1-2-2-1-5b9d585746-ll4tr';

describe('the verdict on traffic routing', () => {
  it('passes on the recorded cluster and states the range and the time to the replacement', () => {
    const verdict = inEnglish(judgeTrafficRouting(recorded));
    expect(verdict.result).toBe('PASS');
    const shares = verdict.checks.find((check) => check.name.startsWith('shares'));
    expect(shares?.actual).toMatch(new RegExp(`${REPLACEMENT} \\d+ of \\d+ \\(\\d+ to \\d+\\)`));
    expect(verdict.figures).toMatchObject({
      'deletion to replacement ready': '1.7 s',
      [`answers of ${STAYING}`]: '938',
    });
  });

  it('passes however the load is split between two periods of two pods', () => {
    const shares = inEnglish(judgeTrafficRouting(recorded)).checks.find((check) =>
      check.name.startsWith('shares'),
    );
    expect(shares?.actual.split(';')).toHaveLength(4);
  });

  it('leaves kept connections out of the shares: they are not chosen anew', () => {
    const kept = Array.from({ length: 500 }, (_, index) =>
      requestRecord({
        number: recorded.requests.length + 1 + index,
        lane: 'keep-alive',
        scheduledMs: 20_000 + index,
        pod: STAYING,
      }),
    );
    const timeline = recounted({ ...recorded, requests: [...recorded.requests, ...kept] });
    expect(judgeTrafficRouting(timeline).result).toBe('PASS');
  });

  it('leaves out of the shares what was sent late and answered by the pods of the next period', () => {
    const deletedMs = recorded.actions[0]?.atMs ?? 0;
    const late = answering(recorded, (one) => {
      const isLate =
        one.lane === 'fresh' && one.scheduledMs < deletedMs && one.scheduledMs > deletedMs - 1500;
      return isLate ? { ...one, pod: STAYING, latencyMs: 3000 } : one;
    });
    expectPass(judgeTrafficRouting(recounted(late)));
  });

  it('fails when no replacement becomes ready', () => {
    expectFailure(
      judgeTrafficRouting(withoutChangesAfter(recorded, 6700)),
      'the replacement serves',
      'no new pod became ready',
    );
  });

  it('fails when there were too few requests to judge', () => {
    const verdict = judgeTrafficRouting(answering(recorded, (one) => (one.number <= 30 ? one : null)));
    expectFailure(verdict, 'every ready pod answers', 'too few answered requests to tell');
    expectFailure(verdict, 'shares lie in the 99 % range of random choice', /no time with two ready pods/);
  });

  it('fails when no endpoint slice was ever seen', () => {
    const timeline = changing(recorded, (one) => (one.object.kind === 'EndpointSlice' ? null : one));
    expectFailure(judgeTrafficRouting(timeline), 'every ready pod answers', /too few/);
  });
});
