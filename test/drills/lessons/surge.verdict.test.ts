import { describe, expect, it } from 'vitest';
import type { Surge } from '../../../drills/lessons/surge/checks.ts';
import { judgeSurge, judgeSurgeByHand } from '../../../drills/lessons/surge/verdict.ts';
import { sideBySide, sideBySideLines } from '../../../drills/report/side-by-side.ts';
import { english } from '../../../messages/say.ts';
import {
  answering,
  changing,
  expectFailure,
  expectOnlyFailure,
  expectPass,
  inEnglish,
  withFacts,
  withoutFact,
} from '../../support/timelines/judged.ts';
import { readFailed, readShipped } from '../../support/timelines/shipped.ts';

const surge = (await readShipped('surge')) as Surge;
const byHand = (await readShipped('surge-by-hand')) as Surge;
const startedMs = surge.facts.surgeStartedMs ?? 0;
const BY_ITSELF = 'the autoscaler goes from 2 to 4 by itself';

/** Without the third and the fourth pod. */
function neverScaled(timeline: Surge): Surge {
  return changing(timeline, (one) => {
    const { kind } = one.object;
    if (one.atMs > startedMs && (kind === 'EndpointSlice' || kind === 'Deployment')) return null;
    if (kind === 'HorizontalPodAutoscaler' && one.atMs > startedMs)
      one.object.status.lastScaleTime = undefined;
    return one;
  }) as Surge;
}

describe('the verdict on surge, recorded on a cluster of two nodes with Kubernetes 1.34', () => {
  it('passes, and says what a reader asks first', () => {
    const verdict = judgeSurge(surge);
    expectPass(verdict);
    expect(inEnglish(verdict).headline).toMatch(
      /^2 -> 4 in \d+\.\d s, p99 \d+ ms -> \d+ ms, back in \d+\.\d s$/,
    );
    expect(inEnglish(verdict).figures['all users']).toMatch(/^\d+ requests\/s, 520m of CPU$/);
  });

  it('says that there is no HPA where there is none', () => {
    const without = changing(neverScaled(surge), (one) =>
      one.object.kind === 'HorizontalPodAutoscaler' ? null : one,
    ) as Surge;
    expectFailure(judgeSurge(without), BY_ITSELF, '2 at most: there is no HPA');
  });

  it('says that the HPA is at its maximum, before the losses that follow from it', () => {
    const atMaximum = changing(neverScaled(surge), (one) => {
      if (one.object.kind === 'HorizontalPodAutoscaler') one.object.spec.maxReplicas = 2;
      return one;
    }) as Surge;
    const lossy = answering(atMaximum, (one) =>
      one.scheduledMs > startedMs + 60_000 ? { ...one, outcome: 'timeout' } : one,
    ) as Surge;
    const verdict = judgeSurge(lossy);
    expectFailure(verdict, BY_ITSELF, 'the HPA is at its maximum (maxReplicas 2)');
    expect(inEnglish(verdict).reason).toMatch(new RegExp(`^${BY_ITSELF}`));
    expectFailure(verdict, 'lost requests = 0', 'timeout');
  });

  it('quotes the HPA where it has no metrics', () => {
    const blind = changing(neverScaled(surge), (one) => {
      if (one.object.kind === 'HorizontalPodAutoscaler')
        one.object.status.conditions = [
          { type: 'ScalingActive', status: 'False', message: 'did not receive metrics' },
        ];
      return one;
    }) as Surge;
    expectFailure(judgeSurge(blind), BY_ITSELF, '2 at most: did not receive metrics');
  });

  it('fails where the image does not tell its configuration', () => {
    const name = 'every added pod has the configuration of the first';
    const digests = surge.facts.configDigests ?? {};
    const none = Object.fromEntries(Object.keys(digests).map((pod) => [pod, null]));
    expectOnlyFailure(judgeSurge(withFacts(surge, { configDigests: none })), name, '4 pods, none reported');
    expectOnlyFailure(judgeSurge(withoutFact(surge, 'configDigests') as Surge), name, 'configDigests');
  });

  it('fails where the pods answer late although they get their CPU', () => {
    const { fromMs, untilMs } = surge.facts.served ?? { fromMs: 0, untilMs: 0 };
    const slow = answering(surge, (one) =>
      one.scheduledMs > fromMs && one.scheduledMs < untilMs ? { ...one, latencyMs: 2000 } : one,
    ) as Surge;
    const usage = slow.usage.map((one) => ({ ...one, cpuMillicores: (one.cpuMillicores ?? 0) * 1.5 }));
    expectOnlyFailure(
      judgeSurge({ ...slow, usage }),
      'with 4 pods and all users p99 is near the baseline',
      '-> 2000 ms',
    );
  });
});

describe('the verdict on surge, recorded while other work used the CPU of the nodes', () => {
  it('names that, before the losses that follow from it', async () => {
    const verdict = judgeSurge((await readFailed('surge-starved')) as Surge);
    expectFailure(verdict, 'the nodes have the CPU that the users need', 'they fall behind with 372m');
    expect(inEnglish(verdict).reason).toMatch(/^the nodes have the CPU/);
    expectFailure(verdict, 'lost requests = 0', '3,364 (');
  });
});

describe('the verdict on surge by hand, recorded likewise', () => {
  it('passes whatever was lost, and says what users felt', () => {
    const verdict = judgeSurgeByHand(byHand);
    expectPass(verdict);
    expect(inEnglish(verdict).headline).toMatch(
      /^4 pods after \d+\.\d s, users were affected for [1-9]\d* s: /,
    );
  });

  it('fails where the HPA did it after all', () => {
    expectFailure(judgeSurgeByHand(surge), 'somebody scales from 2 to 4', 'which was to be held');
  });
});

describe('the two side by side', () => {
  const verdicts = [judgeSurgeByHand(byHand), judgeSurge(surge)];

  it('are the figures that both have, by hand and by itself', () => {
    const [both] = sideBySide(verdicts);
    expect(both?.drill).toBe('surge');
    expect(both?.rows.map(({ figure }) => english(figure))).toEqual(
      expect.arrayContaining(['4 pods ready after', 'users were affected for', 'requests lost']),
    );
    const felt = both?.rows.find(({ figure }) => english(figure) === 'users were affected for');
    expect(Number.parseFloat(english(felt?.byHand ?? '0'))).toBeGreaterThan(
      Number.parseFloat(english(felt?.byItself ?? '0')),
    );
    const lines = both === undefined ? [] : sideBySideLines(both, english);
    expect(lines[0]).toMatch(/^surge: +by hand +by itself$/);
  });

  it('are not there where one of them is missing', () => {
    expect(sideBySide(verdicts.slice(0, 1))).toEqual([]);
    expect(sideBySide(verdicts.slice(1))).toEqual([]);
  });
});
