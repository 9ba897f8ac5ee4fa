import { type Dashboard, DashboardCursorSync, type Panel, type RowPanel } from '@grafana/schema';
import { WORKLOAD } from '../../scripts/workload.ts';
import { ANNOTATIONS } from './annotations.ts';
import { CPU_ROW, PODS_ROW, TRAFFIC_ROW } from './details.ts';
import { grafanaPanel } from './grafana-panels.ts';
import { logPanel } from './log-panel.ts';
import type { PanelSpec } from './panel-spec.ts';
import { OVER_TIME, STATS } from './summary.ts';
import { VARIABLES } from './variables.ts';

/** In Grafana's grid units of 38 pixels. A screen of 1080 pixels shows all above the details. */
const HEIGHTS = { stats: 4, overTime: 8, log: 11, details: 7 } as const;

export const dashboard: Dashboard = {
  uid: WORKLOAD.name,
  title: WORKLOAD.name,
  description:
    'Which pod? When? How far? What did it say? Below: traffic, CPU, replicas, restarts and rollout.',
  tags: ['kubernetes', WORKLOAD.name],
  // Of Grafana 9.5. A newer Grafana migrates the dashboard.
  schemaVersion: 38,
  editable: true,
  graphTooltip: DashboardCursorSync.Crosshair,
  time: { from: 'now-15m', to: 'now' },
  refresh: '5s',
  timezone: 'browser',
  templating: { list: VARIABLES },
  annotations: { list: ANNOTATIONS },
  panels: panels(),
};

function panels(): (Panel | RowPanel)[] {
  const laid: (Panel | RowPanel)[] = [];
  let y = 0;
  const nextId = () => laid.length + 1;
  const row = (specs: readonly PanelSpec[], height: number) => {
    let x = 0;
    for (const spec of specs) {
      laid.push(grafanaPanel(spec, nextId(), { x, y, height }));
      x += spec.width;
    }
    y += height;
  };

  row(STATS, HEIGHTS.stats);
  row(OVER_TIME, HEIGHTS.overTime);
  laid.push(logPanel(nextId(), y, HEIGHTS.log));
  y += HEIGHTS.log;
  const gridPos = { x: 0, y, w: 24, h: 1 };
  laid.push({ id: nextId(), type: 'row', title: 'Details', collapsed: false, gridPos, panels: [] });
  y += 1;
  for (const specs of [TRAFFIC_ROW, CPU_ROW, PODS_ROW]) row(specs, HEIGHTS.details);
  return laid;
}
