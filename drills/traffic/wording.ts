import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import type { Say } from '../../messages/say.ts';
import { formatLossBound } from '../judging/loss-bound.ts';
import { printable, shortPodNames } from '../report/terminal/pod-name.ts';
import type { TrafficView } from '../report/terminal/view-state.ts';
import { alignColumns, formatMilliseconds, formatTraffic, minutes } from '../report/terminal/wording.ts';
import type { PodTally, TrafficSummary } from './tally.ts';

/** One line: time, counts, and each pod's share of the answers of the last seconds. */
export function formatProgress(
  elapsedMs: number,
  recent: TrafficView & { readonly pods: readonly PodTally[] },
  say: Say,
): string {
  const answered = recent.pods.reduce((sum, { ok }) => sum + ok, 0);
  const names = shortPodNames(recent.pods.map(({ pod }) => pod));
  const shares = recent.pods
    .filter(({ ok }) => ok > 0)
    .map(({ pod, version, ok }) => {
      const name = printable(names.get(pod) ?? pod);
      return `${name}${version === null ? '' : ` (${printable(version)})`} ${percent(ok, answered)}`;
    });
  return [say(minutes(elapsedMs)), formatTraffic(recent, say), ...shares].join(' · ');
}

export interface RunFacts {
  readonly url: string;
  readonly ratePerSecond: number;
  readonly connections: string;
  readonly elapsedMs: number;
  readonly latestSendMs: number;
}

/** A later send shows a busy machine: the latencies are then not the service's alone. */
const LATE_SEND_MS = 250;

/** The table at the end. */
export function formatSummary(facts: RunFacts, summary: TrafficSummary, say: Say): string {
  const { url, connections, elapsedMs, latestSendMs } = facts;
  const blocks = [
    [say(message('send.head', { url, rate: String(facts.ratePerSecond), connections, time: elapsedMs }))],
    outcomeRows(summary, say),
    [say(formatLossBound(summary.lost, summary.sent)), ...lossRows(summary).map(say)],
    podRows(summary, say),
    laneRows(summary, say),
    latestSendMs < LATE_SEND_MS
      ? []
      : [say(message('send.busyMachine', { late: String(Math.round(latestSendMs)) }))],
  ];
  return `${blocks
    .filter((rows) => rows.length > 0)
    .map((rows) => rows.join('\n'))
    .join('\n\n')}\n`;
}

function outcomeRows({ sent, ok, lost, outcomes, errors, latencyMs }: TrafficSummary, say: Say): string[] {
  const causes = Object.entries(outcomes).filter(([outcome, count]) => outcome !== 'ok' && count > 0);
  const codes = Object.entries(errors).map(([code, count]) => `${printable(code)} ${count}`);
  const why = causes.map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  const rows = [
    [say(message('send.sent')), String(sent), ''],
    [say(message('send.ok')), String(ok), percent(ok, sent, 2)],
    [
      say(message(lost === 0 ? 'send.noneLost' : 'send.lost')),
      String(lost),
      codes.length === 0 ? why : `${why} (${codes.join(', ')})`,
    ],
  ];
  const table = alignColumns(rows, [1]);
  if (latencyMs === null) return table;
  const { p50, p90, p99, max } = latencyMs;
  const figures = Object.entries({ p50, p90, p99, max }).map(
    ([name, value]) => `${name} ${formatMilliseconds(value)}`,
  );
  return [...table, say(message('send.latency', { figures }))];
}

function lossRows({ lossWindows }: TrafficSummary): Message[] {
  return lossWindows.map(({ fromMs, toMs, requests }) => {
    const count = String(requests);
    return (fromMs / 1000).toFixed(1) === (toMs / 1000).toFixed(1)
      ? message('send.lostAt', { from: fromMs, count })
      : message('send.lostFromTo', { from: fromMs, to: toMs, count });
  });
}

function podRows({ pods, ok }: TrafficSummary, say: Say): string[] {
  if (pods.length === 0) return [];
  const rows = pods.map((pod) => [
    printable(pod.pod),
    printable(pod.version ?? '-'),
    String(pod.ok),
    percent(pod.ok, ok, 1),
    String(pod.lost),
  ]);
  const head = [
    message('send.column.pod'),
    message('send.column.version'),
    message('send.ok'),
    message('send.column.share'),
    message('send.noneLost'),
  ];
  return alignColumns([head.map(say), ...rows], [2, 3, 4]);
}

function laneRows({ lanes }: TrafficSummary, say: Say): string[] {
  const entries = Object.entries(lanes);
  if (entries.length < 2) return [];
  const rows = entries.map(([lane, { sent, lost }]) => [lane, String(sent), String(lost)]);
  const head = [message('send.column.connections'), message('send.column.sent'), message('send.noneLost')];
  return alignColumns([head.map(say), ...rows], [1, 2]);
}

function percent(part: number, whole: number, digits = 0): string {
  return whole === 0 ? '-' : `${((part * 100) / whole).toFixed(digits)} %`;
}
