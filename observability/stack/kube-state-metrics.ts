/** Why Prometheus has no metrics of kube-state-metrics, or has them under other labels than it should. */

import { message } from '../../messages/all.ts';
import { type Cause, cause } from './cause.ts';

/** Without honor_labels `pod` is the pod of kube-state-metrics, and `exported_pod` the pod of the series. */
export function wrongLabels(pod: string): Cause {
  const actual = message('kube-state-metrics.wrongLabels', { labels: `exported_pod="${pod}"` });
  return cause(actual, message('kube-state-metrics.honorLabels'));
}

/** @param states the last value of `up`, for each target of kube-state-metrics */
export function whyUnknown(states: readonly (number | undefined)[]): Cause {
  if (states.length === 0)
    return cause(message('kube-state-metrics.notScraped'), message('kube-state-metrics.bring'));
  return states.includes(1)
    ? cause(message('kube-state-metrics.doesNotTell'), message('kube-state-metrics.seeItsLog'))
    : cause(message('kube-state-metrics.down'), message('kube-state-metrics.isItReady'));
}

export const ITS_TARGETS = 'up{job=~".*kube-state-metrics.*"}';
