import { describe, expect, it, vi } from 'vitest';
import type { V2HorizontalPodAutoscaler } from '../../../drills/cluster/objects.ts';
import { surgeWith } from '../../../drills/lessons/surge/drill.ts';
import type { Verdict } from '../../../drills/timeline.ts';
import { type ReplayOptions, ReplayServer } from '../../support/replay/replay-server.ts';
import { stage } from '../../support/replay/stage.ts';
import { expectFailure, inEnglish } from '../../support/timelines/judged.ts';

const TIMES = {
  idleSeconds: 3,
  baselineSeconds: 5,
  rampSeconds: 3,
  patienceSeconds: 20,
  settleSeconds: 0.5,
  servedSeconds: 3,
};
const surge = surgeWith(TIMES);
const byHand = surge.byHand as typeof surge;

async function start(options: Partial<ReplayOptions> = {}) {
  const server = await ReplayServer.start({
    recording: 'autoscaling',
    speed: 60,
    app: { surgeFrom: 15 },
    ...options,
  });
  return server;
}

/** The recorded scaling without the HPA's own note of it: as if a person had done it. */
function byAPerson(change: { readonly object: V2HorizontalPodAutoscaler & { kind: string } }) {
  if (change.object.kind === 'HorizontalPodAutoscaler') delete change.object.status?.lastScaleTime;
}

/** Six other drills run in this process: its latencies are not judged. */
function expectPassButForSpeed(verdict: Verdict) {
  expect(inEnglish(verdict).checks.filter(({ name, passed }) => !passed && !name.includes('p99'))).toEqual(
    [],
  );
}

const behaviorOf = ({ store }: ReplayServer) =>
  store.get('HorizontalPodAutoscaler', 'app-1-2-2-1')?.spec.behavior;

describe.concurrent('the drill "surge"', { timeout: 120_000 }, () => {
  it('measures what a request costs, sends what two pods cannot serve, and counts every request on all lanes', async () => {
    const server = await start();
    const { verdict, timeline } = await stage(server, surge).performance;

    expectPassButForSpeed(verdict);
    const { requestCostMs, ratePerSecond, millicores } = timeline.facts.demand as Record<string, number>;
    // Four of five requests cost 20 ms, the others nothing here.
    expect(requestCostMs).toBeGreaterThan(10);
    expect(requestCostMs).toBeLessThan(24);
    expect(millicores).toBe(520);
    expect(ratePerSecond).toBe(Math.round((520 - 24) / (requestCostMs ?? 0)));
    const numbers = timeline.requests.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(inEnglish(verdict).headline).toMatch(
      /^2 -> 4 in \d+\.\d s, p99 \d+ ms -> \d+ ms, back in \d+\.\d s$/,
    );
    expect(Object.keys(timeline.facts.configDigests as object)).toHaveLength(4);
  });

  it('sends the same users from a pod where the Service is out of reach', async () => {
    const server = await start({ withoutNodePort: true });
    const { verdict, timeline } = await stage(server, surge).performance;

    expectPassButForSpeed(verdict);
    const pods = server.requests
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/pods'))
      .map(
        ({ body }) => (body as { spec: { containers: [{ command: string[] }] } }).spec.containers[0].command,
      );
    const client = pods[0]?.[4];
    expect(client).toMatch(/^drill-[0-9a-f]{8}$/);
    expect(pods.map((command) => command.slice(3, 10).join(' '))).toEqual([
      `--client ${client} --rate 8 --people --ramp 0`,
      expect.stringMatching(new RegExp(`^--client ${client} --rate \\d{2,3} --people --ramp 3$`)),
      `--client ${client} --rate 4 --people --ramp 0`,
    ]);
    // The times of all three clocks agree.
    const { surgeStartedMs, surgeStoppedMs } = timeline.facts as Record<string, number>;
    const during = timeline.requests.filter(
      ({ scheduledMs }) => scheduledMs > (surgeStartedMs ?? 0) && scheduledMs < (surgeStoppedMs ?? 0),
    );
    expect(during.length).toBeGreaterThan(timeline.requests.length / 2);
  });

  it('fails with the cause where the autoscaler does nothing, and stops the users', async () => {
    const server = await start({ app: {} });
    const { verdict } = await stage(server, surgeWith({ ...TIMES, patienceSeconds: 1 }), '--timeout', '40')
      .performance;

    expectFailure(verdict, 'the autoscaler goes from 2 to 4 by itself', '2 at most');
  });

  it('fails where one pod was made with another configuration', async () => {
    const seen = new Set<string>();
    const server = await start({
      app: {
        surgeFrom: 15,
        configDigest: (pod) => (seen.add(pod).size > 3 && [...seen].indexOf(pod) === 3 ? 'other' : 'digest'),
      },
    });
    const { verdict } = await stage(server, surge).performance;

    expectFailure(verdict, 'every added pod has the configuration of the first', 'has other, others digest');
  });

  it('is skipped where two pods may use more than a laptop has to spare', async () => {
    const server = await start({
      alter: (change) => {
        const { kind, spec } = change.object;
        if (kind === 'Deployment') spec.template.spec.containers[0].resources.limits.cpu = '500m';
        if (kind === 'Pod') spec.containers[0].resources.limits.cpu = '500m';
        return change;
      },
    });
    const { verdict } = await stage(server, surge).performance;

    expect(inEnglish(verdict)).toMatchObject({ result: 'SKIP', reason: expect.stringContaining('1300m') });
  });
});

describe.concurrent('the drill "surge" by hand', { timeout: 120_000 }, () => {
  it('pins the autoscaler until a person has scaled, and puts it back as it was', async () => {
    const server = await start({
      app: {},
      alter: (change) => {
        byAPerson(change);
        return change;
      },
    });
    const before = structuredClone(behaviorOf(server));
    const staged = stage(server, byHand);
    await vi.waitFor(() => expect(staged.waits.at(-1)).toContain('kubectl scale'), { timeout: 30_000 });
    expect(behaviorOf(server)).toMatchObject({
      scaleUp: { selectPolicy: 'Disabled' },
      scaleDown: { selectPolicy: 'Disabled' },
    });
    server.store.did('fault');
    const { verdict } = await staged.performance;

    expectPassButForSpeed(verdict);
    expect(inEnglish(verdict).headline).toMatch(
      /^4 pods after \d+\.\d s, users were affected for \d+ s: \d+ slow, 0 shed, 0 lost$/,
    );
    expect(behaviorOf(server)).toEqual(before);
    expect(staged.lines.join()).toContain('kubectl scale deployment/app-1-2-2-1 --replicas=4 -n default');
  });

  it('says that nobody scaled, and puts the autoscaler back all the same', async () => {
    const server = await start({ app: {} });
    const before = structuredClone(behaviorOf(server));
    const nobody = surgeWith({ ...TIMES, patienceSeconds: 1 }).byHand as typeof surge;
    const { verdict } = await stage(server, nobody, '--timeout', '40').performance;

    expectFailure(verdict, 'somebody scales from 2 to 4', 'nobody scaled');
    expect(behaviorOf(server)).toEqual(before);
  });
});
