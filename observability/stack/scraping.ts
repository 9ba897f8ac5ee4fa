/** Which pods Prometheus scrapes, and why it does not scrape one. */

import type { V1Pod } from '../../drills/cluster/objects.ts';
import type { Text } from '../../drills/timeline.ts';
import { message } from '../../messages/all.ts';
import type { Cause, Judged } from './cause.ts';
import type { ScrapeTarget, Series } from './prometheus.ts';

export const EVERY_POD_IS_SCRAPED = message('scraping.everyPod');

/** One pod of the workload as Prometheus' service discovery knows it. */
export type PodScrape = {
  readonly pod: string;
  readonly ip: string;
  /** Null where it has none. */
  readonly target: Pick<ScrapeTarget, 'state' | 'health' | 'lastError'> | null;
  /** Prometheus has found something in the pod's namespace. */
  readonly namespaceIsFound: boolean;
};

export type ScrapingSeen = {
  readonly where: string;
  /** `app_info` of every namespace: a pod with wrong labels can be told from one that is not scraped. */
  readonly info: readonly Series[];
  readonly pods: readonly PodScrape[];
};

export function scrapeOf(pod: V1Pod, namespace: string, targets: readonly ScrapeTarget[]): PodScrape {
  const own = targets.filter((one) => concerns(one, pod));
  const target = own.find((one) => one.state === 'active') ?? own[0];
  return {
    pod: pod.metadata?.name ?? '',
    ip: pod.status?.podIP ?? '',
    target:
      target === undefined
        ? null
        : { state: target.state, health: target.health, lastError: target.lastError },
    namespaceIsFound: targets.some(({ discovered }) => discovered.__meta_kubernetes_namespace === namespace),
  };
}

/** By what was discovered, and by the label for a configuration that names its targets itself. */
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
  if (first !== undefined) return { passed: false, expected, ...joined(causes, first.remedy) };
  return {
    passed: seen.pods.length > 0,
    expected,
    actual: message('scraping.podsBy', { count: seen.pods.length, where: seen.where }),
    remedy: message('scraping.noPods'),
  };
}

function joined(causes: readonly Cause[], remedy: Text): Cause {
  return { actual: message('sentences', { items: causes.map(({ actual }) => actual) }), remedy };
}

/** Null where it is scraped, and has the labels that the dashboard and the lesson select by. */
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
    return {
      actual: message('scraping.wrongLabels', {
        pod: pod.pod,
        labels: `namespace="${namespace}", pod="${pod.pod}"`,
        found: JSON.stringify(labels),
      }),
      remedy: message('scraping.relabel'),
    };
  }
  if (pod.target === null)
    return pod.namespaceIsFound ? noTarget(pod.pod) : notLookedInto(pod.pod, namespace);
  if (pod.target.state === 'dropped') {
    return {
      actual: message('scraping.dropped', { pod: pod.pod }),
      remedy: noTarget(pod.pod).remedy,
    };
  }
  if (pod.target.health !== 'up') {
    return {
      actual: message('scraping.down', {
        pod: pod.pod,
        error: pod.target.lastError || message('scraping.health', { health: pod.target.health }),
      }),
      remedy: message('scraping.networkPolicy'),
    };
  }
  return {
    actual: message('scraping.noInfo', { pod: pod.pod }),
    remedy: message('faults.isThisTheImage'),
  };
}

function noTarget(pod: string): Cause {
  return {
    actual: message('scraping.noTarget', { pod }),
    remedy: message('scraping.annotate'),
  };
}

function notLookedInto(pod: string, namespace: string): Cause {
  return {
    actual: message('scraping.notLookedInto', { pod, namespace }),
    remedy: message('scraping.needsRights', { namespace }),
  };
}
