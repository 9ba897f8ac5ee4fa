import { readFileSync } from 'node:fs';
import { dashboard } from './dashboard/dashboard.ts';

export const RUNBOOK_BASE = 'docs/runbooks';
const RULES = 'observability/config/alert-rules.yaml';

/** The labels are those of the PodMonitor. kube-prometheus-stack selects by the name of its Helm release. */
const PROMETHEUS_RULE = `# The alerts, for the Prometheus operator.
# Generated from ${RULES} by \`npm run monitoring\`: change it there.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: app-1-2-2-1
  namespace: default
  labels:
    app: 1.2.2.1
    release: kube-prometheus-stack
spec:
`;

/** The files that `npm run monitoring` writes: path from the root of the project -> content. */
export function renderFiles(runbookBase = RUNBOOK_BASE): Record<string, string> {
  const rules = readFileSync(new URL(`../${RULES}`, import.meta.url), 'utf8').replaceAll(
    /(?<=runbook_url: ).*(?=\/[\w-]+\.md$)/gm,
    () => runbookBase,
  );
  return {
    [RULES]: rules,
    'observability/operator/alerts.yaml': PROMETHEUS_RULE + indented(rules.slice(rules.indexOf('groups:'))),
    'observability/operator/dashboard.json': `${foldLeaves(JSON.stringify(dashboard, null, 2))}\n`,
  };
}

function indented(yaml: string): string {
  return yaml.replaceAll(/^(?=.)/gm, '  ');
}

/** Short objects go on one line: `kubectl apply` keeps a second copy of a ConfigMap, of at most 256 KiB. */
function foldLeaves(json: string): string {
  const folded = json.replaceAll(/[{[]\n[^{}[\]]*[}\]]/g, (leaf) => {
    const line = leaf.replaceAll(/\n\s*/g, ' ');
    return line.length <= 90 ? line : leaf;
  });
  return folded === json ? json : foldLeaves(folded);
}
