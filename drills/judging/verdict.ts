import type { Check, Timeline, Verdict } from '../timeline.ts';

export const LEFT_AS_FOUND: Check = {
  name: 'the cluster is left as it was found',
  passed: true,
  expected: 'everything put back',
  actual: 'everything put back',
};

export function verdictOf(
  timeline: Timeline,
  checks: readonly Check[],
  figures: Readonly<Record<string, string>>,
): Verdict {
  const all = [ranToItsEnd(timeline), ...checks, everyRequestAccounted(timeline), nothingLost(timeline)];
  const failed = all.find((one) => !one.passed);
  return {
    drill: timeline.drill,
    result: failed === undefined ? 'PASS' : 'FAIL',
    reason: failed === undefined ? 'every check holds' : `${failed.name}: ${failed.actual}`,
    checks: all,
    figures: { ...figures, ...trafficFigures(timeline) },
  };
}

export function skipped(drill: string, reason: string): Verdict {
  return { drill, result: 'SKIP', reason, checks: [], figures: {} };
}

/** With the last check of all; `failedCleanups` is empty when everything was put back. */
export function withRestoration(verdict: Verdict, failedCleanups: readonly Check[]): Verdict {
  const [first] = failedCleanups;
  if (first === undefined) return { ...verdict, checks: [...verdict.checks, LEFT_AS_FOUND] };
  return {
    ...verdict,
    result: 'FAIL',
    reason: verdict.result === 'FAIL' ? verdict.reason : `${first.name}: ${first.actual}`,
    checks: [...verdict.checks, ...failedCleanups],
  };
}

export function check(
  name: string,
  passed: boolean,
  words: { expected: string; actual: string; remedy: string },
): Check {
  const { remedy, ...seen } = words;
  return passed ? { name, passed, ...seen } : { name, passed, ...seen, remedy };
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function numberFact(timeline: Timeline, name: string): number | null {
  const fact = timeline.facts[name];
  return typeof fact === 'number' ? fact : null;
}

export function textFact(timeline: Timeline, name: string): string | null {
  const fact = timeline.facts[name];
  return typeof fact === 'string' ? fact : null;
}

function ranToItsEnd(timeline: Timeline): Check {
  const gaveUp = textFact(timeline, 'gaveUp');
  return check('the drill ran to its end', gaveUp === null, {
    expected: 'every step done in time',
    actual: gaveUp ?? seconds(timeline.durationMs),
    remedy: textFact(timeline, 'remedy') ?? 'see what the cluster was doing then in the report',
  });
}

/** A request that is in no record might be a lost one: a cut log must not pass for a clean run. */
function everyRequestAccounted(timeline: Timeline): Check {
  const numbers = new Set(timeline.requests.map((request) => request.number));
  const sent = timeline.requests.reduce((most, { number }) => Math.max(most, number), 0);
  const twice = timeline.requests.length - numbers.size;
  const missing = sent - numbers.size;
  return check('every request is accounted for', sent > 0 && twice === 0 && missing === 0, {
    expected: 'every number from 1 to the last, once each',
    actual:
      sent === 0
        ? 'no request was sent'
        : `${sent} sent, ${missing} without an outcome, ${twice} counted twice`,
    remedy:
      sent === 0
        ? 'give the address of the Service with --url, or a --rate above 0'
        : 'the log of the traffic was cut: run again with a lower --rate or from a machine that reaches the NodePort',
  });
}

function nothingLost(timeline: Timeline): Check {
  const lost = timeline.requests.filter((request) => request.outcome !== 'ok');
  const kinds = Map.groupBy(lost, (request) => request.outcome);
  const counts = [...kinds].map(([outcome, requests]) => `${requests.length} ${outcome}`).join(', ');
  const first = lost[0]?.scheduledMs ?? 0;
  const last = lost.at(-1)?.scheduledMs ?? 0;
  return check('lost requests = 0', lost.length === 0, {
    expected: '0',
    actual: lost.length === 0 ? '0' : `${lost.length} (${counts}) from ${seconds(first)} to ${seconds(last)}`,
    remedy:
      'look in the report at what happened then: a pod must stop being ready before it stops answering (drain delay, readiness before an OOM kill)',
  });
}

function trafficFigures(timeline: Timeline): Record<string, string> {
  const latencies = timeline.requests
    .filter((request) => request.outcome === 'ok')
    .map((request) => request.latencyMs)
    .sort((a, b) => a - b);
  if (latencies.length === 0) return {};
  const p99 = latencies[Math.ceil(latencies.length * 0.99) - 1] ?? 0;
  return { 'requests sent': String(timeline.requests.length), 'latency p99': `${p99.toFixed(1)} ms` };
}
