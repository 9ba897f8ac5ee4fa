/** Where Loki has the lines of a pod, if not under the labels that the lesson selects by. */

import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import type { Cause } from './cause.ts';
import type { LogLine, Loki } from './loki.ts';

/** Each costs a query; the pod's name is in one of the first few. */
const MOST_LABELS = 12;

export type LinesElsewhere = {
  /** Names of labels that any stream has. */
  readonly labels: readonly string[];
  /** The labels under which lines of the pod were found, where they are others. */
  readonly elsewhere: LogLine['labels'] | null;
};

export function streamOf(namespace: string): string {
  return `{namespace="${namespace}", container="${WORKLOAD.container}"}`;
}

/** @param filter what the lines contain, as LogQL has it */
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
    return {
      actual: message('log-lines.wrongLabels', {
        selector: streamOf(namespace),
        found: JSON.stringify(elsewhere),
      }),
      remedy: message('log-lines.setLabels'),
    };
  }
  if (labels.length === 0) {
    return {
      actual: message('log-lines.noCollector', { where }),
      remedy: message('log-lines.bringCollector'),
    };
  }
  return {
    actual: message('log-lines.onlyOthers', { where, pod }),
    remedy: message('log-lines.doesItRun'),
  };
}
