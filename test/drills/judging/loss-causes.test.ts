import { describe, expect, it } from 'vitest';
import { lossCauses } from '../../../drills/judging/loss-causes.ts';
import type { LossCause, RequestRecord, Timeline } from '../../../drills/timeline.ts';
import { textOf } from '../../../messages/message.ts';
import { changing } from '../../support/timelines/judged.ts';
import { prototypeTimeline, readShipped } from '../../support/timelines/shipped.ts';

const clean = await readShipped('rolling-update');
/** Deleted at 8.8 s; the endpoints were without it at 8.8 s, its container ended at 13.6 s. */
const LAST = 'app-1-2-2-1-5b9d585746-kgmnr';

type Kind = Pick<RequestRecord, 'outcome'> & Partial<RequestRecord>;

/** Makes the requests that were scheduled then lost. */
function losing(timeline: Timeline, fromMs: number, untilMs: number, kind: Kind): Timeline {
  const requests = timeline.requests.map((one) =>
    one.scheduledMs >= fromMs && one.scheduledMs < untilMs
      ? { ...one, status: null, pod: null, version: null, ...kind }
      : one,
  );
  return { ...timeline, requests };
}

function inWords(one: LossCause) {
  return { ...one, cause: textOf(one.cause), remedy: textOf(one.remedy) };
}

function only(timeline: Timeline) {
  const [cause, ...others] = lossCauses(timeline);
  expect(others).toEqual([]);
  return cause === undefined ? undefined : inWords(cause);
}

