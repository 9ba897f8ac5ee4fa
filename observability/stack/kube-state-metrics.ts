/** Why nothing of kube-state-metrics is in Prometheus, or not under the names that the dashboard asks for. */

import { message } from '../../messages/all.ts';
import type { Cause } from './cause.ts';

/** Its own pod stands in the label `pod`, and the pod that a series is about in `exported_pod`. */
export function wrongLabels(pod: string): Cause {
  return {
    actual: message('kube-state-metrics.wrongLabels', { labels: `exported_pod="${pod}"` }),
    remedy: message('kube-state-metrics.honorLabels'),
  };
}

/** @param states the last `up` of each of its targets */
export function whyUnknown(states: readonly (number | undefined)[]): Cause {
  if (states.length === 0) {
    return {
      actual: message('kube-state-metrics.notScraped'),
      remedy: message('kube-state-metrics.bring'),
    };
  }
  return states.includes(1)
    ? {
        actual: message('kube-state-metrics.doesNotTell'),
        remedy: message('kube-state-metrics.seeItsLog'),
      }
    : {
        actual: message('kube-state-metrics.down'),
        remedy: message('kube-state-metrics.isItReady'),
      };
}

export const ITS_TARGETS = 'up{job=~".*kube-state-metrics.*"}';
