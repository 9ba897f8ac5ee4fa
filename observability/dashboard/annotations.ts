/** What is marked across every panel. */

import type { AnnotationQuery } from '@grafana/schema';
import { begunAt, POD, restartedAt, withReason } from './queries.ts';

export const ANNOTATIONS = [
  {
    name: 'Faults',
    color: 'purple',
    expr: `max by (pod, fault) (fault_active{${POD}}) == 1`,
    title: '{{fault}} on {{pod}}',
    tags: 'fault,pod',
    valueIsTheTime: false,
  },
  {
    name: 'Restarts',
    color: 'red',
    expr: `1000 * (${withReason(restartedAt('1h'))} or on (namespace, pod) ${restartedAt('1h')})`,
    title: 'restarted: {{pod}} {{reason}}',
    tags: 'pod,reason',
    valueIsTheTime: true,
  },
  {
    name: 'New pods',
    color: 'blue',
    expr: `1000 * ${begunAt('1h')}`,
    title: 'new pod: {{pod}}',
    tags: 'pod',
    valueIsTheTime: true,
  },
] as const;

/** Newer data sources read `target`; up to Grafana 11 they read what stands beside it. */
type PrometheusAnnotation = AnnotationQuery & {
  readonly expr: string;
  readonly step: string;
  readonly titleFormat: string;
  readonly tagKeys: string;
  readonly useValueForTime: boolean;
};

export function annotation(spec: (typeof ANNOTATIONS)[number], datasource: object): PrometheusAnnotation {
  // Not the variable: Grafana up to 11 takes a step for what it says, and fails.
  const step = '5s';
  return {
    name: spec.name,
    datasource,
    enable: true,
    iconColor: spec.color,
    expr: spec.expr,
    step,
    target: { refId: 'Anno', expr: spec.expr, interval: step } as AnnotationQuery['target'] & {},
    titleFormat: spec.title,
    tagKeys: spec.tags,
    useValueForTime: spec.valueIsTheTime,
  };
}
