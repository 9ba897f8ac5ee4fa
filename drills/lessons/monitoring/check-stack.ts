/**
 * Checks of the stack itself, on what the drill noted. `npm run monitoring -- check` makes the same checks.
 */

import { message } from '../../../messages/all.ts';
import type { Text } from '../../../messages/message.ts';
import { type Judged, noAnswer, notFound } from '../../../observability/stack/cause.ts';
import { CLOCK_TOLERANCE_MS, CLOCKS_AGREE, judgeClocks } from '../../../observability/stack/clocks.ts';
import {
  DASHBOARD_IS_THERE,
  type GrafanaSeen,
  judgeDashboard,
  judgeDataSources,
  whyNotAsked,
} from '../../../observability/stack/grafana-reading.ts';
import { EVERY_POD_IS_SCRAPED, judgeScraping } from '../../../observability/stack/scraping.ts';
import type { StackKind } from '../../../observability/stack/stack-service.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import { checkFacts } from '../../judging/check.ts';
import type { Check, Timeline } from '../../timeline.ts';
import type { MonitoringFacts, PrometheusSeen, ServiceSeen } from './seen.ts';

/** The first check: with a wrong clock, all other data is at another time than the queried one. */
export function clocksAgree(timeline: Timeline<MonitoringFacts>): Check {
  return checkFacts(
    CLOCKS_AGREE,
    timeline,
    ['nodeAheadMs', 'leakingPod', 'prometheus'],
    ({ nodeAheadMs, leakingPod, prometheus }) => {
      const aheadMs = new Map<Text, number>([[message('clocks.theNode'), nodeAheadMs]]);
      if (prometheus !== null) aheadMs.set('Prometheus', prometheus.aheadMs);
      return judgeClocks(aheadMs, message('clocks.expected', { pod: leakingPod, time: CLOCK_TOLERANCE_MS }));
    },
  );
}

export function everyPodIsScraped(timeline: Timeline<MonitoringFacts>): Check {
  return checkFacts(
    EVERY_POD_IS_SCRAPED,
    timeline,
    ['prometheus', 'tried', 'namespace'],
    ({ prometheus, tried, namespace }) => {
      const expected = message('scraping.everyPodExpected', {
        series: `app_info{namespace="${namespace}", pod="..."}`,
      });
      return judgeIfItAnswers('prometheus', prometheus, { tried, expected }, (answering) =>
        judgeScraping(answering, namespace),
      );
    },
  );
}

export function checkWithPrometheus(
  name: Text,
  timeline: Timeline<MonitoringFacts>,
  judge: (
    prometheus: PrometheusSeen,
    facts: { readonly leakingPod: string; readonly namespace: string },
  ) => Judged,
): Check {
  return checkFacts(
    name,
    timeline,
    ['prometheus', 'tried', 'leakingPod', 'namespace'],
    ({ prometheus, tried, ...facts }) => {
      const expected = message('scraping.answerExpected', { pod: facts.leakingPod });
      return judgeIfItAnswers('prometheus', prometheus, { tried, expected }, (answering) =>
        judge(answering, facts),
      );
    },
  );
}

/** A service that does not answer is reported differently from a missing one. */
export function judgeIfItAnswers<Seen extends ServiceSeen>(
  kind: StackKind,
  seen: Seen | null,
  { tried, expected }: { readonly tried: readonly Text[]; readonly expected: Text },
  judge: (seen: Seen) => Judged,
): Judged {
  if (seen === null) return { passed: false, expected, ...notFound(kind, tried) };
  if (seen.problem !== null) return { passed: false, expected, ...noAnswer(seen) };
  return judge(seen);
}

export function dashboardIsInGrafana(timeline: Timeline<MonitoringFacts>): Check {
  return checkGrafana(DASHBOARD_IS_THERE, timeline, judgeDashboard);
}

export function dataSourcesAnswer(timeline: Timeline<MonitoringFacts>): Check {
  return checkGrafana(message('grafana.dataSourcesAnswer'), timeline, judgeDataSources);
}

function checkGrafana(
  name: Text,
  timeline: Timeline<MonitoringFacts>,
  judge: (grafana: GrafanaSeen) => Judged,
): Check {
  return checkFacts(name, timeline, ['grafana', 'tried'], ({ grafana, tried }): Judged => {
    const expected = message('grafana.expected', { name: WORKLOAD.name });
    if (grafana === null) return { passed: false, expected, ...notFound('grafana', tried) };
    return whyNotAsked(grafana) ?? judge(grafana);
  });
}
