import { stripVTControlCharacters, styleText } from 'node:util';
import { message } from '../../../messages/drills.ts';
import type { Say } from '../../language/say.ts';
import { printable, shortPodNames } from './pod-name.ts';
import type { Output, PodView, View, ViewState } from './shapes.ts';
import { formatElapsed, formatLost, formatMilliseconds, formatPod } from './wording.ts';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_BELOW = '\u001b[0J';
/** No faster than the eye: a busy runner must not flood a slow terminal. */
const REDRAW_INTERVAL_MS = 100;

/** A block at the foot of the terminal, redrawn in place; lines that stay scroll by above it. */
export function liveView(output: Output, say: Say): View {
  let drawnRows = 0;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let block: string[] = [];
  let closed = false;

  output.write(HIDE_CURSOR);

  return {
    update(state) {
      block = renderBlock(state, say);
      if (performance.now() - drawnAtMs < REDRAW_INTERVAL_MS) return;
      draw('');
    },
    line(text) {
      draw(`${text}\n`);
    },
    close() {
      if (closed) return;
      closed = true;
      block = [];
      draw('');
      output.write(SHOW_CURSOR);
    },
  };

  function draw(above: string): void {
    const rows = clip(block, output.columns || 80, output.rows || 24);
    const up = drawnRows === 0 ? '' : `\u001b[${drawnRows}A`;
    output.write(`\r${up}${ERASE_BELOW}${above}${rows.map((row) => `${row}\n`).join('')}`);
    drawnRows = rows.length;
    drawnAtMs = performance.now();
  }
}

function renderBlock(state: ViewState, say: Say): string[] {
  const limit = state.timeoutMs === null ? '' : ` ${say(`of at most ${formatElapsed(state.timeoutMs)}`)}`;
  const rows = [
    '',
    `${styleText(['bold'], printable(state.drill))}  ${formatElapsed(state.elapsedMs)}${styleText('dim', limit)}`,
    waitingLine(state, say),
  ];
  if (state.traffic !== null) {
    const { sent, lost, ratePerSecond, p99Ms } = state.traffic;
    const lostWords =
      lost === 0
        ? say(formatLost(lost))
        : styleText(['bold', 'inverse', 'red'], ` ${say(formatLost(lost))} `);
    const p99 = p99Ms === null ? '' : ` · p99 ${formatMilliseconds(p99Ms)}`;
    rows.push(
      `${say('traffic')}     ${Math.round(ratePerSecond)} req/s · ${say(`${sent} sent`)} · ${lostWords}${p99}`,
    );
  }
  const names = shortPodNames(state.pods.map((pod) => pod.name));
  const width = Math.max(0, ...[...names.values()].map((name) => name.length));
  for (const pod of state.pods) rows.push(renderPod(pod, names.get(pod.name) ?? pod.name, width, say));
  return rows;
}

/** The words come before or after what is waited for, as the language has it. */
function waitingLine({ waitingFor }: ViewState, say: Say): string {
  return styleText('cyan', printable(say(message('waiting', { what: waitingFor }))));
}

function renderPod(pod: PodView, name: string, width: number, say: Say): string {
  // Shape as well as colour: a filled and an empty circle stay apart without colours.
  const dot = pod.ready ? styleText('green', '●') : styleText('yellow', '○');
  const words =
    pod.condition === '' && pod.restarts === 0
      ? say(formatPod(pod))
      : styleText('yellow', say(formatPod(pod)));
  return `${dot} ${printable(name).padEnd(width)}  ${words}`;
}

/** A row that wraps, or a block taller than the terminal, would break the way back up. */
function clip(rows: readonly string[], columns: number, terminalRows: number): string[] {
  const most = Math.max(1, terminalRows - 1);
  const shown =
    rows.length <= most ? rows : [...rows.slice(0, most - 1), `… and ${rows.length - most + 1} more`];
  return shown.map((row) => (stripVTControlCharacters(row).length < columns ? row : cut(row, columns - 1)));
}

function cut(row: string, columns: number): string {
  return `${stripVTControlCharacters(row).slice(0, Math.max(0, columns - 1))}…`;
}
