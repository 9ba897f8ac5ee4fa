import { describe, expect, it } from 'vitest';
import { judgeMonitoring } from '../../../drills/lessons/monitoring/verdict.ts';
import type { Verdict } from '../../../drills/timeline.ts';
import { FakeLoki } from '../../support/stack/fake-loki.ts';
import type { Labels } from '../../support/stack/json-server.ts';
import { recordedLeak, RecordedStack } from '../../support/stack/recorded-stack.ts';
import {
  changing,
  expectFailure,
  expectOnlyFailure,
  expectPass,
  inEnglish,
  remedyOf,
  withFacts,
} from '../../support/timelines/judged.ts';

const LEAK = recordedLeak();
const LEAKING = LEAK.facts.leakingPod ?? '';
const OTHER = LEAK.requests.find(({ pod }) => pod !== LEAKING)?.pod ?? '';
/** When its container was seen to have ended. */
const KILLED_MS =
  LEAK.changes.find(
    ({ object }) =>
      object.metadata.name === LEAKING && object.status?.containerStatuses?.[0]?.state.running === undefined,
  )?.atMs ?? 0;
/** What the other pod has answered in Prometheus' eyes, the same each time. */
const COUNTED = 1203;

const SCRAPED = 'Prometheus scrapes every pod';
const CLOCKS = 'the clocks agree';
const MEMORY = 'the pod whose memory rises in Prometheus is the one that leaks';
const TIMED = "Prometheus has the kill and the restart at the cluster's times";
const REASON = 'Prometheus knows the reason: OOMKilled';
const REQUESTS = 'requests by pod and version add up to what was sent';
const PROGRESS = 'every progress line of the leak is in Loki';
const SUCCESSOR = "the successor's first line is in Loki";
const DASHBOARD = 'the dashboard is in Grafana';
const SOURCES = "Grafana's data sources answer";

/** The first failed check is the cause, whatever follows from it. */
function expectCause(verdict: Verdict, name: string, actual: RegExp | string): void {
  expectFailure(verdict, name, actual);
  expect(inEnglish(verdict).reason.startsWith(`${name}: `)).toBe(true);
}

async function judged(stack: RecordedStack, ...how: Parameters<RecordedStack['observe']>): Promise<Verdict> {
  return judgeMonitoring(await stack.observe(...how));
}

/** As a Prometheus would have it whose service discovery does not know this pod. */
function forget(stack: RecordedStack, pod: string): void {
  stack.prometheus.relabel((labels) =>
    labels.pod === pod && labels.job === 'kubernetes-pods' ? null : labels,
  );
  stack.prometheus.activeTargets = stack.prometheus.activeTargets.filter(
    (target) => (target as { labels: Labels }).labels.pod !== pod,
  );
}

