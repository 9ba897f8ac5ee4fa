import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressLine } from '../../../drills/traffic/progress-line.ts';
import { Tally } from '../../../drills/traffic/tally.ts';
import { formatProgress } from '../../../drills/traffic/wording.ts';
import { english } from '../../../messages/say.ts';

describe('the line of progress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is rewritten on a terminal, cut to its width, and gone at the end', () => {
    const { output, written } = capture({ isTTY: true, columns: 20 });
    const line = progressLine(output, {
      silent: false,
      render: () => 'a line that is longer than twenty columns',
    });
    vi.advanceTimersByTime(500);
    line.close();
    vi.advanceTimersByTime(5000);
    expect(written()).toBe('\r\u001b[Ka line that is lon…\r\u001b[Ka line that is lon…\r\u001b[K');
  });

  it('is printed every five seconds elsewhere, whole and without control codes', () => {
    const { output, written } = capture({ columns: 20 });
    const line = progressLine(output, {
      silent: false,
      render: () => 'a line that is longer than twenty columns',
    });
    vi.advanceTimersByTime(10_000);
    line.close();
    expect(written()).toBe('a line that is longer than twenty columns\n'.repeat(2));
  });

  it('has the rate, the losses and the pods that answer', () => {
    const tally = new Tally();
    const common = { lane: 'fresh', latencyMs: 2, status: 200, version: '1.0.0', error: null } as const;
    for (let index = 0; index < 100; index += 1) {
      const pod = index % 4 === 0 ? 'app-5c-aaaaa' : 'app-5c-bbbbb';
      tally.add({
        ...common,
        number: index + 1,
        scheduledMs: index * 20,
        pod,
        outcome: index === 99 ? '5xx' : 'ok',
      });
    }
    expect(formatProgress(2000, tally.recent(2000), english)).toBe(
      '2 s · 50 req/s · 100 sent · 1 LOST · p99 2.0 ms · aaaaa (1.0.0) 25 % · bbbbb (1.0.0) 75 %',
    );
  });
});

function capture(part: { isTTY?: boolean; columns?: number }) {
  let text = '';
  return { output: { ...part, write: (more: string) => (text += more) }, written: () => text };
}
