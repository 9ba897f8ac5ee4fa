/** Vertical lines in every panel. */

import type { AnnotationQuery } from '@grafana/schema';
import { PROMETHEUS } from './grafana-panels.ts';
import { POD, RESTARTED_AT, STARTED_AT, withReason } from './queries.ts';

const RESTARTS = `1000 * (${withReason(RESTARTED_AT)} or on (namespace, pod) ${RESTARTED_AT})`;

export const ANNOTATIONS = [
  annotation('Faults', 'purple', '{{fault}} on {{pod}}', `max by (pod, fault) (fault_active{${POD}}) == 1`, {
    tagKeys: 'fault,pod',
    useValueForTime: false,
  }),
  annotation('Restarts', 'red', 'restarted: {{pod}} {{reason}}', RESTARTS, {
    tagKeys: 'pod,reason',
    useValueForTime: true,
  }),
  annotation('New pods', 'blue', 'new pod: {{pod}}', `1000 * ${STARTED_AT}`, {
    tagKeys: 'pod',
    useValueForTime: true,
  }),
];

/** Up to Grafana 11 the data source reads these fields; newer ones read `target`. */
interface PrometheusAnnotation extends AnnotationQuery {
  readonly expr: string;
  readonly step: string;
  readonly titleFormat: string;
  readonly tagKeys: string;
  readonly useValueForTime: boolean;
}

function annotation(
  name: string,
  iconColor: string,
  titleFormat: string,
  expr: string,
  more: Pick<PrometheusAnnotation, 'tagKeys' | 'useValueForTime'>,
): PrometheusAnnotation {
  // Not $scrape_interval: Grafana up to 11 does not replace a variable in a step, and fails.
  const step = '5s';
  const target = { refId: 'Anno', expr, interval: step } as AnnotationQuery['target'] & {};
  return { name, datasource: PROMETHEUS, enable: true, iconColor, expr, step, target, titleFormat, ...more };
}
