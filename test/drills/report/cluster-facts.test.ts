import { describe, expect, it } from 'vitest';
import { clusterMarks, marksOf } from '../../../drills/report/marks.ts';
import { podLives } from '../../../drills/report/pods.ts';
import { replicaSteps } from '../../../drills/report/replicas.ts';
import { cpuUsage, memoryUsage } from '../../../drills/report/usage.ts';
import type { ClusterChange } from '../../../drills/timeline.ts';
import { type Text, textOf } from '../../../messages/message.ts';
import { recordedCluster, type RecordingName } from '../../support/timelines/recording.ts';

describe('the marks of a recorded cluster', () => {
  it.each<[RecordingName, string[]]>([
    [
      'traffic-routing',
      [
        '10.7 readiness probe failed: 2np6h (503), while it stops ×5',
        '11.4 startup probe failed: ctzsx (refused)',
      ],
    ],
    [
      'self-healing',
      [
        '25.6 readiness probe failed: 946zr (refused) ×2',
        '25.8 OOMKilled: 946zr (exit code 137)',
        '26.8 946zr restarted',
      ],
    ],
    [
      'failed-update',
      [
        '8.0 revision 3: 1pro/app-error',
        '9.3 startup probe failed: 2bhbc (refused)',
        '9.7 2bhbc: exit code 1 ×4',
        '10.7 2bhbc restarted ×3',
        '11.7 CrashLoopBackOff: 2bhbc ×3',
        '68.5 ProgressDeadlineExceeded',
        '83.1 revision 4: 1pro/app-update',
      ],
    ],
    [
      'node-drain',
      [
        '12.9 node-2 cordoned',
        '12.9 v4l8t evicted',
        '13.2 readiness probe failed: v4l8t (503), while it stops ×5',
        '14.3 startup probe failed: wqgnd (refused)',
      ],
    ],
  ])('of %s', (name, expected) => {
    expect(clusterMarks(recordedCluster(name)).map(inWords)).toEqual(expected);
  });

  it('of autoscaling name each step', () => {
    const scaled = clusterMarks(recordedCluster('autoscaling')).filter(({ kind }) => kind === 'scaled');
    expect(scaled.map(inWords)).toEqual([
      '30.9 scaled 2 → 3',
      '46.0 scaled 3 → 4',
      '406.3 scaled 4 → 3',
      '421.3 scaled 3 → 2',
    ]);
  });

  it('leave out what happened before', () => {
    const { changes } = recordedCluster('autoscaling');
    expect(clusterMarks({ changes: changes.filter(({ atMs }) => atMs < 2000), actions: [] })).toEqual([]);
  });

  it("are in order of time together with the drill's own actions", () => {
    const timeline = recordedCluster('self-healing');
    const actions = [{ atMs: 25_700, kind: 'action' as const, label: 'GET /memory-leak' }];
    expect(marksOf({ ...timeline, actions }).map(({ label }) => textOf(label))).toEqual([
      'readiness probe failed: 946zr (refused) ×2',
      'GET /memory-leak',
      'OOMKilled: 946zr (exit code 137)',
      '946zr restarted',
    ]);
  });

  it('count a probe event of the newer events API by its series', () => {
    const event = (atMs: number, count: number): ClusterChange => ({
      atMs,
      type: count === 1 ? 'ADDED' : 'MODIFIED',
      object: {
        kind: 'Event',
        metadata: { name: 'e' },
        reason: 'Unhealthy',
        note: 'Liveness probe failed: context deadline exceeded',
        regarding: { name: 'app-x' },
        ...(count === 1 ? {} : { series: { count } }),
      },
    });
    const pod: ClusterChange = {
      atMs: 0,
      type: 'ADDED',
      object: { kind: 'Pod', metadata: { name: 'app-x' } },
    };
    const marks = clusterMarks({ changes: [pod, event(5000, 1), event(7000, 3)], actions: [] });
    expect(marks.map(inWords)).toEqual(['5.0 liveness probe failed: x (timeout) ×3']);
  });
});

