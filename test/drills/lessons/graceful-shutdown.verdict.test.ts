import { describe, expect, it } from 'vitest';
import {
  type GracefulShutdownFacts,
  judgeGracefulShutdown,
} from '../../../drills/lessons/graceful-shutdown/verdict.ts';
import { sayVerdict } from '../../../drills/report/said-verdict.ts';
import type { RequestRecord, Timeline } from '../../../drills/timeline.ts';
import { sayIn } from '../../../messages/say.ts';
import {
  answering,
  expectOnlyFailure,
  expectPass,
  inEnglish,
  withFacts,
  withoutFact,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

type Shutdown = Timeline<GracefulShutdownFacts>;

const recorded = (await readShipped('graceful-shutdown')) as Shutdown;
const { ways = [], answersCounted = {} } = recorded.facts;
const atOnce = ways.find(({ way }) => way === 'at-once');
const [counted = ''] = Object.keys(answersCounted);

const checkOf = (timeline: Shutdown, part: string) =>
  inEnglish(judgeGracefulShutdown(timeline)).checks.find(({ name }) => name.includes(part));

/** Gives each request on a fresh connection one of two nodes. */
function perNode(isByNodeA: (one: RequestRecord) => boolean): Shutdown {
  return answering(recorded, (one) =>
    one.lane === 'keep-alive' ? one : { ...one, node: isByNodeA(one) ? 'node-a' : 'node-b' },
  ) as Shutdown;
}

describe('the verdict on a graceful shutdown', () => {
  it('passes on the recorded cluster: the control loses, and nothing else', () => {
    const verdict = judgeGracefulShutdown(recorded);
    expectPass(verdict);
    expect(verdict.control).toEqual({ sent: 1145, lost: 38 });
    expect(verdict.loss).toMatchObject({ sent: 3863, lost: 0, certainty: 0.95 });
    expect(verdict.lossCauses.reduce((sum, { requests }) => sum + requests, 0)).toBe(38);
  });

  it('fails where a pod counted more answers than the client had from it', () => {
    const more = { ...answersCounted, [counted]: 60 + (answersCounted[counted] ?? 0) };
    expectOnlyFailure(
      judgeGracefulShutdown({ ...recorded, facts: { ...recorded.facts, answersCounted: more } }),
      'each pod counted what the client had from it',
      /counted [\d,]+, the client had [\d,]+$/,
    );
  });

  it('tells of each node how long it sent requests to a pod that was deleted', () => {
    const verdict = judgeGracefulShutdown(recorded);
    expect(inEnglish(verdict).figures).toMatchObject({
      'at once: deletion to the last request that node-1 sent there': '905 ms',
      'at once: deletion to the last request that node-2 sent there': '925 ms',
    });
    expect(inEnglish(verdict).headline).toBe(
      '38 of 1,145 lost when containers stop at once; from its deletion until a node stopped sending to a pod: node-1 0.9 s, node-2 0.9 s',
    );
    const korean = sayVerdict(verdict, sayIn('ko'));
    expect(korean.figures).toHaveProperty(['즉시: 삭제부터 node-2 노드가 보낸 마지막 요청까지'], '925 ms');
    expect(korean.headline).toMatch(/노드가 파드로 보내기를 멈출 때까지: node-1 0\.9초, node-2 0\.9초$/);
  });

  it('tells it of no node by name where the traffic went to one address', () => {
    const oneAddress = answering(recorded, ({ node: _, ...one }) => one) as Shutdown;
    const verdict = inEnglish(judgeGracefulShutdown(oneAddress));
    expect(verdict.figures).toHaveProperty(
      ['at once: deletion to the last request that a node sent there'],
      '925 ms',
    );
    expect(verdict.headline).toMatch(/; a node stopped sending to a pod 0\.9 s after its deletion$/);
  });

  it('says so where a node sent nothing to a pod after its deletion', () => {
    const quick = perNode(
      ({ outcome, scheduledMs }) => outcome !== 'ok' || scheduledMs >= (atOnce?.fromMs ?? 0),
    );
    const verdict = inEnglish(judgeGracefulShutdown(quick));
    expect(verdict.figures).toMatchObject({
      'at once: deletion to the last request that node-b sent there': 'none after the deletion',
      'as found: deletion to the last request that node-b sent there': '940 ms',
      'at once: deletion to the last request that node-a sent there': '925 ms',
    });
    expect(verdict.headline).toMatch(/: node-a 0\.9 s$/);
  });

  it('is skipped where the control loses nothing: it could not have seen a loss', () => {
    const quick = answering(recorded, (one) =>
      atOnce && one.scheduledMs >= atOnce.fromMs && one.scheduledMs < atOnce.untilMs
        ? { ...one, outcome: 'ok' }
        : one,
    ) as Shutdown;
    const verdict = inEnglish(judgeGracefulShutdown(quick));
    expect(verdict.result).toBe('SKIP');
    expect(verdict.reason).toMatch(
      /^this cluster is too quick to show it: nothing of 1,145 was lost .*raise --rate$/,
    );
    expect(checkOf(quick, 'the control')).toMatchObject({ passed: null });
  });

  it('fails rather than skips where the other ways lose and the control does not', () => {
    const odd = answering(recorded, (one) => ({
      ...one,
      outcome: one.number === 100 ? ('reset' as const) : ('ok' as const),
    })) as Shutdown;
    expect(judgeGracefulShutdown(odd).result).toBe('FAIL');
  });

  it('does not check what was not there: an older recording, no slow requests, no preStop.sleep', () => {
    expect(checkOf(withoutFact(recorded, 'answersCounted') as Shutdown, 'counted what')).toMatchObject({
      passed: null,
      actual: expect.stringMatching(/^not checked: /),
    });
    const untold = {
      ...recorded,
      facts: { ...recorded.facts, answersCounted: { ...answersCounted, [counted]: null } },
    };
    expect(checkOf(untold, 'counted what')?.actual).toContain(`not checked for ${counted}`);
    const quick = answering(recorded, (one) =>
      one.lane === 'slow' ? { ...one, lane: 'fresh' } : one,
    ) as Shutdown;
    expect(checkOf(quick, 'in flight')?.actual).toMatch(/^not checked: no slow requests/);
    const old = withFacts(recorded, {
      ways: ways.filter(({ way }) => way !== 'pre-stop'),
      preStopUnsupported: 'the API server does not know the field',
    });
    expect(checkOf(old, 'three ways')).toMatchObject({ passed: null });
  });

  it('counts a slow request that a stopping pod did not answer', () => {
    const slow = recorded.requests.find(
      ({ lane, scheduledMs }) => lane === 'slow' && scheduledMs > (ways[0]?.fromMs ?? 0) + 1000,
    );
    const lost = answering(recorded, (one) =>
      one.lane === 'slow' && one.pod === slow?.pod ? { ...one, outcome: 'reset' } : one,
    ) as Shutdown;
    expect(checkOf(lost, 'in flight')?.passed).toBe(false);
  });
});
