/** Why nothing of kube-state-metrics is in Prometheus, or not under the names that the dashboard asks for. */

import type { Cause } from './cause.ts';

/** Its own pod stands in the label `pod`, and the pod that a series is about in `exported_pod`. */
export function wrongLabels(pod: string): Cause {
  return {
    actual: `wrong labels: exported_pod="${pod}"`,
    remedy: 'honor_labels: true in the scrape configuration of kube-state-metrics',
  };
}

/** @param states the last `up` of each of its targets */
export function whyUnknown(states: readonly (number | undefined)[]): Cause {
  if (states.length === 0) {
    return {
      actual: 'kube-state-metrics is not scraped',
      remedy:
        'npm run up -- --monitoring brings kube-state-metrics; without it reasons of restarts and the HPA are missing',
    };
  }
  return states.includes(1)
    ? {
        actual: 'kube-state-metrics does not tell of it',
        remedy: 'kubectl logs the pod of kube-state-metrics: may it list pods in this namespace?',
      }
    : {
        actual: 'kube-state-metrics is down',
        remedy: 'kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics: is it running and ready?',
      };
}

export const ITS_TARGETS = 'up{job=~".*kube-state-metrics.*"}';
