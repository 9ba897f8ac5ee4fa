/** Which pods Prometheus scrapes, and why it does not scrape a pod. */

import type { V1Pod } from '../../drills/cluster/objects.ts';
import { message } from '../../messages/all.ts';
import { type Cause, cause, type Judged } from './cause.ts';
import type { ScrapeTarget, Series } from './prometheus.ts';

export const EVERY_POD_IS_SCRAPED = message('scraping.everyPod');

/** A pod of the workload as Prometheus' service discovery knows it. */
export type PodScrape = {
  readonly pod: string;
  readonly ip: string;
  /** Null: the service discovery has not found the pod. */
  readonly target: Pick<ScrapeTarget, 'state' | 'health' | 'lastError'> | null;
  /** The service discovery has found a target in the pod's namespace. */
  readonly namespaceIsFound: boolean;
};

export type ScrapingSeen = {
  readonly where: string;
  /** `app_info` of every namespace: it shows a pod that is scraped under wrong labels. */
  readonly info: readonly Series[];
  readonly pods: readonly PodScrape[];
};

export function scrapeOf(pod: V1Pod, namespace: string, targets: readonly ScrapeTarget[]): PodScrape {
  const own = targets.filter((one) => concerns(one, pod));
  const target = own.find((one) => one.state === 'active') ?? own[0];
  return {
    pod: pod.metadata?.name ?? '',
    ip: pod.status?.podIP ?? '',
    target: target ? { state: target.state, health: target.health, lastError: target.lastError } : null,
    namespaceIsFound: targets.some(({ discovered }) => discovered.__meta_kubernetes_namespace === namespace),
  };
}

/** By the discovered pod name, or by the label `pod`: a static configuration discovers nothing. */
export function concerns({ discovered, labels }: ScrapeTarget, pod: V1Pod | undefined): boolean {
  const name = pod?.metadata?.name;
  return name !== undefined && (discovered.__meta_kubernetes_pod_name === name || labels.pod === name);
}

export function judgeScraping(seen: ScrapingSeen, namespace: string): Judged {
  const expected = message('scraping.everyPodExpected', {
    series: `app_info{namespace="${namespace}", pod="..."}`,
  });
  const causes = seen.pods.flatMap((pod) => whyNotScraped(pod, seen, namespace) ?? []);
  const [first] = causes;
  if (first !== undefined) {
    const actual = message('sentences', { items: causes.map((one) => one.actual) });
    return { passed: false, expected, actual, remedy: first.remedy };
  }
  return {
    passed: seen.pods.length > 0,
    expected,
    actual: message('scraping.podsBy', { count: seen.pods.length, where: seen.where }),
    remedy: message('scraping.noPods'),
  };
}

/** Null: the pod is scraped, and has the labels that the dashboard and the lesson select by. */
function whyNotScraped(
  pod: PodScrape,
  { info }: Pick<ScrapingSeen, 'info'>,
  namespace: string,
): Cause | null {
  const named = info.filter(({ labels }) => labels.pod === pod.pod && labels.namespace === namespace);
  if (named.length > 0) return null;
  const other = info.find(
    ({ labels }) => labels.instance?.startsWith(`${pod.ip}:`) || Object.values(labels).includes(pod.pod),
  );
  if (other !== undefined) {
    const { __name__: _, version: __, colour: ___, ...labels } = other.labels;
    const actual = message('scraping.wrongLabels', {
      pod: pod.pod,
      labels: `namespace="${namespace}", pod="${pod.pod}"`,
      found: JSON.stringify(labels),
    });
    return cause(actual, message('scraping.relabel'));
  }
  if (pod.target === null)
    return pod.namespaceIsFound ? noTarget(pod.pod) : notLookedInto(pod.pod, namespace);
  if (pod.target.state === 'dropped')
    return cause(message('scraping.dropped', { pod: pod.pod }), noTarget(pod.pod).remedy);
  if (pod.target.health !== 'up') {
    const error = pod.target.lastError || message('scraping.health', { health: pod.target.health });
    return cause(message('scraping.down', { pod: pod.pod, error }), message('scraping.networkPolicy'));
  }
  return cause(message('scraping.noInfo', { pod: pod.pod }), message('faults.isThisTheImage'));
}

function noTarget(pod: string): Cause {
  return cause(message('scraping.noTarget', { pod }), message('scraping.annotate'));
}

function notLookedInto(pod: string, namespace: string): Cause {
  return cause(
    message('scraping.notLookedInto', { pod, namespace }),
    message('scraping.needsRights', { namespace }),
  );
}