describe('the phases of each pod', () => {
  it('goes from ready through the kill to ready again', () => {
    const [leaking] = podLives(recordedCluster('self-healing'));
    expect(leaking?.spans.map(({ phase }) => phase)).toEqual([
      'ready',
      'not-ready',
      'down',
      'not-ready',
      'ready',
    ]);
  });

  it('begins and ends with the pod, and leaves no gap between', () => {
    const lives = podLives(recordedCluster('rolling-update'));
    expect(lives.map(({ spans }) => spans.map(({ phase }) => phase).join(' '))).toEqual([
      'ready leaving',
      'ready leaving',
      'pending starting ready',
      'pending starting ready',
    ]);
    expect(lives[0]?.spans.at(-1)?.toMs).toBe(16_799);
    for (const { spans } of lives) {
      spans.slice(1).forEach(({ fromMs }, index) => {
        expect(fromMs).toBe(spans[index]?.toMs);
      });
    }
  });

  it('names the node', () => {
    expect(podLives(recordedCluster('node-drain')).map(({ node }) => node)).toEqual([
      'node-1',
      'node-2',
      'node-1',
    ]);
  });
});

describe('replicas', () => {
  it("have the desired number and the autoscaler's number beside them", () => {
    const steps = replicaSteps(recordedCluster('autoscaling'));
    expect(steps[0]).toMatchObject({ ready: 2, desired: 2, hpaDesired: 2 });
    expect(Math.max(...steps.map(({ ready }) => ready))).toBe(4);
    expect(
      steps.map(({ desired }) => desired).filter((desired, index, all) => desired !== all[index - 1]),
    ).toEqual([2, 3, 4, 3, 2]);
    expect(steps.at(-1)).toMatchObject({ ready: 2, desired: 2, hpaDesired: 2 });
  });

  it('do not count a terminating pod, nor the 0 of an autoscaler that has not computed a number yet', () => {
    const steps = replicaSteps(recordedCluster('traffic-routing'));
    expect(steps.map(({ atMs, ready, hpaDesired }) => [atMs, ready, hpaDesired])).toEqual([
      [294, 2, null],
      [6346, 2, 2],
      [10_041, 1, 2],
      [12_822, 2, 2],
    ]);
  });
});

describe('usage', () => {
  it('has the limit, the request and the autoscaler’s target beside it', () => {
    const { curves, levels } = cpuUsage(recordedCluster('autoscaling'));
    expect(levels.map(({ label, value }) => [label, Math.round(value)])).toEqual([
      ['limit', 200],
      ['request', 100],
      ['HPA target', 40],
    ]);
    expect(curves).toHaveLength(1);
    expect(curves[0]?.pod).toBeNull();
    expect(Math.max(...(curves[0]?.points.map(({ value }) => value) ?? []))).toBeCloseTo(78, 5);
  });

  it('is drawn for each pod that reports it, without points where it is unknown', () => {
    const timeline = {
      ...recordedCluster('self-healing'),
      usage: [
        { atMs: 1000, pod: 'a', cpuMillicores: 20, memoryBytes: 2 ** 20 },
        { atMs: 2000, pod: 'a', cpuMillicores: null, memoryBytes: 2 ** 21 },
        { atMs: 2000, pod: 'b', cpuMillicores: null, memoryBytes: null },
      ],
    };
    expect(memoryUsage(timeline)).toEqual({
      curves: [
        {
          pod: 'a',
          points: [
            { atMs: 1000, value: 2 ** 20 },
            { atMs: 2000, value: 2 ** 21 },
          ],
        },
      ],
      levels: [
        { label: 'limit', value: 200 * 2 ** 20 },
        { label: 'request', value: 100 * 2 ** 20 },
      ],
    });
    expect(cpuUsage(timeline).curves[0]).toEqual({ pod: 'a', points: [{ atMs: 1000, value: 20 }] });
  });
});

function inWords({ atMs, label }: { readonly atMs: number; readonly label: Text }): string {
  return `${(atMs / 1000).toFixed(1)} ${textOf(label)}`;
}
