import { describe, expect, it } from 'vitest';
import { type Arrival, arrivalsOf, type Users } from '../../../drills/traffic/users.ts';

const USERS: Users = { ratePerSecond: 100, rampSeconds: 60, workMilliseconds: 7, seed: 1 };

function until(seconds: number, users: Partial<Users> = {}): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const arrival of arrivalsOf({ ...USERS, ...users })) {
    if (arrival.atMs >= seconds * 1000) return arrivals;
    arrivals.push(arrival);
  }
  return arrivals;
}

describe('users', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(until(20)).toEqual(until(20));
    expect(until(20, { seed: 2 })).not.toEqual(until(20));
  });

  it('arrive in order of time, at a tenth of the rate at first, at the whole rate after the ramp', () => {
    const times = until(120).map((one) => one.atMs);
    const rate = (from: number, to: number) =>
      times.filter((atMs) => atMs >= from * 1000 && atMs < to * 1000).length / (to - from);

    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(rate(0, 5)).toBeLessThan(30);
    expect(rate(60, 120)).toBeGreaterThan(90);
    expect(rate(60, 120)).toBeLessThan(110);
  });

  it('arrive at the whole rate at once without a ramp', () => {
    expect(until(60, { rampSeconds: 0 }).length / 60).toBeCloseTo(100, -1);
  });

  it('use both kinds of connections, and ask mostly for work', () => {
    const arrivals = until(120);
    const share = (of: (one: Arrival) => boolean) => arrivals.filter(of).length / arrivals.length;

    expect(share((one) => one.lane === 'fresh')).toBeCloseTo(0.5, 1);
    expect(share((one) => one.path === '/work?milliseconds=7')).toBeCloseTo(0.8, 1);
    expect(new Set(arrivals.map((one) => one.path))).toEqual(
      new Set(['/work?milliseconds=7', '/hostname', '/version']),
    );
  });

  it('arrive in bursts: seconds differ more than with a steady rate', () => {
    const seconds = Array.from({ length: 60 }, () => 0);
    for (const { atMs } of until(60, { rampSeconds: 0 })) {
      const second = Math.floor(atMs / 1000);
      seconds[second] = (seconds[second] ?? 0) + 1;
    }
    const variance = seconds.reduce((sum, one) => sum + (one - 100) ** 2, 0) / seconds.length;

    // Independent requests would have a variance of 100; visits of three on average have more.
    expect(variance).toBeGreaterThan(120);
  });
});
