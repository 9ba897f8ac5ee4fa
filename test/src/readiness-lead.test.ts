import { describe, expect, test, vi } from 'vitest';
import type { FaultRegistry } from '../../src/faults/registry.ts';
import { MIB } from '../support/fake-container.ts';
import { buildTestApp } from '../support/test-app.ts';

/** Seconds until every node has removed the endpoint, after the last failed probe. */
const ENDPOINT_PROPAGATION_SECONDS = 1;

interface Manifest {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly readinessPath: string;
  readonly livenessPath: string;
}

/** The defaults of Kubernetes, and one path for everything. */
const COURSE: Manifest = {
  periodSeconds: 10,
  failureThreshold: 3,
  readinessPath: '/ready',
  livenessPath: '/ready',
};
const OURS: Manifest = {
  periodSeconds: 1,
  failureThreshold: 2,
  readinessPath: '/readyz',
  livenessPath: '/livez',
};

/** A fake kubelet on the fake clock: it probes, and keeps the readiness that follows from the answers. */
class Kubelet {
  readonly #app: Awaited<ReturnType<typeof buildTestApp>>['app'];
  readonly #manifest: Manifest;
  readonly #phases: { readiness: number; liveness: number };
  #second = 0;
  #failures = { readiness: 0, liveness: 0 };
  unreadyAtSecond: number | null = null;
  endedAtSecond: number | null = null;

  /** @param phases the tenth of the period in which each probe is sent */
  constructor(
    app: Awaited<ReturnType<typeof buildTestApp>>['app'],
    manifest: Manifest,
    phases: { readiness: number; liveness: number },
  ) {
    this.#app = app;
    this.#manifest = manifest;
    this.#phases = phases;
  }

