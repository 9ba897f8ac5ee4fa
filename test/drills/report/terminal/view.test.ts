import { describe, expect, it } from 'vitest';
import { shortPodNames } from '../../../../drills/report/terminal/pod-name.ts';
import type { Output, PodView, ViewState } from '../../../../drills/report/terminal/view-state.ts';
import { openView } from '../../../../drills/report/terminal/view.ts';
import { fit } from '../../../../drills/report/terminal/wording.ts';
import { ENGLISH, sayIn } from '../../../../messages/say.ts';

describe('a view on something that is not a terminal', () => {
  it('prints a timestamped line for each change, and no line without one', () => {
    const output = recorder({ isTTY: false });
    const view = openView(output, ENGLISH.say, () => new Date('2026-11-23T08:00:00Z'));
    view.update(state({}));
    view.update(state({ elapsedMs: 1000 }));
    view.update(
      state({ elapsedMs: 2000, pods: [pod({ ready: false, condition: 'OOMKilled', restarts: 1 })] }),
    );
    view.update(state({ elapsedMs: 3000, pods: [] }));
    view.close();
    expect(output.text().trimEnd().split('\n')).toEqual([
      '2026-11-23T08:00:00.000Z self-healing: waiting for the restart (0 s)',
      '2026-11-23T08:00:00.000Z self-healing: pod xzgq5 ready',
      '2026-11-23T08:00:00.000Z self-healing: pod xzgq5 OOMKilled, 1 restart',
      '2026-11-23T08:00:00.000Z self-healing: pod xzgq5 gone',
    ]);
  });

  it('says the state of a pod in Korean, its restarts after it', () => {
    const output = recorder({ isTTY: false });
    const view = openView(output, sayIn('ko'));
    view.update(state({ pods: [pod({ ready: false, restarts: 1 })] }));
    expect(output.text()).toContain('파드 xzgq5 준비되지 않음, 재시작 1회');
  });

  it('prints a heartbeat every ten seconds, with the traffic so far', () => {
    const output = recorder({ isTTY: false });
    const view = openView(output, ENGLISH.say);
    for (let second = 0; second <= 25; second += 1) view.update(state({ elapsedMs: second * 1000, traffic }));
    const beats = output.text().match(/still waiting for the restart \(.*/g);
    expect(beats).toEqual([
      'still waiting for the restart (10 s) · 50 req/s · 500 sent · nothing lost · p99 4.2 ms',
      'still waiting for the restart (20 s) · 50 req/s · 500 sent · nothing lost · p99 4.2 ms',
    ]);
  });

  it('says at once that a request was lost', () => {
    const output = recorder({ isTTY: false });
    const view = openView(output, ENGLISH.say);
    view.update(state({ traffic }));
    view.update(state({ traffic: { ...traffic, lost: 3 } }));
    expect(output.text()).toContain('self-healing: 50 req/s · 500 sent · 3 LOST');
  });

  it('prints the losses once a second while they rise, and the final number', () => {
    const output = recorder({ isTTY: false });
    const view = openView(output, ENGLISH.say);
    for (let quarter = 0; quarter < 20; quarter += 1) {
      const lost = Math.max(0, Math.min(quarter, 10) - 2);
      view.update(state({ elapsedMs: quarter * 250, traffic: { ...traffic, lost } }));
    }
    view.update(state({ drill: 'rolling-update', traffic: { ...traffic, lost: 5 } }));
    expect(output.text().match(/\d+ LOST/g)).toEqual(['1 LOST', '5 LOST', '8 LOST', '5 LOST']);
  });

  it('uses no control codes, whatever the cluster sends', () => {
    const output = recorder({ isTTY: false });
    const view = openView(output, ENGLISH.say);
    view.update(state({ waitingFor: '\u001b[2Jmischief', pods: [pod({ name: 'a\u001b]0;x\u0007' })] }));
    view.close();
    expect(output.text().replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

describe('a view on a terminal', () => {
  it('shows what is waited for, the time, the pods and the lost counter', () => {
    const screen = terminal(60, 20);
    const view = openView(screen, ENGLISH.say);
    view.update(state({ elapsedMs: 65_000, traffic: { ...traffic, lost: 2 } }));
    expect(screen.lines()).toEqual([
      '',
      'self-healing  1 min 05 s of at most 3 min 00 s',
      'waiting for the restart',
      'traffic     50 req/s · 500 sent ·  2 LOST  · p99 4.2 ms',
      '● xzgq5  ready',
      '',
    ]);
  });

  it('redraws in place, with lasting lines above', async () => {
    const screen = terminal(60, 20);
    const view = openView(screen, ENGLISH.say);
    view.update(state({}));
    view.line('the pod was deleted');
    view.line('its replacement serves');
    view.close();
    expect(screen.lines()).toEqual(['the pod was deleted', 'its replacement serves', '']);
    expect(screen.text().endsWith('\u001b[?25h')).toBe(true);
  });

  it('never draws wider or taller than the terminal, so that it redraws the right rows', () => {
    const screen = terminal(20, 6);
    const view = openView(screen, ENGLISH.say);
    const pods = Array.from({ length: 30 }, (_, index) => pod({ name: `app-${index}-of-a-very-long-name` }));
    view.update(state({ pods }));
    view.line('kept');
    expect(screen.lines().length).toBeLessThanOrEqual(7);
    for (const line of screen.lines()) expect(line.length).toBeLessThan(20);
    view.close();
    expect(screen.lines()).toEqual(['kept', '']);
  });

  it('cuts a Korean row by its columns, of which a syllable takes two', () => {
    expect(fit('가'.repeat(9), 20)).toBe('가'.repeat(9));
    expect(fit('가'.repeat(10), 20)).toBe(`${'가'.repeat(9)}…`);
  });
});

describe('short pod names', () => {
  it('keep the last parts of a name that are unique', () => {
    expect([...shortPodNames(['app-1-86745c6bf-6kqqh', 'app-1-66b4dcc8b9-xzgq5']).values()]).toEqual([
      '6kqqh',
      'xzgq5',
    ]);
    expect([...shortPodNames(['app-1-86745c6bf-6kqqh', 'app-1-66b4dcc8b9-6kqqh']).values()]).toEqual([
      '86745c6bf-6kqqh',
      '66b4dcc8b9-6kqqh',
    ]);
    expect([...shortPodNames(['app-1-86745c6bf-6kqqh']).values()]).toEqual(['6kqqh']);
    expect([...shortPodNames(['', 'a']).values()]).toEqual(['', 'a']);
    expect([...shortPodNames([])]).toEqual([]);
  });
});

const traffic = { sent: 500, lost: 0, ratePerSecond: 50, p99Ms: 4.2 };

function pod(part: Partial<PodView>): PodView {
  return { name: 'app-1-2-2-1-86745c6bf-xzgq5', ready: true, restarts: 0, condition: '', ...part };
}

function state(part: Partial<ViewState>): ViewState {
  return {
    drill: 'self-healing',
    waitingFor: 'the restart',
    elapsedMs: 0,
    timeoutMs: 180_000,
    traffic: null,
    pods: [pod({})],
    ...part,
  };
}

function recorder(part: Omit<Output, 'write'>): Output & { text(): string } {
  let written = '';
  return { ...part, write: (text) => (written += text), text: () => written };
}

/**
 * Just enough of a terminal to know what stays on the screen: carriage return, line feed, up, erase below.
 */
function terminal(columns: number, rows: number) {
  const output = recorder({ isTTY: true, columns, rows });
  return {
    ...output,
    lines(): string[] {
      const lines = [''];
      let row = 0;
      for (const [token, rowsUp] of output.text().matchAll(CONTROL_OR_TEXT)) {
        if (token === ERASE_BELOW) lines.splice(row, lines.length, '');
        else if (token === '\n') lines[++row] ??= '';
        else if (rowsUp !== undefined) row = Math.max(0, row - Number(rowsUp));
        else if (token.length === 1 && token !== '\r') lines[row] += token;
      }
      return lines;
    },
  };
}

const ERASE_BELOW = '\u001b[0J';
const CONTROL_OR_TEXT = /\p{Cc}\[(\d+)A|\p{Cc}\[[?\d;]*[a-zA-Z]|[\s\S]/gu;
