import { stringify } from 'yaml';
import { alertRules } from './alerts.ts';
import { dashboardConfigMap, dashboardJson, podMonitor, prometheusRule } from './manifests.ts';

export const RUNBOOK_BASE = 'docs/runbooks';

/** Every generated file: path from the root of the project -> content. */
export function renderKit(runbookBase = RUNBOOK_BASE): Record<string, string> {
  return {
    'k8s/monitoring/pod-monitor.yaml': yaml(podMonitor(), 'What Prometheus scrapes, for its operator.'),
    'k8s/monitoring/alerts.yaml': yaml(prometheusRule(runbookBase), 'The alerts, for the operator.'),
    'k8s/monitoring/dashboard.yaml': yaml(dashboardConfigMap(), "The dashboard, for Grafana's sidecar."),
    'observability/config/alert-rules.yaml': yaml(
      alertRules(runbookBase),
      'The alerts as a rule file, for a Prometheus without the operator.',
    ),
    'observability/config/dashboard.json': dashboardJson(),
  };
}

function yaml(content: object, what: string): string {
  return `# ${what}\n# Generated from monitoring/*.ts by \`npm run monitoring\`: change it there.\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