  async goOn(seconds: number): Promise<void> {
    const { periodSeconds, readinessPath, livenessPath } = this.#manifest;
    const stepMs = periodSeconds * 100;
    for (let leftMs = seconds * 1000; leftMs > 0; leftMs -= stepMs) {
      const tenth = Math.round((this.#second * 10) / periodSeconds) % 10;
      if (tenth === this.#phases.readiness) await this.#probe('readiness', readinessPath);
      if (tenth === this.#phases.liveness) await this.#probe('liveness', livenessPath);
      await vi.advanceTimersByTimeAsync(stepMs);
      this.#second += stepMs / 1000;
    }
  }

  get second(): number {
    return this.#second;
  }

  async #probe(probe: 'readiness' | 'liveness', url: string): Promise<void> {
    const answer = await this.#app.inject({ url, headers: { 'user-agent': 'kube-probe/1.34' } });
    this.#failures[probe] = answer.statusCode === 200 ? 0 : this.#failures[probe] + 1;
    if (this.#failures[probe] < this.#manifest.failureThreshold) return;
    if (probe === 'readiness') this.unreadyAtSecond ??= this.#second;
    else this.endedAtSecond ??= this.#second;
  }
}

/** Its memory use is computed from the leak and the fake clock: the test allocates nothing. */
async function leakingApp() {
  let registry: FaultRegistry | null = null;
  const memoryUsage = () => {
    const leak = registry?.find('memory-leak');
    const leakedMib = leak
      ? Number(leak.plan.parameters.mibPerSecond) * (leak.plan.seconds - leak.secondsLeft)
      : 0;
    const bytes = (40 + leakedMib) * MIB;
    return { workingSetBytes: bytes, unreclaimableBytes: bytes };
  };
  const built = await buildTestApp({ container: { memoryUsage } });
  registry = built.registry;
  return built;
}

async function probed(manifest: Manifest, phases = { readiness: 0, liveness: 0 }, seconds?: number) {
  // Not setImmediate, by which answers are made.
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const { app } = await leakingApp();
  const kubelet = new Kubelet(app, manifest, phases);
  await kubelet.goOn(seconds ?? manifest.periodSeconds * 6);
  const leak = async (query = '') => {
    const answer = (await app.inject(`/memory-leak${query}`)).json();
    return { ...answer, killedAtSecond: kubelet.second + answer.endsInSeconds };
  };
  return { app, kubelet, leak };
}

describe('a leak on a pod that is asked for readiness every 10 s, and for liveness at the same path', () => {
  test.each([
    [0, 0],
    [0, 3],
    [3, 0],
    // The two probes together come every 5 s.
    [0, 5],
    [9, 1],
  ])(
    'is out of the Service before the kill, with probes in the tenths %i and %i',
    async (readiness, liveness) => {
      const { kubelet, leak } = await probed(COURSE, { readiness, liveness });
      const { killedAtSecond } = await leak();
      await kubelet.goOn(killedAtSecond - kubelet.second - 0.5);
      expect(kubelet.unreadyAtSecond).not.toBeNull();
      expect(killedAtSecond - (kubelet.unreadyAtSecond ?? 0)).toBeGreaterThan(ENDPOINT_PROPAGATION_SECONDS);
      // Liveness has the same path: in the last moments the kubelet decides on a restart, too.
      expect(killedAtSecond - (kubelet.endedAtSecond ?? 0)).toBeLessThanOrEqual(15);
    },
  );

  test('lasts 40 s instead of 30 by default, and says when readiness goes off', async () => {
    const { leak } = await probed(COURSE);
    const { endsInSeconds, message } = await leak();
    expect(endsInSeconds).toBe(40);
    expect(message).toMatch(/; in 40 s its memory limit is met, .* restarts it; readiness goes off in 5 s$/);
  });

  test('is noticed on the older paths too', async () => {
    const { leak } = await probed({ ...COURSE, readinessPath: '/readiness', livenessPath: '/liveness' });
    expect((await leak()).endsInSeconds).toBe(40);
  });

  test('that is slower is not ended by liveness long before the kernel: memory alone turns nothing off', async () => {
    const { app, kubelet, leak } = await probed(COURSE);
    const { message, killedAtSecond } = await leak('?seconds=300');
    expect(message).toMatch(/; readiness goes off in 265 s$/);
    await kubelet.goOn(264);
    expect((await app.inject('/ready')).statusCode).toBe(200);
    await kubelet.goOn(2);
    expect((await app.inject('/ready')).json().reason).toMatch(/^out of memory in 34/);
    expect(killedAtSecond).toBe(360);
  });

  test('that is too quick says so, and what is quick enough', async () => {
    const { kubelet, leak } = await probed(COURSE, { readiness: 9, liveness: 3 });
    const { message, killedAtSecond } = await leak('?seconds=30');
    expect(message).toMatch(
      /; readiness goes off at once, which probes every 10 s may see too late: requests may be lost, 35 s or more lose none$/,
    );
    await kubelet.goOn(killedAtSecond - kubelet.second);
    expect(kubelet.unreadyAtSecond ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(
      killedAtSecond - ENDPOINT_PROPAGATION_SECONDS,
    );
  });

  test('is expected to be so asked from the first probe on', async () => {
    const { leak } = await probed(COURSE, { readiness: 1, liveness: 9 }, 5);
    expect((await leak()).endsInSeconds).toBe(40);
  });
});

describe('a leak on a pod of our own manifest', () => {
  test('keeps its 30 s, and readiness goes off at 75 % of the limit', async () => {
    const { kubelet, leak } = await probed(OURS);
    const { endsInSeconds, message, killedAtSecond } = await leak();
    expect(endsInSeconds).toBe(30);
    // 40 MiB are in use: 110 of the 160 that are left.
    expect(message).toMatch(/; readiness goes off in 20.6 s$/);
    await kubelet.goOn(29);
    expect(killedAtSecond - (kubelet.unreadyAtSecond ?? 0)).toBeGreaterThan(ENDPOINT_PROPAGATION_SECONDS);
    expect(kubelet.endedAtSecond).toBeNull();
  });

  test('that is over within 5 s says that it is too quick', async () => {
    const { leak } = await probed(OURS);
    expect((await leak('?mibPerSecond=80')).message).toMatch(
      /; readiness goes off at once, which probes every 1 s may see too late: requests may be lost, 5 s or more lose none$/,
    );
    expect((await leak('?seconds=5')).message).toMatch(/; readiness goes off at once$/);
  });
});

test('a person who asks for /ready does not count as a kubelet', async () => {
  const { app } = await buildTestApp();
  for (let count = 0; count < 5; count += 1) await app.inject('/ready');
  expect((await app.inject('/memory-leak')).json().endsInSeconds).toBe(30);
});
