import { stringify } from 'yaml';
import { WORKLOAD } from '../scripts/workload.ts';
import { alertRules } from './alerts.ts';
import { dashboard } from './dashboard/dashboard.ts';

export const RUNBOOK_BASE = 'docs/runbooks';

/** Of the PrometheusRule; the PodMonitor and the dashboard have the same in YAML. */
const METADATA = {
  name: WORKLOAD.name,
  namespace: WORKLOAD.namespace,
  // kube-prometheus-stack takes up only what carries the name of its Helm release.
  labels: { ...WORKLOAD.podLabels, release: 'kube-prometheus-stack' },
};

/** Every generated file: path from the root of the project -> content. */
export function renderFiles(runbookBase = RUNBOOK_BASE): Record<string, string> {
  const rules = alertRules(runbookBase);
  return {
    'observability/config/alert-rules.yaml': yaml(
      rules,
      'The alerts as a rule file, for a Prometheus without the operator.',
    ),
    'observability/operator/alerts.yaml': yaml(
      { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: METADATA, spec: rules },
      'The alerts, for the operator.',
    ),
    'observability/operator/dashboard.json': `${foldLeaves(JSON.stringify(dashboard, null, 2))}\n`,
  };
}

function yaml(content: object, what: string): string {
  return `# ${what}\n# Generated from observability/alerts.ts by \`npm run monitoring\`: change it there.\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** What fits into a line is one: kubectl keeps a second copy of every ConfigMap, and has 256 KiB for it. */
function foldLeaves(json: string): string {
  const folded = json.replaceAll(/[{[]\n[^{}[\]]*[}\]]/g, (leaf) => {
    const line = leaf.replaceAll(/\n\s*/g, ' ');
    return line.length <= 90 ? line : leaf;
  });
  return folded === json ? json : foldLeaves(folded);
}
