import { textOf } from '../../messages/message.ts';
import { formatLossBound } from '../judging/loss-bound.ts';
import { printable, shortPodNames } from '../report/terminal/pod-name.ts';
import type { TrafficView } from '../report/terminal/view-state.ts';
import { alignColumns, formatMilliseconds, formatTraffic, minutes } from '../report/terminal/wording.ts';
import type { PodTally, TrafficSummary } from './tally.ts';

/** One line: how it goes, and who answered in the last seconds. */
export function formatProgress(
  elapsedMs: number,
  recent: TrafficView & { readonly pods: readonly PodTally[] },
): string {
  const answered = recent.pods.reduce((sum, { ok }) => sum + ok, 0);
  const names = shortPodNames(recent.pods.map(({ pod }) => pod));
  const shares = recent.pods
    .filter(({ ok }) => ok > 0)
    .map(({ pod, version, ok }) => {
      const name = printable(names.get(pod) ?? pod);
      return `${name}${version === null ? '' : ` (${printable(version)})`} ${percent(ok, answered)}`;
    });
  return [textOf(minutes(elapsedMs)), formatTraffic(recent, textOf), ...shares].join(' · ');
}

export interface RunFacts {
  readonly href: string;
  readonly ratePerSecond: number;
  readonly connections: string;
  readonly elapsedMs: number;
  readonly latestSendMs: number;
}

/** More than this and the figures tell of the machine that asked rather than of the service. */
const LATE_SEND_MS = 250;

/** The table at the end. */
export function formatSummary(facts: RunFacts, summary: TrafficSummary): string {
  const blocks = [
    [
      `${facts.href} · ${facts.ratePerSecond} req/s · ${facts.connections} connections · ${textOf(minutes(facts.elapsedMs))}`,
    ],
    outcomeRows(summary),
    [formatLossBound(summary.lost, summary.sent).text, ...lossRows(summary)],
    podRows(summary),
    laneRows(summary),
    facts.latestSendMs < LATE_SEND_MS
      ? []
      : [
          `This machine was busy: one request left ${Math.round(facts.latestSendMs)} ms late, and its latency counts that.`,
        ],
  ];
  return `${blocks
    .filter((rows) => rows.length > 0)
    .map((rows) => rows.join('\n'))
    .join('\n\n')}\n`;
}

function outcomeRows({ sent, ok, lost, outcomes, errors, latencyMs }: TrafficSummary): string[] {
  const causes = Object.entries(outcomes).filter(([outcome, count]) => outcome !== 'ok' && count > 0);
  const codes = Object.entries(errors).map(([code, count]) => `${printable(code)} ${count}`);
  const why = causes.map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  const rows = [
    ['sent   ', String(sent), ''],
    ['ok', String(ok), percent(ok, sent, 2)],
    [lost === 0 ? 'lost' : 'LOST', String(lost), codes.length === 0 ? why : `${why} (${codes.join(', ')})`],
  ];
  const table = alignColumns(rows, [1]);
  if (latencyMs === null) return table;
  const { p50, p90, p99, max } = latencyMs;
  const figures = Object.entries({ p50, p90, p99, max }).map(
    ([name, value]) => `${name} ${formatMilliseconds(value)}`,
  );
  return [...table, `latency  ${figures.join(' · ')}, from the scheduled time`];
}

function lossRows({ lossWindows }: TrafficSummary): string[] {
  return lossWindows.map(({ fromMs, toMs, requests }) => {
    const from = `${(fromMs / 1000).toFixed(1)} s`;
    const to = `${(toMs / 1000).toFixed(1)} s`;
    return from === to ? `lost at ${from}: ${requests}` : `lost from ${from} to ${to}: ${requests}`;
  });
}

function podRows({ pods, ok }: TrafficSummary): string[] {
  if (pods.length === 0) return [];
  const rows = pods.map((pod) => [
    printable(pod.pod),
    printable(pod.version ?? '-'),
    String(pod.ok),
    percent(pod.ok, ok, 1),
    String(pod.lost),
  ]);
  return alignColumns([['pod', 'version', 'ok', 'share', 'lost'], ...rows], [2, 3, 4]);
}

function laneRows({ lanes }: TrafficSummary): string[] {
  const entries = Object.entries(lanes);
  if (entries.length < 2) return [];
  const rows = entries.map(([lane, { sent, lost }]) => [lane, String(sent), String(lost)]);
  return alignColumns([['connections', 'sent', 'lost'], ...rows], [1, 2]);
}

function percent(part: number, whole: number, digits = 0): string {
  return whole === 0 ? '-' : `${((part * 100) / whole).toFixed(digits)} %`;
}