describe('where requests were lost', () => {
  it('says nothing where nothing is lost', () => {
    expect(lossCauses(clean)).toEqual([]);
  });

  it.each([
    [
      'refused after the container ended: a node had not forgotten the pod',
      [14_850, 15_250, { outcome: 'refused' }],
      /^22 refused, 1\.2 to 1\.6 s after the container of \S+kgmnr ended, until 6\.4 s after the endpoints were without it/,
      /^raise the drain delay above 6\.5 s, counted from the deletion/,
    ],
    [
      'refused while the container still ran: it took no connections any more',
      [9600, 9700, { outcome: 'refused' }],
      /^6 refused, 0\.8 to 0\.9 s after SIGTERM of \S+kgmnr, which took no connections any more, until 0\.9 s after the endpoints/,
      /^raise the drain delay above/,
    ],
    [
      'reset: on connections that ended with the container',
      [13_100, 13_160, { outcome: 'reset' }],
      /^4 reset, 4\.3 to 4\.4 s after SIGTERM of \S+kgmnr: they were on connections that ended with the container/,
      /an answer of Connection: close/,
    ],
    [
      'timed out: sent to a pod that was gone',
      [15_350, 15_450, { outcome: 'timeout', latencyMs: 5000 }],
      /^6 timed out, 1\.7 to 1\.8 s after the container of \S+kgmnr ended/,
      /^raise the drain delay above/,
    ],
    [
      'answered 503 while it drained: it must go on answering',
      [9100, 9140, { outcome: '5xx', status: 503, pod: LAST }],
      /^2 answered 5xx, 0\.3 s after SIGTERM of \S+kgmnr: it refused what the nodes still sent to it/,
      /^a pod that drains must go on answering/,
    ],
    [
      'answered 503 by a pod that runs: its own log tells',
      [3000, 3040, { outcome: '5xx', status: 503, pod: LAST }],
      /^2 answered 5xx \(503\) by \S+kgmnr, which ran and was in the endpoints/,
      /^kubectl logs \S+kgmnr/,
    ],
    [
      'answered by a pod that was never in the endpoints',
      [3000, 3040, { outcome: '5xx', status: 500, pod: 'app-1-2-2-1-77d4f5c78-never' }],
      /^2 answered 5xx by \S+never, which was not in the endpoints then/,
      /^something sends requests regardless of readiness/,
    ],
    [
      'refused just after a pod joined the endpoints',
      [6930, 6960, { outcome: 'refused', latencyMs: 0 }],
      /^. refused just after \S+dhnnd joined the endpoints, before its first answer/,
      /^its readiness probe succeeds before it listens/,
    ],
    [
      'refused when nothing happened in the cluster: it was on the way there',
      [3000, 3040, { outcome: 'refused' }],
      /^2 refused, and no container ended and no pod left the endpoints then$/,
      /^it happened between here and the node/,
    ],
    [
      'timed out when nothing happened in the cluster: too busy, or the network',
      [1000, 1040, { outcome: 'timeout', latencyMs: 5000 }],
      /the answers came too late$/,
      /^pods that are too busy answer late/,
    ],
  ] as const)('%s', (_, [fromMs, untilMs, kind], cause, remedy) => {
    const found = only(losing(clean, fromMs, untilMs, kind));
    expect(found?.cause).toMatch(cause);
    expect(found?.remedy).toMatch(remedy);
  });

  it('tells a pod that was killed at the end of its grace period', () => {
    const killed = changing(losing(clean, 13_095, 13_495, { outcome: 'reset' }), (one) => {
      if (one.object.kind !== 'Pod' || one.object.metadata.name !== LAST) return one;
      one.object.metadata.deletionGracePeriodSeconds &&= 4;
      const ended = one.object.status.containerStatuses[0].state.terminated;
      if (ended) Object.assign(ended, { exitCode: 137, reason: 'Error' });
      return one;
    });
    expect(only(killed)?.cause).toMatch(/which was killed at the end of its grace period of 4 s$/);
    expect(only(killed)?.remedy).toMatch(/^raise terminationGracePeriodSeconds/);
  });

  it('counts SIGTERM from the end of preStop.sleep, and the delay from the deletion', () => {
    const sleeping = changing(losing(clean, 14_850, 15_250, { outcome: 'refused' }), (one) => {
      if (one.object.kind === 'Pod')
        one.object.spec.containers[0].lifecycle = { preStop: { sleep: { seconds: 3 } } };
      return one;
    });
    const found = only(sleeping);
    expect(found?.moments.sigtermMs).toBeCloseTo(8781 + 3000, -1);
    expect(found?.remedy).toMatch(/^raise the drain delay above 6\.5 s/);
  });

  it('says so where no pod was in the endpoints', () => {
    const empty = changing(losing(clean, 3000, 3040, { outcome: 'refused' }), (one) => {
      if (one.object.kind === 'EndpointSlice' && one.atMs < 5000) one.object.endpoints = [];
      return one;
    });
    expect(only(empty)?.cause).toBe('2 refused while no pod was in the endpoints');
  });

  it('names no variable of ours for another Deployment', () => {
    const lost = changing(losing(clean, 9600, 9700, { outcome: 'refused' }), (one) => {
      if (one.object.kind === 'EndpointSlice')
        one.object.metadata.labels['kubernetes.io/service-name'] = 'shop';
      return one;
    });
    const found = only({ ...lost, workload: { deployment: 'shop', service: 'shop' } });
    expect(found?.remedy).toBe(
      'give the container a lifecycle.preStop.sleep of more than 1.0 s, counted from the deletion',
    );
  });

  it('blames no drain delay where all pods were stopped at once, as with the strategy Recreate', () => {
    const recreated = changing(losing(clean, 9600, 9700, { outcome: 'refused' }), (one) => {
      if (one.object.kind === 'EndpointSlice' && one.atMs > 5000) one.object.endpoints = [];
      return one;
    });
    expect(only(recreated)).toMatchObject({
      cause: '6 refused while no pod was in the endpoints',
      remedy: expect.stringMatching(/^keep a pod ready at all times: .* RollingUpdate/),
    });
  });

  it('names the OOM kill for what a prototype lost that was ready until the end', () => {
    const causes = lossCauses(prototypeTimeline).map(inWords);
    expect(causes.map(({ cause }) => cause)).toEqual([
      expect.stringMatching(
        /^10 refused, 0\.0 to 0\.3 s after the container of \S+946zr ended with OOMKilled \(137\)/,
      ),
      expect.stringMatching(/^1 reset, 0\.0 s after the container of \S+946zr ended with OOMKilled/),
    ]);
  });

  it('has each lost request in exactly one cause', () => {
    const timeline = losing(
      losing(clean, 3000, 3040, { outcome: '5xx', status: 500, pod: LAST }),
      14_000,
      20_000,
      {
        outcome: 'refused',
      },
    );
    const lost = timeline.requests.filter(({ outcome }) => outcome !== 'ok').length;
    expect(lossCauses(timeline).reduce((sum, { requests }) => sum + requests, 0)).toBe(lost);
  });
});
