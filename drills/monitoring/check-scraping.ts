import { checkFacts } from '../judging/check.ts';
import type { Check, Text, Timeline } from '../timeline.ts';
import { type Cause, noAnswer, notFound } from './check-prometheus.ts';
import type { MonitoringFacts, PodScrape, PrometheusSeen } from './seen.ts';

export function everyPodIsScraped(timeline: Timeline<MonitoringFacts>): Check {
  return checkFacts(
    'Prometheus scrapes every pod',
    timeline,
    ['prometheus', 'tried', 'namespace'],
    ({ prometheus, tried, namespace }) => {
      const expected = `app_info{namespace="${namespace}", pod="..."} of each pod`;
      if (prometheus === null) return { passed: false, expected, ...notFound('prometheus', tried) };
      if (prometheus.problem !== null) return { passed: false, expected, ...noAnswer(prometheus) };
      const causes = prometheus.pods.flatMap((pod) => whyNotScraped(pod, prometheus, namespace) ?? []);
      const [first] = causes;
      if (first !== undefined) return { passed: false, expected, ...joined(causes, first.remedy) };
      return {
        passed: prometheus.pods.length > 0,
        expected,
        actual: `${prometheus.pods.length} pods by ${prometheus.where}`,
        remedy: 'kubectl get pods: the drill saw none',
      };
    },
  );
}

function joined(causes: readonly Cause[], remedy: Text): Cause {
  return { actual: causes.map(({ actual }) => actual).join('; '), remedy };
}

/** Null where it is scraped, and has the labels that the dashboard and the lesson select by. */
function whyNotScraped(pod: PodScrape, { info }: PrometheusSeen, namespace: string): Cause | null {
  const named = info.filter(({ labels }) => labels.pod === pod.pod && labels.namespace === namespace);
  if (named.length > 0) return null;
  const other = info.find(
    ({ labels }) => labels.instance?.startsWith(`${pod.ip}:`) || Object.values(labels).includes(pod.pod),
  );
  if (other !== undefined) {
    const { __name__: _, version: __, colour: ___, ...labels } = other.labels;
    return {
      actual: `${pod.pod} is scraped, but not as namespace="${namespace}", pod="${pod.pod}": wrong labels ${JSON.stringify(labels)}`,
      remedy:
        'relabel __meta_kubernetes_namespace to namespace and __meta_kubernetes_pod_name to pod in the scrape configuration',
    };
  }
  if (pod.target === null)
    return pod.namespaceIsFound ? noTarget(pod.pod) : notLookedInto(pod.pod, namespace);
  if (pod.target.state === 'dropped') {
    return {
      actual: `${pod.pod} is not scraped: it is found, but no scrape configuration keeps it`,
      remedy: noTarget(pod.pod).remedy,
    };
  }
  if (pod.target.health !== 'up') {
    return {
      actual: `${pod.pod} is not scraped: ${pod.target.lastError || `its target is ${pod.target.health}`}`,
      remedy: 'does a NetworkPolicy keep Prometheus out? The port is `http`, the path /metrics',
    };
  }
  return {
    actual: `${pod.pod} is scraped, but has no app_info`,
    remedy: 'is this the image of this project? curl /version tells',
  };
}

function noTarget(pod: string): Cause {
  return {
    actual: `${pod} is not scraped: no target`,
    remedy:
      'kubectl apply -f k8s/ (the annotations prometheus.io/scrape), or -k observability/operator/ with the operator, with the `release` label that it selects: npm run monitoring -- check',
  };
}

function notLookedInto(pod: string, namespace: string): Cause {
  return {
    actual: `${pod} is not scraped: Prometheus finds nothing in namespace ${namespace}`,
    remedy: `its ServiceAccount needs get, list and watch on pods, services and endpoints in ${namespace}: npm run monitoring -- check`,
  };
}
