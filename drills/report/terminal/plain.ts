import { message } from '../../../messages/all.ts';
import { type Message, textOf } from '../../../messages/message.ts';
import type { Say } from '../../../messages/say.ts';
import { printable, shortPodNames } from './pod-name.ts';
import type { Output, View, ViewState } from './view-state.ts';
import { formatPod, formatTraffic, minutes } from './wording.ts';

/** Often enough to see that a log is alive, seldom enough to read it afterwards. */
const HEARTBEAT_MS = 10_000;
/** While requests are lost, the counter changes with every update. */
const LOSS_INTERVAL_MS = 1000;
const NO_LOSSES = { lost: 0, atMs: Number.NEGATIVE_INFINITY };

/**
 * For logs and pipes, without control codes: a line for each change, and a heartbeat where nothing changes.
 */
export function plainView(output: Output, say: Say, now: () => Date): View {
  let previous: ViewState | null = null;
  let printedMs = 0;
  let printedLosses = NO_LOSSES;

  return {
    update(state) {
      const { drill, elapsedMs, traffic } = state;
      if (previous?.drill !== drill) {
        previous = null;
        printedLosses = NO_LOSSES;
      }
      const lines = changes(state, previous, say);
      // The first loss is printed at once, later losses once a second.
      if (
        traffic !== null &&
        traffic.lost > printedLosses.lost &&
        elapsedMs - printedLosses.atMs >= LOSS_INTERVAL_MS
      ) {
        lines.push(formatTraffic(traffic, say));
        printedLosses = { lost: traffic.lost, atMs: elapsedMs };
      }
      if (lines.length === 0 && elapsedMs - printedMs >= HEARTBEAT_MS) lines.push(heartbeat(state, say));
      if (lines.length > 0) printedMs = elapsedMs;
      for (const text of lines) print(`${printable(drill)}: ${text}`);
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
  if (previous === null || textOf(state.waitingFor) !== textOf(previous.waitingFor))
    lines.push(waiting('waiting', state, say));
  const names = shortPodNames([...(previous?.pods ?? []), ...state.pods].map(({ name }) => name));
  const write = (name: string, words: Message) =>
    lines.push(say(message('view.pod', { pod: printable(names.get(name) ?? ''), state: words })));
  const before = new Map(previous?.pods.map((pod) => [pod.name, formatPod(pod).text]));
  for (const pod of state.pods) {
    const words = formatPod(pod);
    if (before.get(pod.name) !== words.text) write(pod.name, words);
    before.delete(pod.name);
  }
  for (const name of before.keys()) write(name, message('view.gone'));
  return lines;
}

function heartbeat(state: ViewState, say: Say): string {
  const traffic = state.traffic === null ? '' : ` · ${formatTraffic(state.traffic, say)}`;
  return `${waiting('waiting.still', state, say)}${traffic}`;
}

function waiting(name: 'waiting' | 'waiting.still', { waitingFor, elapsedMs }: ViewState, say: Say): string {
  return `${printable(say(message(name, { what: waitingFor })))} (${say(minutes(elapsedMs))})`;
}