describe('the verdict on monitoring', () => {
  it('passes where everything is there, and says how far and how much', async () => {
    const verdict = await judged(await RecordedStack.start());
    expectPass(verdict);
    expect(inEnglish(verdict).headline).toBe('196Mi, 3.5 s before the kill; 31 of 31 lines in Loki');
    expect(inEnglish(verdict).figures).toMatchObject({
      'highest in Prometheus': '196Mi',
      'first scrape after the restart': '1.5 s',
      'scraped every': '5.0 s',
    });
  });

  it('does not pass on facts that were not noted', async () => {
    const { facts, ...timeline } = await (await RecordedStack.start()).observe();
    const { prometheus: _, loki: __, grafana: ___, ...rest } = facts;
    const verdict = judgeMonitoring({ ...timeline, facts: rest });
    for (const name of [CLOCKS, SCRAPED, MEMORY, REQUESTS, PROGRESS, DASHBOARD])
      expectFailure(verdict, name, /not noted/);
  });

  describe('scraping', () => {
    it('names the command that brings a Prometheus where there is none', async () => {
      const verdict = await judged(await RecordedStack.start(), { without: ['prometheus'] });
      expectCause(verdict, SCRAPED, 'there is no Prometheus');
      expect(remedyOf(verdict)).toContain('npm run up -- --monitoring');
    });

    it('tells a Prometheus that is there and silent from none', async () => {
      const tried = ['service monitoring/prometheus:9090: no endpoints available for service "prometheus"'];
      const verdict = await judged(await RecordedStack.start(), { without: ['prometheus'], tried });
      expectCause(verdict, SCRAPED, `Prometheus does not answer: ${tried[0]}`);
    });

    it('says what Prometheus answers where it does not answer the question', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.problem = { status: 503, error: 'Service Unavailable' };
      expectCause(await judged(stack), SCRAPED, /127\.0\.0\.1.*: Service Unavailable/);
    });

    it('names the pod that is no target', async () => {
      const stack = await RecordedStack.start();
      forget(stack, LEAKING);
      const verdict = await judged(stack);
      expectCause(verdict, SCRAPED, `${LEAKING} is not scraped: no target`);
      expect(remedyOf(verdict)).toContain('prometheus.io/scrape');
      expectFailure(verdict, MEMORY, '');
      expectFailure(verdict, TIMED, 'Prometheus has seen no restart');
      expectFailure(verdict, REQUESTS, `nothing of ${LEAKING}`);
    });

    it('tells a namespace that Prometheus may not look into', async () => {
      const stack = await RecordedStack.start();
      forget(stack, LEAKING);
      forget(stack, OTHER);
      const verdict = await judged(stack);
      expectCause(verdict, SCRAPED, 'Prometheus finds nothing in namespace default');
      expect(remedyOf(verdict)).toContain('get, list and watch on pods');
    });

    it('tells a pod that was found and dropped', async () => {
      const stack = await RecordedStack.start();
      forget(stack, OTHER);
      const discoveredLabels = { __meta_kubernetes_pod_name: OTHER, __meta_kubernetes_namespace: 'default' };
      stack.prometheus.droppedTargets.push({ discoveredLabels });
      expectCause(await judged(stack), SCRAPED, `${OTHER} is not scraped: it is found, but no scrape`);
    });

    it('says why a target is down', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel((labels) => (labels.pod === OTHER ? null : labels));
      const lastError = 'Get "http://10.244.1.33:8080/metrics": context deadline exceeded';
      for (const target of stack.prometheus.activeTargets as { labels: Labels }[])
        if (target.labels.pod === OTHER) Object.assign(target, { health: 'down', lastError });
      expectCause(await judged(stack), SCRAPED, lastError);
    });

    it('names the wrong labels of a pod that is scraped', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel(({ pod = '', namespace = '', ...labels }) =>
        labels.job === 'kubernetes-pods'
          ? { ...labels, kubernetes_pod_name: pod, kubernetes_namespace: namespace }
          : { ...labels, pod, namespace },
      );
      const verdict = await judged(stack);
      expectCause(verdict, SCRAPED, /wrong labels \{.*"kubernetes_pod_name":"app-1-2-2-1-5b9d585746-/);
      expect(remedyOf(verdict)).toContain('__meta_kubernetes_pod_name');
    });
  });

  describe('clocks', () => {
    it('names a Prometheus whose clock is off before anything that follows from it', async () => {
      const verdict = await judged(await RecordedStack.start(62_000));
      expectCause(verdict, CLOCKS, /the node is 0\.0 s .* this machine, Prometheus 6[123]\.\d s ahead of it/);
      expect(remedyOf(verdict)).toContain('timedatectl');
      expectFailure(verdict, TIMED, /58\.\d s after the kill/);
    });

    it('does not mind what a good clock is off', async () => {
      expectPass(await judged(await RecordedStack.start(300), { nodeAheadMs: -400 }));
    });
  });

  describe('memory', () => {
    it('fails when another pod rises more', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel((labels) =>
        labels.__name__ === 'app_container_memory_working_set_bytes'
          ? {
              ...labels,
              pod: labels.pod === LEAKING ? OTHER : LEAKING,
              instance: otherInstance(stack, labels),
            }
          : labels,
      );
      expectOnlyFailure(await judged(stack), MEMORY, `${OTHER}, from `);
    });

    it('fails when the last scrapes before the kill are missing', async () => {
      const stack = await RecordedStack.start();
      const observed = await stack.observe();
      const killedMs = Date.parse(observed.startedAt) + KILLED_MS;
      const verdict = judgeMonitoring(
        withFacts(observed, {
          prometheus: withoutSamples(observed, killedMs - 16_000, killedMs + 4000),
        }),
      );
      expectFailure(verdict, MEMORY, new RegExp(`^${LEAKING}, from \\d+Mi to \\d\\dMi`));
      expectFailure(verdict, TIMED, /the curve ends 1[6-9]\.\d s before the kill/);
    });

    it('fails where the cluster saw no restart', async () => {
      const timeline = changing(await (await RecordedStack.start()).observe(), (one) =>
        one.atMs < KILLED_MS ? one : null,
      );
      expectFailure(judgeMonitoring(timeline), TIMED, 'the cluster has seen no restart');
    });
  });

  describe('the reason of the kill', () => {
    it('names a kube-state-metrics that is not scraped', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel((labels) => (labels.job === 'kube-state-metrics' ? null : labels));
      expectOnlyFailure(await judged(stack), REASON, 'kube-state-metrics is not scraped');
    });

    it('names honor_labels where kube-state-metrics loses its own labels', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel((labels) =>
        labels.reason === undefined
          ? labels
          : {
              ...labels,
              exported_pod: labels.pod ?? '',
              pod: 'kube-state-metrics-x',
              namespace: 'monitoring',
            },
      );
      const verdict = await judged(stack);
      expectOnlyFailure(verdict, REASON, `wrong labels: exported_pod="${LEAKING}"`);
      expect(remedyOf(verdict)).toContain('honor_labels: true');
    });

    it('tells a kube-state-metrics that is down from one that does not know', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel((labels) => (labels.reason === undefined ? labels : null));
      expectOnlyFailure(await judged(stack), REASON, 'kube-state-metrics has no metric of it');
      const common = { job: 'kube-state-metrics', instance: '10.244.1.9:8080' };
      stack.prometheus.add({ __name__: 'up', ...common }, Date.now() - 50, 0);
      expectOnlyFailure(await judged(stack), REASON, 'kube-state-metrics is down');
    });
  });

  describe('requests', () => {
    it('allows what came within one scrape, and no more', async () => {
      const stack = await RecordedStack.start();
      const observed = await stack.observe();
      expectPass(judgeMonitoring(withFacts(observed, { prometheus: withMore(observed, 100) })));
      const verdict = judgeMonitoring(withFacts(observed, { prometheus: withMore(observed, 400) }));
      expectOnlyFailure(
        verdict,
        REQUESTS,
        new RegExp(
          `${OTHER} 1\\.0\\.0 ${(COUNTED + 400).toLocaleString('en')} of 1,[23]\\d\\d \\(± 2\\d\\d\\)`,
        ),
      );
      expect(remedyOf(verdict)).toContain('close the live page');
    });

    it('fails when Prometheus has fewer', async () => {
      const observed = await (await RecordedStack.start()).observe();
      const verdict = judgeMonitoring(withFacts(observed, { prometheus: withMore(observed, -400) }));
      expectOnlyFailure(verdict, REQUESTS, new RegExp(`${OTHER} 1\\.0\\.0 ${COUNTED - 400} of 1,[23]\\d\\d`));
      expect(remedyOf(verdict)).toContain('scrape');
    });

    it('fails when they are counted for another version than answered', async () => {
      const stack = await RecordedStack.start();
      stack.prometheus.relabel((labels) =>
        labels.version === undefined ? labels : { ...labels, version: '9.9.9' },
      );
      expectOnlyFailure(await judged(stack), REQUESTS, `9.9.9 ${COUNTED.toLocaleString('en')} of 0 `);
    });

    it('counts a pod once that two jobs scrape', async () => {
      const stack = await RecordedStack.start();
      for (const { labels, samples } of stack.prometheus.select('app_info', '', 0, Date.now()))
        for (const [epochMs, value] of samples)
          stack.prometheus.add({ ...labels, job: 'twin' }, epochMs, value);
      for (const name of ['process_start_time_seconds', 'http_request_duration_seconds_count'])
        for (const { labels, samples } of stack.prometheus.select(name, '', 0, Date.now()))
          for (const [epochMs, value] of samples.slice(1))
            stack.prometheus.add({ ...labels, job: 'twin' }, epochMs + 40, value);
      expectPass(await judged(stack));
    });
  });

  describe('the log', () => {
    it('names the command that brings a Loki where there is none', async () => {
      const verdict = await judged(await RecordedStack.start(), { without: ['loki'] });
      expectCause(verdict, PROGRESS, 'there is no Loki');
      expect(remedyOf(verdict)).toContain('npm run up -- --monitoring');
    });

    it('says what Loki answers where it does not answer the question', async () => {
      const stack = await RecordedStack.start();
      stack.loki.problem = { status: 500, error: 'too many unhealthy instances in the ring' };
      expectCause(await judged(stack), PROGRESS, 'too many unhealthy instances in the ring');
    });

    it('tells that no log collector runs from an empty Loki', async () => {
      const stack = await RecordedStack.start();
      stack.loki.lines = [];
      const verdict = await judged(stack);
      expectCause(verdict, PROGRESS, /^no log collector: .* has no lines at all/);
      expectFailure(verdict, SUCCESSOR, 'no log collector');
    });

    it('tells a collector that reads others, but not this pod', async () => {
      const stack = await RecordedStack.start();
      stack.loki.lines = [];
      stack.loki.push({ namespace: 'kube-system', container: 'coredns' }, Date.now() - 9000, 'plugin/errors');
      const verdict = await judged(stack);
      expectCause(verdict, PROGRESS, `has lines of other pods, none of ${LEAKING}`);
      expect(remedyOf(verdict)).toContain('the node of this pod');
    });

    it('names the wrong labels of lines that are there', async () => {
      const stack = await RecordedStack.start();
      stack.loki.lines = stack.loki.lines.map((line) => ({
        ...line,
        labels: { cluster: 'kind', k8s_namespace_name: 'default', k8s_pod_name: LEAKING },
      }));
      const verdict = await judged(stack);
      expectCause(verdict, PROGRESS, new RegExp(`^wrong labels: .*"k8s_pod_name":"${LEAKING}"`));
      expect(remedyOf(verdict)).toContain('labels namespace, pod and container');
    });

    it.for([
      ['as docker', (text: string) => JSON.stringify({ log: `${text}\n`, stream: 'stdout' })],
      ['as CRI', (text: string) => `2026-11-24T23:55:44.1Z stdout F ${text}`],
    ] as const)('tells lines that are still wrapped %s', async ([, wrap]) => {
      const stack = await RecordedStack.start();
      stack.loki.lines = stack.loki.lines.map((line) => ({ ...line, text: wrap(line.text) }));
      expectCause(await judged(stack), PROGRESS, /^the lines are wrapped: /);
    });

    it('fails for a line in the middle', async () => {
      const stack = await RecordedStack.start();
      stack.loki.lines = stack.loki.lines.filter(({ text }) => text !== stack.podLog.progress[7]);
      expectOnlyFailure(await judged(stack), PROGRESS, /30 of 31; missing among others/);
    });

    it('fails where the pod itself wrote nothing of the leak', async () => {
      const stack = await RecordedStack.start();
      stack.podLog = { ...stack.podLog, progress: [] };
      const verdict = await judged(stack);
      expectOnlyFailure(verdict, PROGRESS, 'the pod itself has written none');
      expect(remedyOf(verdict)).toContain('LOG_LEVEL');
    });

    it('fails where the pod cannot be asked what it wrote', async () => {
      const stack = await RecordedStack.start();
      const problem = 'Get "https://10.0.0.4:10250/containerLogs": dial tcp: i/o timeout';
      stack.podLog = { problem, progress: [], successor: null };
      expectCause(await judged(stack), PROGRESS, problem);
    });
  });

  describe('Grafana', () => {
    it('names the command that brings one where there is none', async () => {
      const verdict = await judged(await RecordedStack.start(), { without: ['grafana'] });
      expectCause(verdict, DASHBOARD, 'there is no Grafana');
    });

    it('names the command that brings a missing dashboard', async () => {
      const stack = await RecordedStack.start();
      stack.grafana.dashboards = {};
      const verdict = await judged(stack);
      expectOnlyFailure(verdict, DASHBOARD, 'the dashboard is missing');
      expect(remedyOf(verdict)).toContain('npm run monitoring -- install');
    });

    it('says that a login is asked for, and uses the one that is given', async () => {
      const stack = await RecordedStack.start();
      stack.grafana.password = 'admin';
      const verdict = await judged(stack);
      expectCause(verdict, DASHBOARD, 'asks for a login');
      expect(remedyOf(verdict)).toContain('GRAFANA_USER');
      const credentials = { token: undefined, user: 'admin', password: 'admin' };
      expectPass(await judged(stack, { credentials }));
      const wrong = await judged(stack, { credentials: { ...credentials, password: 'wrong' } });
      expectCause(wrong, DASHBOARD, 'Invalid username or password');
    });

    it('asks a Grafana from before 8.3 in the way that it understands', async () => {
      const stack = await RecordedStack.start();
      stack.grafana.asksByNumber = true;
      expectPass(await judged(stack));
      stack.grafana.addDataSource('loki', 'Loki', null);
      expectOnlyFailure(await judged(stack), SOURCES, 'Loki: connect: connection refused');
    });

    it('names the data source that is missing', async () => {
      const stack = await RecordedStack.start();
      stack.grafana.dataSources.pop();
      const verdict = await judged(stack);
      expectOnlyFailure(verdict, SOURCES, 'Prometheus (prometheus); no data source of type loki');
      expect(remedyOf(verdict)).toContain('offers to add Loki');
    });

    it('tells a data source that does not answer from one that has nothing of this workload', async () => {
      const stack = await RecordedStack.start();
      stack.grafana.addDataSource('prometheus', 'Prometheus', null);
      stack.grafana.addDataSource('loki', 'Loki', new FakeLoki());
      expectOnlyFailure(
        await judged(stack),
        SOURCES,
        'Prometheus: connect: connection refused; Loki: has nothing of this workload',
      );
    });
  });
});

