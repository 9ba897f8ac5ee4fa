import { describe, expect, it } from 'vitest';
import { skipped, verdictOf, withRestoration } from '../../../drills/judging/verdict.ts';
import { answering, expectOnlyFailure, remedyOf, withFacts } from '../judged.ts';
import { recordedTimeline } from '../recording.ts';

const clean = recordedTimeline('node-drain');
const NOTHING_ELSE = { deciding: '', checks: [], figures: {} };

describe('what every drill is judged by', () => {
  it('passes when all was done, counted and answered', () => {
    const verdict = verdictOf(clean, { ...NOTHING_ELSE, figures: { figure: '1' } });
    expect(verdict.result).toBe('PASS');
    expect(verdict.figures).toMatchObject({ figure: '1', 'requests sent': '2000' });
  });

  it.each(['refused', 'reset', 'timeout', '5xx', 'wrong-body'] as const)(
    'fails when one request of two thousand ends in %s',
    (outcome) => {
      const timeline = answering(clean, (one) => (one.number === 700 ? { ...one, outcome } : one));
      expectOnlyFailure(
        verdictOf(timeline, NOTHING_ELSE),
        'lost requests = 0',
        `1 (1 ${outcome}) from 19.0 s to 19.0 s`,
      );
    },
  );

  it('fails when the outcome of one request is unknown', () => {
    const timeline = answering(clean, (one) => (one.number === 700 ? null : one));
    expectOnlyFailure(
      verdictOf(timeline, NOTHING_ELSE),
      'every request is accounted for',
      '2000 sent, 1 without an outcome, 0 counted twice',
    );
  });

  it('fails when one request is counted twice', () => {
    const timeline = { ...clean, requests: [...clean.requests, ...clean.requests.slice(0, 1)] };
    expectOnlyFailure(verdictOf(timeline, NOTHING_ELSE), 'every request is accounted for', /1 counted twice/);
  });

  it('fails when no traffic was sent: nothing sent is nothing lost, and says nothing', () => {
    expectOnlyFailure(
      verdictOf({ ...clean, requests: [] }, NOTHING_ELSE),
      'every request is accounted for',
      'no request was sent',
    );
  });

  it('fails when a step was given up, with the remedy that the step knows', () => {
    const verdict = verdictOf(
      withFacts(clean, { gaveUp: 'ErrImagePull', remedy: 'load the image' }),
      NOTHING_ELSE,
    );
    expectOnlyFailure(verdict, 'the drill ran to its end', 'ErrImagePull');
    expect(remedyOf(verdict)).toBe('load the image');
  });

  it('turns a pass into a failure when something could not be undone', () => {
    const left = {
      name: 'left as found',
      passed: false,
      expected: 'x',
      actual: 'node-2 is cordoned',
      remedy: 'y',
    };
    const verdict = withRestoration(verdictOf(clean, NOTHING_ELSE), [left]);
    expect(verdict).toMatchObject({ result: 'FAIL', reason: 'left as found: node-2 is cordoned' });
  });

  it('says so when everything was put back', () => {
    const verdict = withRestoration(verdictOf(clean, NOTHING_ELSE), []);
    expect(verdict.result).toBe('PASS');
    expect(verdict.checks.at(-1)).toMatchObject({
      name: 'the cluster is left as it was found',
      passed: true,
    });
  });

  it('is neither a pass nor a failure when skipped', () => {
    expect(skipped('node-drain', 'one node')).toMatchObject({ result: 'SKIP', reason: 'one node' });
  });
});
