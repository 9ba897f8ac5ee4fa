import { expect, it } from 'vitest';
import { memoryUsage } from '../../../drills/report/usage.ts';
import type { UsageSample } from '../../../drills/timeline.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';
import { stage } from '../../support/replay/stage.ts';
import { recordedLeak } from '../../support/stack/recorded-stack.ts';
import { inEnglish } from '../../support/timelines/judged.ts';

it('is skipped where there is no stack, with the command that brings one', async () => {
  const server = await ReplayServer.start({ recording: 'self-healing' });
  const { verdict } = await stage(server, 'monitoring').performance;
  expect(verdict.result).toBe('SKIP');
  expect(inEnglish(verdict).reason).toContain('npm run up -- --monitoring');
  expect(server.requests.some(({ path }) => path.includes('memory-leak'))).toBe(false);
});

it('does not skip, and does nothing, where an address was given that does not answer', async () => {
  const server = await ReplayServer.start({ recording: 'self-healing' });
  const { verdict } = await stage(server, 'monitoring', '--loki', 'http://127.0.0.1:9').performance;
  expect(verdict.result).toBe('FAIL');
  expect(inEnglish(verdict).reason).toMatch(
    /the given addresses answer: --loki: http:\/\/127\.0\.0\.1:9: .*ECONNREFUSED/,
  );
});

it('draws what Prometheus has as a curve of its own, beside what the pod said', () => {
  const timeline = recordedLeak();
  const pod = timeline.facts.leakingPod ?? '';
  const scraped: UsageSample = { atMs: 9000, pod, cpuMillicores: null, memoryBytes: 7e7, by: 'prometheus' };
  const curves = memoryUsage({ ...timeline, usage: [...timeline.usage, scraped] }).curves.filter(
    (one) => one.pod === pod,
  );
  expect(curves.map(({ by }) => by)).toEqual([undefined, 'prometheus']);
  expect(curves[1]?.points).toEqual([{ atMs: 9000, value: 7e7 }]);
});
