import { message } from '../../../messages/all.ts';
import { present, seconds } from '../../judging/check.ts';
import { verdictOf } from '../../judging/verdict.ts';
import type { Figure, Text, Timeline, Verdict } from '../../timeline.ts';
import { endingInCluster, endingInPrometheus, killAndRestartAreTimed, reasonIsKnown } from './check-kill.ts';
import { progressIsInLoki, successorIsInLoki } from './check-log.ts';
import { mebibytes, memoryRises, risesIn } from './check-memory.ts';
import { requestsAddUp } from './check-requests.ts';
import { clocksAgree, dashboardIsInGrafana, dataSourcesAnswer, everyPodIsScraped } from './check-stack.ts';
import { scrapeIntervalMs, scrapesOf } from './samples.ts';
import type { MonitoringFacts } from './seen.ts';

export function judgeMonitoring(timeline: Timeline<MonitoringFacts>): Verdict {
  const { leakingPod } = timeline.facts;
  const seen = inPrometheus(timeline);
  const lines = linesInLoki(timeline);
  return verdictOf(timeline, {
    mayRestart: (pod) => pod.metadata.name === leakingPod,
    headline: headlineText(seen, lines),
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
    figures: figuresOf(timeline, seen, lines),
  });
}

interface Seen {
  readonly highest: string | null;
  readonly lastScrape: Text | null;
  readonly firstScrape: Text | null;
  readonly scrapedEvery: Text | null;
}

/** How many of the lines of the leak are in Loki. */
interface LinesInLoki {
  readonly found: number;
  readonly all: number;
}

function headlineText({ highest, lastScrape: before }: Seen, lines: LinesInLoki | null): Text {
  if (highest === null || before === null) return '';
  if (lines === null) return message('monitoring.headline', { highest, before });
  return message('monitoring.headlineWithLines', { highest, before, ...lines });
}

function figuresOf({ facts }: Timeline<MonitoringFacts>, seen: Seen, lines: LinesInLoki | null): Figure[] {
  return present([
    [message('figure.highest'), seen.highest],
    [message('figure.lastScrape'), seen.lastScrape],
    [message('figure.firstScrape'), seen.firstScrape],
    [message('figure.scrapedEvery'), seen.scrapedEvery],
    [message('figure.linesInLoki'), lines === null ? null : message('figure.linesFound', { ...lines })],
    ['Prometheus', named(facts.prometheus)],
    ['Loki', named(facts.loki)],
    ['Grafana', named(facts.grafana)],
  ]);
}

function linesInLoki({ facts }: Timeline<MonitoringFacts>): LinesInLoki | null {
  const { loki, podLog } = facts;
  if (podLog === undefined || !loki) return null;
  const texts = new Set(loki.lines.map(({ text }) => text.trimEnd()));
  return { found: podLog.progress.filter((line) => texts.has(line)).length, all: podLog.progress.length };
}

function inPrometheus(timeline: Timeline<MonitoringFacts>): Seen {
  const { leakingPod, namespace, prometheus } = timeline.facts;
  if (prometheus === undefined || prometheus === null || leakingPod === undefined || namespace === undefined)
    return { highest: null, lastScrape: null, firstScrape: null, scrapedEvery: null };
  const scrapes = scrapesOf(prometheus, namespace, leakingPod);
  const rise = risesIn(prometheus, namespace, timeline).find(({ pod }) => pod === leakingPod);
  const cluster = endingInCluster(timeline, leakingPod);
  const there = endingInPrometheus(scrapes);
  const intervalMs = scrapeIntervalMs(prometheus, scrapes);
  const isTimed = cluster !== null && there !== null;
  return {
    highest: rise === undefined ? null : mebibytes(rise.toBytes),
    lastScrape: isTimed ? seconds(cluster.killedEpochMs - there.lastScrapeEpochMs) : null,
    firstScrape: isTimed ? seconds(there.firstScrapeEpochMs - cluster.startedEpochMs) : null,
    scrapedEvery: intervalMs === null ? null : seconds(intervalMs),
  };
}

function named(
  service: { readonly where: string; readonly version: string | null } | null | undefined,
): Text | null {
  if (service === null || service === undefined) return null;
  const { where, version } = service;
  return version === null ? where : message('monitoring.version', { where, version });
}
