/** Why Loki has no lines of a pod under the labels of the lesson. */

import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { type Cause, cause } from './cause.ts';
import type { LogLine, Loki } from './loki.ts';

/** Each label costs a query. One of the first few labels has the pod's name. */
const MOST_LABELS = 12;

export type LinesElsewhere = {
  /** The names of the labels of all streams. */
  readonly labels: readonly string[];
  /** The labels of a stream with lines of the pod; null: no stream has any. */
  readonly elsewhere: LogLine['labels'] | null;
};

export function streamOf(namespace: string): string {
  return `{namespace="${namespace}", container="${WORKLOAD.container}"}`;
}

/** @param filter a LogQL line filter */
export async function lookElsewhere(
  loki: Loki,
  filter: string,
  fromMs: number,
  toMs: number,
): Promise<LinesElsewhere> {
  const labels = await loki.labels(fromMs, toMs);
  for (const label of labels.filter((one) => !one.startsWith('__')).slice(0, MOST_LABELS)) {
    const [line] = await loki.lines(`{${label}=~".+"} ${filter}`, fromMs, toMs);
    if (line !== undefined) return { labels, elsewhere: line.labels };
  }
  return { labels, elsewhere: null };
}

export function whyNoLine(
  { labels, elsewhere }: LinesElsewhere,
  { where, namespace, pod }: { readonly where: string; readonly namespace: string; readonly pod: string },
): Cause {
  if (elsewhere !== null) {
    const found = JSON.stringify(elsewhere);
    const actual = message('log-lines.wrongLabels', { selector: streamOf(namespace), found });
    return cause(actual, message('log-lines.setLabels'));
  }
  if (labels.length === 0)
    return cause(message('log-lines.noCollector', { where }), message('log-lines.bringCollector'));
  return cause(message('log-lines.onlyOthers', { where, pod }), message('log-lines.doesItRun'));
}
