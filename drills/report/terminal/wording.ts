import { stripVTControlCharacters } from 'node:util';
import { message } from '../../../messages/all.ts';
import type { Message } from '../../../messages/message.ts';
import type { Say } from '../../../messages/say.ts';
import { columnsOf } from '../../../scripts/command-line.ts';
import { printable } from './pod-name.ts';
import type { PodView, TrafficView } from './view-state.ts';

/** `7 s`, `2 min 05 s` */
export function minutes(milliseconds: number): Message {
  return message('duration.minutes', { ms: milliseconds });
}

export function formatTraffic(traffic: TrafficView, say: Say, emphasise = (lost: string) => lost): string {
  const { ratePerSecond, sent, lost, p99Ms } = traffic;
  return [
    say(message('traffic.rate', { rate: Math.round(ratePerSecond) })),
    say(message('traffic.sent', { sent })),
    lost === 0 ? say(message('traffic.nothingLost')) : emphasise(say(message('traffic.lost', { lost }))),
    ...(p99Ms === null ? [] : [`p99 ${formatMilliseconds(p99Ms)}`]),
  ].join(' · ');
}

export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

/** `ready`, `not ready`, `Terminating, 1 restart`. */
export function formatPod({ condition, ready, restarts }: PodView): Message {
  const isNamed = condition !== '';
  const state = isNamed ? printable(condition) : message(ready ? 'pod.ready' : 'pod.notReady');
  return message('list', {
    items: [
      state,
      ...(isNamed && ready ? [message('pod.ready')] : []),
      ...(restarts > 0 ? [message('pod.restarts', { count: restarts })] : []),
    ],
  });
}

/** Pads each column to its widest cell. Cells are aligned to the left, in some columns to the right. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  rightAligned: readonly number[] = [],
): string[] {
  const columnWidth = (column: number) => Math.max(...rows.map((row) => columnsOf(row[column] ?? '')));
  const aligned = (cell: string, column: number) => {
    const spaces = ' '.repeat(columnWidth(column) - columnsOf(cell));
    return rightAligned.includes(column) ? spaces + cell : cell + spaces;
  };
  return rows.map((row) => row.map(aligned).join('  ').trimEnd());
}

/** A row that wraps cannot be drawn over. */
export function fit(row: string, columns: number): string {
  let text = stripVTControlCharacters(row);
  if (columnsOf(text) < columns) return row;
  while (text !== '' && columnsOf(text) > columns - 2) text = text.slice(0, -1);
  return `${text}…`;
}
