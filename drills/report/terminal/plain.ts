import { message } from '../../../messages/drills.ts';
import { textOf } from '../../../messages/message.ts';
import type { Say } from '../../language/say.ts';
import { printable, shortPodNames } from './pod-name.ts';
import type { Output, View, ViewState } from './shapes.ts';
import { formatElapsed, formatPod, formatTraffic } from './wording.ts';

/** Often enough to see that a log is alive, seldom enough to read it afterwards. */
const HEARTBEAT_MS = 10_000;
/** While requests are lost the counter changes with every look at it. */
const LOSS_INTERVAL_MS = 1000;

/**
 * One line for each thing that changed and a heartbeat between: for logs and pipes, without any control
 * codes.
 */
export function plainView(output: Output, say: Say, now: () => Date): View {
  let previous: ViewState | null = null;
  let heartbeatMs = Number.NEGATIVE_INFINITY;
  const losses = lossCounter();

  return {
    update(state) {
      const lines = changes(state, previous?.drill === state.drill ? previous : null, say);
      if (state.traffic !== null && losses.isNews(state))
        lines.push(`${printable(state.drill)}: ${say(formatTraffic(state.traffic))}`);
      const due = state.elapsedMs - heartbeatMs >= HEARTBEAT_MS || state.elapsedMs < heartbeatMs;
      if (due && lines.length === 0 && previous !== null) lines.push(heartbeat(state, say));
      for (const text of lines) print(text);
      if (due || lines.length > 0) heartbeatMs = state.elapsedMs;
      previous = state;
    },
    line(text) {
      for (const part of text.split('\n')) print(part);
    },
    close() {},
  };

  function print(text: string): void {
    output.write(`${now().toISOString()} ${text}\n`);
  }
}

function changes(state: ViewState, previous: ViewState | null, say: Say): string[] {
  const lines: string[] = [];
  const drill = printable(state.drill);
  if (previous === null || textOf(state.waitingFor) !== textOf(previous.waitingFor)) {
    lines.push(
      `${drill}: ${printable(say(message('waiting', { what: state.waitingFor })))} (${formatElapsed(state.elapsedMs)})`,
    );
  }
  const names = shortPodNames([...(previous?.pods ?? []), ...state.pods].map((pod) => pod.name));
  const before = new Map(previous?.pods.map((pod) => [pod.name, formatPod(pod).text]));
  for (const pod of state.pods) {
    const words = formatPod(pod);
    if (before.get(pod.name) !== words.text)
      lines.push(`${drill}: ${say('pod')} ${printable(names.get(pod.name) ?? '')} ${say(words)}`);
    before.delete(pod.name);
  }
  for (const gone of before.keys())
    lines.push(`${drill}: ${say('pod')} ${printable(names.get(gone) ?? '')} ${say('gone')}`);
  return lines;
}

/** The first loss at once, and what is lost after it once a second. */
function lossCounter() {
  let drill = '';
  let told = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  return {
    isNews(state: ViewState): boolean {
      const lost = state.traffic?.lost ?? 0;
      if (state.drill !== drill) {
        drill = state.drill;
        told = 0;
        toldMs = Number.NEGATIVE_INFINITY;
      }
      if (lost <= told || state.elapsedMs - toldMs < LOSS_INTERVAL_MS) return false;
      told = lost;
      toldMs = state.elapsedMs;
      return true;
    },
  };
}

function heartbeat(state: ViewState, say: Say): string {
  const traffic = state.traffic === null ? '' : ` · ${say(formatTraffic(state.traffic))}`;
  return `${printable(state.drill)}: ${printable(say(message('waiting.still', { what: state.waitingFor })))} (${formatElapsed(state.elapsedMs)})${traffic}`;
}
