import { describe, expect, test } from 'vitest';
import { Model } from '../../../../src/page/state/model.ts';
import { answered, answerOf, goRound, lost, PERIOD_MS } from '../../../support/page-answers.ts';

/** Answers by these pods, over and over; `nodes` has the node of each. */
function serve(
  model: Model,
  pattern: readonly string[],
  requests: number,
  nodes: Record<string, string> = {},
  zones: Record<string, string> = {},
) {
  let atMs = 0;
  for (let index = 0; index < requests; index += 1) {
    const name = pattern[index % pattern.length] ?? '';
    const pod = {
      name,
      namespace: 'default',
      node: nodes[name] ?? null,
      zone: zones[name] ?? null,
      ip: null,
    };
    model.record(answered(atMs, answerOf(name, { pod, uptimeSeconds: 100 + atMs / 1000 })));
    atMs += PERIOD_MS;
  }
  return model.distribution(atMs);
}

describe('the verdict on shares', () => {
  test('waits ten seconds after pods came or went, and is then "inside"', () => {
    const model = new Model();
    let atMs = goRound(model, ['pod-a', 'pod-b'], 60, 0);
    expect(model.distribution(atMs).verdict).toBe('waiting');
    atMs = goRound(model, ['pod-a', 'pod-b'], 60, atMs);
    expect(model.distribution(atMs)).toMatchObject({ verdict: 'inside' });
    atMs = goRound(model, ['pod-a', 'pod-b', 'pod-c'], 30, atMs);
    expect(model.distribution(atMs).verdict).toBe('waiting');
  });

  test('raises no alarm in a rollout, nor while a draining pod still gets requests', () => {
    const model = new Model();
    let atMs = goRound(model, ['pod-a', 'pod-b'], 300, 0);
    const verdicts = new Set<string>();
    for (let index = 0; index < 100; index += 1) {
      const drains = answerOf('pod-b', {
        lifecycle: 'draining',
        uptimeSeconds: 200 + index,
        readiness: { status: 'unavailable', reason: 'draining' },
      });
      model.record(
        answered(atMs, index % 8 === 7 ? drains : answerOf('pod-a', { uptimeSeconds: 200 + index })),
      );
      const { verdict, answers } = model.distribution(atMs);
      verdicts.add(verdict);
      if (index > 10) expect([...answers.keys()]).toEqual(['pod-a']);
      atMs += PERIOD_MS;
    }
    expect(verdicts).not.toContain('outside');
  });

  test('does not suspect the other pods when one has just crashed', () => {
    const model = new Model();
    let atMs = goRound(model, ['pod-a', 'pod-b'], 130, 0);
    for (let index = 0; index < 40; index += 1) {
      const answer = answerOf('pod-a', { uptimeSeconds: 200 + index });
      model.record(index % 2 === 0 ? lost(atMs) : answered(atMs, answer));
      expect(model.distribution(atMs).verdict).not.toBe('outside');
      atMs += PERIOD_MS;
    }
  });

  test('is an alarm where one pod gets two thirds of the answers', () => {
    const { verdict, suspects } = serve(new Model(), ['a', 'a', 'b'], 600);
    expect(verdict).toBe('outside');
    expect([...suspects].toSorted()).toEqual(['a', 'b']);
  });

  test('is "by-node" where traffic is even only among the pods of each node', () => {
    const nodes = { a: 'n1', b: 'n2', c: 'n2' };
    const { verdict, suspects } = serve(new Model(), ['a', 'b', 'a', 'c'], 600, nodes);
    expect(verdict).toBe('by-node');
    expect(suspects.size).toBe(0);
    const uneven = serve(new Model(), ['a', 'b', 'b', 'b', 'b', 'c'], 600, nodes);
    expect(uneven.verdict).toBe('outside');
  });

  test('is "by-zone" where traffic is even only among the pods of each zone', () => {
    const nodes = { a: 'n1', b: 'n2', c: 'n3', d: 'n4' };
    const zones = { a: 'z1', b: 'z2', c: 'z2', d: 'z2' };
    const { verdict, suspects } = serve(new Model(), ['a', 'b', 'a', 'c', 'a', 'd'], 600, nodes, zones);
    expect([verdict, suspects.size]).toEqual(['by-zone', 0]);
    const uneven = serve(new Model(), ['a', 'b', 'b', 'b', 'b', 'c', 'd'], 600, nodes, zones);
    expect(uneven.verdict).toBe('outside');
    expect(serve(new Model(), ['a', 'b', 'a', 'c'], 600, nodes).verdict).toBe('outside');
  });

  test('is not "by-node" where each node has one pod', () => {
    const { verdict } = serve(new Model(), ['a', 'a', 'b'], 600, { a: 'n1', b: 'n2' });
    expect(verdict).toBe('outside');
  });

  test('leaves out the keep-alive lane, which stays with one pod', () => {
    const model = new Model();
    let atMs = goRound(model, ['pod-a', 'pod-b'], 200, 0);
    const before = model.distribution(atMs).requests;
    for (let index = 0; index < 50; index += 1) {
      model.record(answered(atMs, answerOf('pod-a', { uptimeSeconds: 200 }), { lane: 'keep-alive' }));
      atMs += 1;
    }
    expect(model.distribution(atMs).requests).toBe(before);
  });
});
