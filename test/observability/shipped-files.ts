import { readFileSync } from 'node:fs';
import type { Dashboard, Panel } from '@grafana/schema';
import { parse } from 'yaml';

const project = new URL('../../', import.meta.url);

export function readProjectFile(path: string): string {
  return readFileSync(new URL(path, project), 'utf8');
}

/** The dashboard of the file that both kustomizations read. */
export function shippedDashboard(): Dashboard {
  return JSON.parse(readProjectFile('observability/operator/dashboard.json')) as Dashboard;
}

/** The panels, without the row title "Details". */
export const panels = ((shippedDashboard().panels ?? []) as Panel[]).filter(({ type }) => type !== 'row');

export interface DashboardQuery {
  readonly panel: string;
  readonly expr: string;
}

const targets: (DashboardQuery & { type: string })[] = panels.flatMap((panel) =>
  (panel.targets ?? []).map((target) => ({
    panel: panel.title ?? '',
    expr: String(target.expr),
    type: String((target.datasource as { type: string }).type),
  })),
);
const annotations: DashboardQuery[] = (shippedDashboard().annotations?.list ?? []).map((annotation) => ({
  panel: `annotation ${annotation.name}`,
  expr: String((annotation.target as unknown as { expr: string }).expr),
}));

/** All PromQL queries of the dashboard, with those of the annotations. */
const promQueries = [...targets.filter(({ type }) => type === 'prometheus'), ...annotations];

/** The metrics of kube-state-metrics and cAdvisor begin so, and no metric of the service does. */
export function needsTheCluster(expr: string): boolean {
  return /\b(kube|container)_/.test(expr);
}

export const ownQueries = promQueries.filter(({ expr }) => !needsTheCluster(expr));
export const clusterQueries = promQueries.filter(({ expr }) => needsTheCluster(expr));
export const logQueries = targets.filter(({ type }) => type === 'loki');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

export const alertRules = (
  parse(readProjectFile('observability/config/alert-rules.yaml')) as { groups: { rules: AlertRule[] }[] }
).groups.flatMap(({ rules }) => rules);

/** Replaces the variables of a query, as Grafana does. */
export function substitute(expr: string, variables: Readonly<Record<string, string>>): string {
  const result = Object.entries(variables).reduce(
    (text, [name, value]) => text.replaceAll(`$${name}`, value),
    expr,
  );
  // `$1` is part of label_replace.
  if (/\$(?!1")/.test(result)) throw new Error(`a variable is left in ${result}`);
  return result;
}
