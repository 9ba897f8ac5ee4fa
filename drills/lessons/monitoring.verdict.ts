import { present, seconds } from '../judging/check.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Timeline, Verdict } from '../timeline.ts';
import { endingInCluster, endingInPrometheus, killAndRestartAreTimed } from './monitoring/check-kill.ts';
import { progressIsInLoki, successorIsInLoki } from './monitoring/check-log.ts';
import { mebibytes, memoryRises, risesIn } from './monitoring/check-memory.ts';
import { reasonIsKnown } from './monitoring/check-reason.ts';
import { requestsAddUp } from './monitoring/check-requests.ts';
import {
  clocksAgree,
  dashboardIsInGrafana,
  dataSourcesAnswer,
  everyPodIsScraped,
} from './monitoring/check-stack.ts';
import { scrapeIntervalMs, scrapesOf } from './monitoring/samples.ts';
import type { MonitoringFacts } from './monitoring/seen.ts';

export function judgeMonitoring(timeline: Timeline<MonitoringFacts>): Verdict {
  const { leakingPod } = timeline.facts;
  const figures = figuresOf(timeline);
  return verdictOf(timeline, {
    mayRestart: (pod) => pod.metadata?.name === leakingPod,
    deciding: decidingFigure(figures),
    checks: [
      clocksAgree(timeline),
      everyPodIsScraped(timeline),
      memoryRises(timeline),
      killAndRestartAreTimed(timeline),
      reasonIsKnown(timeline),
      requestsAddUp(timeline),
      progressIsInLoki(timeline),
      successorIsInLoki(timeline),
      dashboardIsInGrafana(timeline),
      dataSourcesAnswer(timeline),
    ],
    figures,
  });
}

function decidingFigure(figures: Readonly<Record<string, string>>): string {
  const {
    'highest in Prometheus': highest,
    'last scrape before the kill': before,
    'lines in Loki': lines,
  } = figures;
  if (highest === undefined || before === undefined) return '';
  return `${highest}, ${before} before the kill${lines === undefined ? '' : `; ${lines} lines in Loki`}`;
}

function figuresOf(timeline: Timeline<MonitoringFacts>): Record<string, string> {
  const { leakingPod, namespace, prometheus, loki, grafana, podLog } = timeline.facts;
  const seen =
    prometheus === undefined || prometheus === null || leakingPod === undefined || namespace === undefined
      ? null
      : inPrometheus(timeline, { leakingPod, namespace, prometheus });
  const texts = new Set(loki?.lines.map(({ text }) => text.trimEnd()));
  const inLoki = podLog?.progress.filter((line) => texts.has(line)).length;
  return present({
    ...seen,
    'lines in Loki': podLog === undefined || !loki ? null : `${inLoki} of ${podLog.progress.length}`,
    Prometheus: named(prometheus),
    Loki: named(loki),
    Grafana: named(grafana),
  });
}

function inPrometheus(
  timeline: Timeline<MonitoringFacts>,
  {
    leakingPod,
    namespace,
    prometheus,
  }: Pick<MonitoringFacts, 'leakingPod' | 'namespace'> & {
    readonly prometheus: NonNullable<MonitoringFacts['prometheus']>;
  },
): Record<string, string | null> {
  const scrapes = scrapesOf(prometheus, namespace, leakingPod);
  const rise = risesIn(prometheus, namespace, timeline).find(({ pod }) => pod === leakingPod);
  const cluster = endingInCluster(timeline, leakingPod);
  const there = endingInPrometheus(scrapes);
  const intervalMs = scrapeIntervalMs(prometheus, scrapes);
  return {
    'highest in Prometheus': rise === undefined ? null : mebibytes(rise.toBytes),
    'last scrape before the kill':
      cluster === null || there === null ? null : seconds(cluster.killedEpochMs - there.lastScrapeEpochMs),
    'first scrape after the restart':
      cluster === null || there === null ? null : seconds(there.firstScrapeEpochMs - cluster.startedEpochMs),
    'scraped every': intervalMs === null ? null : seconds(intervalMs),
  };
}

function named(service: { readonly where: string; readonly version: string | null } | null | undefined) {
  return service === null || service === undefined
    ? null
    : `${service.where}${service.version === null ? '' : `, version ${service.version}`}`;
}