type Observed = Awaited<ReturnType<RecordedStack['observe']>>;

function otherInstance(stack: RecordedStack, labels: Labels): string {
  const pod = stack.pods().find((one) => one.metadata?.name !== labels.pod);
  return `${pod?.status?.podIP}:8080`;
}

function prometheusOf({ facts }: Observed) {
  if (!facts.prometheus) throw new Error('nothing was seen');
  return facts.prometheus;
}

/** No scrape of the leaking pod between the two. */
function withoutSamples(observed: Observed, fromMs: number, toMs: number) {
  const prometheus = prometheusOf(observed);
  const cut = (series: typeof prometheus.memory) =>
    series.map(({ labels, samples }) => ({
      labels,
      samples: samples.filter(([at]) => labels.pod !== LEAKING || at < fromMs || at > toMs),
    }));
  return { ...prometheus, memory: cut(prometheus.memory), processStarts: cut(prometheus.processStarts) };
}

/** So many requests more of the other pod from the middle of the drill on. */
function withMore(observed: Observed, more: number) {
  const prometheus = prometheusOf(observed);
  const middleMs = Date.parse(observed.startedAt) + 20_000;
  const requests = prometheus.requests.map(({ labels, samples }) => ({
    labels,
    samples: samples.map(
      ([at, value]) => [at, labels.pod === OTHER && at > middleMs ? value + more : value] as const,
    ),
  }));
  return { ...prometheus, requests };
}
