import { styleText } from 'node:util';
import { message } from '../../../messages/all.ts';
import type { Say } from '../../../messages/say.ts';
import { printable, shortPodNames } from './pod-name.ts';
import type { Output, PodView, View, ViewState } from './view-state.ts';
import { fit, formatPod, formatTraffic, minutes } from './wording.ts';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_BELOW = '\u001b[0J';
/** A drill updates more often than a slow terminal can print. */
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
    const rows = clip(block, output.columns || 80, output.rows || 24, say);
    const up = drawnRows === 0 ? '' : `\u001b[${drawnRows}A`;
    output.write(`\r${up}${ERASE_BELOW}${above}${rows.map((row) => `${row}\n`).join('')}`);
    drawnRows = rows.length;
    drawnAtMs = performance.now();
  }
}

function renderBlock(
  { drill, elapsedMs, timeoutMs, waitingFor, traffic, pods }: ViewState,
  say: Say,
): string[] {
  const limit = timeoutMs === null ? '' : say(message('view.limit', { time: minutes(timeoutMs) }));
  const emphasise = (lost: string) => styleText(['bold', 'inverse', 'red'], ` ${lost} `);
  const names = shortPodNames(pods.map(({ name }) => name));
  const width = Math.max(0, ...[...names.values()].map((name) => name.length));
  return [
    '',
    `${styleText('bold', printable(drill))}  ${say(minutes(elapsedMs))} ${styleText('dim', limit)}`.trimEnd(),
    styleText('cyan', printable(say(message('waiting', { what: waitingFor })))),
    ...(traffic === null
      ? []
      : [`${say(message('view.traffic'))}     ${formatTraffic(traffic, say, emphasise)}`]),
    ...pods.map((pod) => renderPod(pod, printable(names.get(pod.name) ?? pod.name).padEnd(width), say)),
  ];
}

function renderPod(pod: PodView, name: string, say: Say): string {
  // Shape as well as colour: a filled and an empty circle stay apart without colours.
  const dot = pod.ready ? styleText('green', '●') : styleText('yellow', '○');
  const isUsual = pod.condition === '' && pod.restarts === 0;
  return `${dot} ${name}  ${styleText(isUsual ? 'reset' : 'yellow', say(formatPod(pod)))}`;
}

/** Where a row wraps, or the block is taller than the terminal, the cursor would go back to the wrong row. */
function clip(rows: readonly string[], columns: number, terminalRows: number, say: Say): string[] {
  const most = Math.max(1, terminalRows - 1);
  const more = rows.length - most + 1;
  const shown = more < 2 ? rows : [...rows.slice(0, most - 1), say(message('view.more', { more }))];
  return shown.map((row) => fit(row, columns));
}
