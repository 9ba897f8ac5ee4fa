import { describe, expect, it } from 'vitest';
import { type DriftFacts, judgeDrift } from '../../../drills/lessons/drift.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  expectPass,
  inEnglish,
} from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = (await readShipped('drift')) as Timeline<DriftFacts>;

describe('the verdict on drift, recorded on a cluster of two nodes with Kubernetes 1.36', () => {
  it('passes where the autoscaler had scaled before, and the files were applied with two replicas', () => {
    const appliedMs = recorded.facts.appliedMs ?? 0;
    const scaled = changing(recorded, (one) => {
      if (one.object.kind === 'Deployment' && one.atMs < appliedMs) one.object.spec.replicas = 4;
      return one;
    });
    expectPass(judgeDrift(scaled));
  });

  it('fails where an object was never changed', () => {
    const untouched = changing(recorded, (one) =>
      one.object.kind === 'Service' && one.atMs > 1000 ? null : one,
    );
    expectOnlyFailure(
      judgeDrift(untouched),
      'each object was changed, and ends as it began',
      'Service never changed',
    );
  });

  it('fails where the drill gave up before it applied the files', () => {
    const { differencesLeft: _, appliedMs: __, ...facts } = recorded.facts;
    const endedEarly = { ...recorded, facts: { ...facts, gaveUp: 'timed out' } };
    expectFailure(judgeDrift(endedEarly), 'the drill ran to its end', 'timed out');
    const { checks } = inEnglish(judgeDrift(endedEarly));
    expect(checks.find(({ name }) => name === 'applied again, all is as the files say')).toMatchObject({
      passed: null,
      actual: 'not checked: the drill ended before that (not noted: differencesLeft)',
    });
  });
});
