import { describe, expect, test } from 'vitest';
import { CpuBudget } from '../../../src/faults/cpu-budget.ts';
import { requestsPerSecond, run, simulate, type Simulation } from '../../support/cpu-simulation.ts';

describe('in every 15 s window after the first, the container uses what was asked to within 2m or 2 %', () => {
  const cases: [what: string, simulation: Omit<Simulation, 'seconds'>][] = [
    ['20m of a limit of 200m, idle', { millicores: 20 }],
    ['50m, idle', { millicores: 50 }],
    ['130m, idle', { millicores: 130 }],
    ['180m, which is 90 % of the limit, idle', { millicores: 180 }],
    ['50m with 50 rps', { millicores: 50, otherMillicores: requestsPerSecond(50) }],
    ['130m with 50 rps', { millicores: 130, otherMillicores: requestsPerSecond(50) }],
    ['180m with 50 rps', { millicores: 180, otherMillicores: requestsPerSecond(50) }],
    [
      '130m with traffic that comes and goes',
      { millicores: 130, otherMillicores: (s) => (s % 10 < 5 ? 100 : 5) },
    ],
    [
      '130m with garbage collections of 30 ms',
      { millicores: 130, otherMillicores: (s) => (s % 3 < 0.03 ? 1000 : 5) },
    ],
    [
      '130m on a node that is slow at times',
      { millicores: 130, nodeMillicores: (s) => (s % 5 < 0.5 ? 60 : 2000) },
    ],
    ['650m without a limit', { millicores: 650, limitMillicores: null }],
    ['2500m without a limit, by four workers', { millicores: 2500, limitMillicores: null, workers: 4 }],
    ['1800m of a limit of 2000m, by three workers', { millicores: 1800, limitMillicores: 2000, workers: 3 }],
  ];
  test.each(cases)('%s', (_what, simulation) => {
    const used = simulate({ ...simulation, seconds: 61 });
    const tolerance = Math.max(2, simulation.millicores * 0.02);
    // Windows that begin at any second, not only at the four that a lucky phase would favour.
    for (let from = 15; from <= 46; from++) {
      expect(Math.abs(used(from, from + 15) - simulation.millicores)).toBeLessThanOrEqual(tolerance);
    }
  });
});

test('the first window compensates for what the cold requests of a fresh pod use above the target', () => {
  const otherMillicores = (second: number) => (second < 6 ? 75 : 25);
  const used = simulate({ millicores: 50, seconds: 46, otherMillicores });
  for (const from of [0, 15, 30]) expect(Math.abs(used(from, from + 15) - 50)).toBeLessThanOrEqual(2);
});

test.each([20, 130, 180])('%dm is reached within 2 s', (millicores) => {
  const used = simulate({ millicores, seconds: 4 });
  expect(Math.abs(used(2, 4) - millicores)).toBeLessThanOrEqual(Math.max(2, millicores * 0.05));
});

describe('the limit is rarely reached, so that the event loop is not starved', () => {
  test('with 50 rps beside 90 % of the limit, in all but one period of twenty', () => {
    const otherMillicores = requestsPerSecond(50);
    const { throttledAtSeconds } = run({ millicores: 180, seconds: 30, otherMillicores });
    expect(throttledAtSeconds.filter((second) => second > 2).length).toBeLessThanOrEqual(14);
  });

  test('for at most a second while it catches up after a node was slow', () => {
    const nodeMillicores = (second: number) => (second < 10 ? 50 : 2000);
    const { throttledAtSeconds } = run({ millicores: 130, seconds: 14, nodeMillicores });
    expect(throttledAtSeconds.length).toBeLessThanOrEqual(10);
  });
});

describe('no wind-up', () => {
  test('after a minute of traffic above the target the load is back within 2 s', () => {
    const used = simulate({ millicores: 130, seconds: 70, otherMillicores: (s) => (s < 60 ? 190 : 5) });
    expect(used(30, 60)).toBeGreaterThan(185);
    expect(Math.abs(used(62, 70) - 130)).toBeLessThanOrEqual(2.6);
  });

  test('after a minute in which the node gave too little, at most a second of the target is made up', () => {
    const used = simulate({ millicores: 130, seconds: 70, nodeMillicores: (s) => (s < 60 ? 50 : 2000) });
    expect(used(30, 60)).toBeLessThan(51);
    expect(Math.abs(used(62, 70) - 130)).toBeLessThanOrEqual(2.6);
  });
});

test('traffic that alone exceeds the target gets no load on top', () => {
  const used = simulate({ millicores: 50, seconds: 30, otherMillicores: () => 80 });
  expect(Math.abs(used(15, 30) - 80)).toBeLessThan(0.5);
});

describe('slices', () => {
  test.each([1, 20, 130, 200, 650, 800])(
    'of %dm are of 10 ms at most, also after a long sleep',
    (millicores) => {
      const budget = new CpuBudget({ millicores, workers: 1, limitMillicores: null }, 0, 0);
      for (const elapsedMs of [1, 10, 100, 10_000]) {
        const slice = budget.sliceMs(elapsedMs, 0);
        expect(slice).toBeGreaterThanOrEqual(0);
        expect(slice).toBeLessThanOrEqual(10);
      }
    },
  );

  test('are divided among the workers', () => {
    const slice = (workers: number) =>
      new CpuBudget({ millicores: 1000, workers, limitMillicores: null }, 0, 0).sliceMs(8, 0);
    expect(slice(1)).toBeCloseTo(8);
    expect(slice(4)).toBeCloseTo(2);
  });

  test('catch up no faster than the limit allows', () => {
    const budget = new CpuBudget({ millicores: 130, workers: 1, limitMillicores: 200 }, 0, 0);
    budget.sliceMs(5000, 0);
    expect(budget.sliceMs(5010, 0)).toBeCloseTo(2);
  });

  test('are never negative, whatever the usage is', () => {
    const budget = new CpuBudget({ millicores: 100, workers: 1, limitMillicores: 200 }, 0, 0);
    expect(budget.sliceMs(10, 1e9)).toBe(0);
    expect(budget.sliceMs(20, 0)).toBeLessThanOrEqual(10);
  });

  test('pauses leave the processor to others between slices', () => {
    for (const millicores of [1, 20, 130, 800]) {
      const { pauseMs } = new CpuBudget({ millicores, workers: 1, limitMillicores: null }, 0, 0);
      expect(pauseMs).toBeGreaterThanOrEqual(2);
      // Longer pauses would show as steps in a second's reading; below 80m waking up more often is what
      // costs.
      expect(pauseMs).toBeLessThanOrEqual(millicores < 80 ? 100 : 25);
    }
  });

  test('come after the target has made up for what was used above it, and it is looked twice a second', () => {
    const budget = new CpuBudget({ millicores: 50, workers: 1, limitMillicores: 200 }, 0, 0);
    const usualMs = budget.pauseMs;
    expect(budget.sliceMs(1000, 60)).toBe(0);
    expect(budget.pauseMs).toBeCloseTo(10 / 0.05);
    expect(budget.sliceMs(2000, 160)).toBe(0);
    expect(budget.pauseMs).toBe(500);
    expect(budget.sliceMs(4000, 160)).toBeGreaterThan(0);
    expect(budget.pauseMs).toBe(usualMs);
  });
});
