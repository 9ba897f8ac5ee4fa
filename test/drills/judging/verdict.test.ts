import { describe, expect, it } from 'vitest';
import { skipped, verdictOf, withRestoration } from '../../../drills/judging/verdict.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import { message } from '../../../messages/all.ts';
import {
  answering,
  expectOnlyFailure,
  inEnglish,
  remedyOf,
  withFacts,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const clean = await readShipped('node-drain');
const NOTHING_ELSE = { headline: '', checks: [], figures: [] };

/** A liveness probe on a path that answers 404: it restarts a pod three times. */
function restarting(timeline: Timeline): Timeline {
  const recorded = timeline.changes.findLast(({ object }) => object.metadata.name.endsWith('8wclw'));
  const restarts = [1, 2, 3].map((restartCount) => {
    const object = structuredClone(recorded?.object);
    Object.assign(object.status.containerStatuses[0], {
      restartCount,
      lastState: { terminated: { reason: 'Error', exitCode: 137 } },
    });
    return { atMs: timeline.durationMs - 4000 + restartCount * 1000, type: 'MODIFIED' as const, object };
  });
  const event = {
    kind: 'Event',
    metadata: { name: 'unhealthy' },
    involvedObject: { name: recorded?.object.metadata.name },
    reason: 'Unhealthy',
    message: 'Liveness probe failed: HTTP probe failed with statuscode: 404',
  };
  const said = { atMs: timeline.durationMs - 4000, type: 'ADDED' as const, object: event };
  return { ...timeline, changes: [...timeline.changes, said, ...restarts] };
}

describe('what every drill is judged by', () => {
  it('passes when all was done, counted and answered', () => {
    const verdict = verdictOf(clean, { ...NOTHING_ELSE, figures: [{ name: 'figure', value: '1' }] });
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).figures).toMatchObject({ figure: '1', 'requests sent': '1,106' });
  });

  it.each(['refused', 'reset', 'timeout', '5xx', 'wrong-body'] as const)(
    'fails when one request of a thousand ends in %s',
    (outcome) => {
      const timeline = answering(clean, (one) => (one.number === 700 ? { ...one, outcome } : one));
      expectOnlyFailure(
        verdictOf(timeline, NOTHING_ELSE),
        'lost requests = 0',
        `1 (1 ${outcome}) from 13.0 s to 13.0 s`,
      );
    },
  );

  it('counts to an interruption, and not to the last answers, which are awaited after it', () => {
    const facts = { gaveUp: message('interrupted'), interruptedMs: 3140, waitedFor: 'every pod to run' };
    expect(inEnglish(verdictOf(withFacts(clean, facts), NOTHING_ELSE)).reason).toBe(
      'the drill ran to its end: interrupted after 3.1 s, while waiting for every pod to run',
    );
  });

  it('names the loss first where nothing answered, and that all was lost', () => {
    const timeline = answering(clean, (one) => ({ ...one, outcome: 'refused', status: null, pod: null }));
    const share = { name: 'shares', passed: false, expected: 'x', actual: 'y', remedy: 'z' };
    const verdict = verdictOf(timeline, { ...NOTHING_ELSE, checks: [share] });
    expect(inEnglish(verdict).reason).toMatch(/^lost requests = 0: all 1,106 \(1,106 refused\) from/);
    expect(remedyOf(verdict)).toContain('endpointslices');
  });

  it('names the path and the Service of another Deployment where every answer is a refusal or none comes', () => {
    const workload = { deployment: 'shop', service: 'shop-http' };
    const wrong = answering(clean, (one) => ({ ...one, outcome: 'wrong-body', status: 404, pod: null }));
    expect(remedyOf(verdictOf({ ...wrong, workload }, NOTHING_ELSE))).toBe(
      'it answers every request with HTTP 404: look at the path after --path and the address after --url',
    );
    expect(remedyOf(verdictOf(wrong, NOTHING_ELSE))).toMatch(/^something answers, with HTTP 404, .*--url$/);
    const silent = answering(clean, (one) => ({ ...one, outcome: 'refused', status: null, pod: null }));
    expect(remedyOf(verdictOf({ ...silent, workload }, NOTHING_ELSE))).toContain('service-name=shop-http,');
  });

  it('fails when a container restarted that the drill did not touch, and quotes the kubelet', () => {
    const verdict = verdictOf(restarting(clean), NOTHING_ELSE);
    expectOnlyFailure(
      verdict,
      'no restart that the drill did not cause',
      /8wclw restarted 3 times \(Error \(137\); Liveness probe failed: .* statuscode: 404\)$/,
    );
    expect(remedyOf(verdict)).toContain('liveness probe');
  });

  it('names the restart before its consequences', () => {
    const verdict = verdictOf(
      withFacts(restarting(clean), { gaveUp: message('run-drill.timedOut', { time: 9, what: 'the pods' }) }),
      NOTHING_ELSE,
    );
    expect(inEnglish(verdict).reason).toMatch(/^no restart that the drill did not cause/);
  });

  it('allows a restart where the drill causes it', () => {
    const verdict = verdictOf(restarting(clean), { ...NOTHING_ELSE, mayRestart: () => true });
    expect(verdict.result).toBe('PASS');
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
    expect(inEnglish(verdict)).toMatchObject({ result: 'FAIL', reason: 'left as found: node-2 is cordoned' });
  });

  it('says so when everything was put back', () => {
    const verdict = withRestoration(verdictOf(clean, NOTHING_ELSE), []);
    expect(verdict.result).toBe('PASS');
    expect(inEnglish(verdict).checks.at(-1)).toMatchObject({
      name: 'the cluster is left as it was found',
      passed: true,
    });
  });

  it('is neither a pass nor a failure when skipped', () => {
    expect(skipped('node-drain', 'one node')).toMatchObject({ result: 'SKIP', reason: 'one node' });
  });
});
