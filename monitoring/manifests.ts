import { alertRules } from './alerts.ts';
import { dashboard } from './dashboard.ts';
import { WORKLOAD } from './workload.ts';

const { name, namespace, podLabels, portName } = WORKLOAD;
const metadata = {
  name,
  namespace,
  labels: {
    ...podLabels,
    // kube-prometheus-stack takes up only what carries the name of its Helm release.
    release: 'kube-prometheus-stack',
  },
};

/**
 * A PodMonitor rather than a ServiceMonitor: a pod that is draining has left the Service, and its drain is
 * what one wants to see.
 */
export function podMonitor() {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata,
    spec: {
      selector: { matchLabels: podLabels },
      podMetricsEndpoints: [{ port: portName, path: '/metrics', interval: '5s' }],
    },
  };
}

export function prometheusRule(runbookBase: string) {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata,
    spec: alertRules(runbookBase),
  };
}

/** As Grafana imports it. */
export function dashboardJson(): string {
  return `${foldLeaves(JSON.stringify(dashboard, null, 2))}\n`;
}

/** What fits into a line is one: kubectl keeps a second copy of every ConfigMap, and has 256 KiB for it. */
function foldLeaves(json: string): string {
  const folded = json.replaceAll(/[{[]\n[^{}[\]]*[}\]]/g, (leaf) => {
    const line = leaf.replaceAll(/\n\s*/g, ' ');
    return line.length <= 90 ? line : leaf;
  });
  return folded === json ? json : foldLeaves(folded);
}

/** Grafana's sidecar loads what carries this label. */
export function dashboardConfigMap() {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-dashboard`,
      namespace,
      labels: { ...podLabels, grafana_dashboard: '1' },
    },
    data: { [`${name}.json`]: dashboardJson() },
  };
}
