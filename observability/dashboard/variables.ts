import { type VariableModel, VariableRefresh } from '@grafana/schema';
import { WORKLOAD } from '../../scripts/workload.ts';
import { PROMETHEUS } from './grafana-panels.ts';

const INTERVALS = ['5s', '10s', '15s', '30s', '1m'];

export const VARIABLES: VariableModel[] = [
  dataSource('datasource', 'Prometheus', 'prometheus'),
  dataSource('loki', 'Loki', 'loki'),
  query('namespace', 'Namespace', 'label_values(app_info, namespace)'),
  {
    ...query('pod', 'Pod', 'label_values(app_info{namespace=~"$namespace"}, pod)'),
    multi: true,
    includeAll: true,
    allValue: WORKLOAD.podRegex,
    current: { selected: true, text: 'All', value: '$__all' },
  } as VariableModel,
  {
    // A rate takes four scrape intervals. A data source assumes 15 s or more: too long for a lesson.
    name: 'scrape_interval',
    label: 'Scraped every',
    type: 'custom',
    query: INTERVALS.join(','),
    current: { selected: true, text: '5s', value: '5s' },
    // Grafana does not derive the options from `query` when it opens a dashboard.
    options: INTERVALS.map((value) => ({ selected: value === '5s', text: value, value })),
  },
];

function query(name: string, label: string, definition: string): VariableModel {
  return {
    name,
    label,
    type: 'query',
    datasource: PROMETHEUS,
    query: { refId: name, query: definition },
    definition,
    refresh: VariableRefresh.onTimeRangeChanged,
    sort: 1,
    regex: '',
    options: [],
  } as VariableModel;
}

function dataSource(name: string, label: string, kind: string): VariableModel {
  const refresh = VariableRefresh.onDashboardLoad;
  return { name, label, type: 'datasource', query: kind, refresh, regex: '', options: [] } as VariableModel;
}
