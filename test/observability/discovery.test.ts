import { describe, expect, it } from 'vitest';
import { ApiServer } from '../../drills/cluster/api-server.ts';
import { textOf } from '../../messages/message.ts';
import { findStack } from '../../observability/stack/discovery.ts';
import { Grafana } from '../../observability/stack/grafana.ts';
import { FakeGrafana } from '../support/stack/fake-grafana.ts';
import { FakeLoki } from '../support/stack/fake-loki.ts';
import { FakePrometheus } from '../support/stack/fake-prometheus.ts';
import { type Asked, type Said, serveJson } from '../support/stack/json-server.ts';

const FIND_ALL = { prometheus: null, loki: null, grafana: null };

interface Service {
  readonly labels: Record<string, string>;
  readonly ports: readonly { port: number; name?: string; targetPort?: number | string }[];
  readonly clusterIP?: string;
  /** Undefined: the Service has no endpoints. */
  readonly behind?: { answer(asked: Asked): Said | null };
}

/** The Services by `namespace/name`. */
type Services = Readonly<Record<string, Service>>;

/** An API server with these Services and its proxy to them. */
async function apiServer(services: Services, mayList = true) {
  const url = await serveJson((asked) => {
    if (asked.url.pathname === '/api/v1/services') {
      if (!mayList) return { status: 403, body: { message: 'services is forbidden' } };
      const items = Object.entries(services).map(([key, { labels, ports, clusterIP = '10.0.0.1' }]) => {
        const [namespace, name] = key.split('/');
        return { metadata: { namespace, name, labels }, spec: { ports, clusterIP } };
      });
      return { body: { items } };
    }
    const [, namespace, name, port, path = ''] =
      /^\/api\/v1\/namespaces\/([^/]+)\/services\/([^/:]+):(\d+)\/proxy(\/.*)$/.exec(asked.url.pathname) ??
      [];
    const named = services[`${namespace}/${name}`];
    const service = named?.ports.some((each) => String(each.port) === port) ? named : undefined;
    if (service?.behind === undefined)
      return { status: 503, body: { message: `no endpoints available for service "${name}"` } };
    return service.behind.answer({ ...asked, url: new URL(path + asked.url.search, 'http://behind') });
  });
  return new ApiServer(url);
}

const NAME = 'app.kubernetes.io/name';

describe('finding a monitoring stack', () => {
  it("finds the project's own", async () => {
    const own = (name: string, port: number, behind?: Service['behind']): Service => ({
      labels: { [NAME]: name, 'app.kubernetes.io/part-of': 'app-1-2-2-1' },
      ports: [{ port }],
      ...(behind === undefined ? {} : { behind }),
    });
    const api = await apiServer({
      'monitoring/prometheus': own('prometheus', 9090, new FakePrometheus()),
      'monitoring/loki': own('loki', 3100, new FakeLoki()),
      'monitoring/grafana': own('grafana', 3000, new FakeGrafana()),
      'monitoring/kube-state-metrics': own('kube-state-metrics', 8080),
    });
    const stack = await findStack(api, FIND_ALL);
    expect(stack).toMatchObject({
      prometheus: { where: 'service monitoring/prometheus:9090', version: '3.13.3' },
      loki: { where: 'service monitoring/loki:3100' },
      grafana: { where: 'service monitoring/grafana:3000' },
      tried: [],
    });
  });

  it("finds the course's: kube-prometheus and loki-stack, the Service with an address first", async () => {
    const prometheus = new FakePrometheus();
    const api = await apiServer({
      'monitoring/a-headless': {
        labels: { [NAME]: 'prometheus' },
        ports: [{ port: 9090, name: 'web' }],
        clusterIP: 'None',
        behind: prometheus,
      },
      'monitoring/prometheus-k8s': {
        labels: { [NAME]: 'prometheus' },
        ports: [{ port: 9090, name: 'web' }, { port: 8080 }],
        behind: prometheus,
      },
      'loki-stack/loki-stack': {
        labels: { app: 'loki' },
        ports: [{ port: 3100, name: 'http-metrics' }],
        behind: new FakeLoki(),
      },
      'monitoring/grafana': {
        labels: { [NAME]: 'grafana' },
        ports: [{ port: 3000, name: 'http' }],
        behind: new FakeGrafana(),
      },
    });
    const stack = await findStack(api, FIND_ALL);
    expect([stack.prometheus?.name, stack.loki?.name, stack.grafana?.name]).toEqual([
      'prometheus-k8s',
      'loki-stack',
      'grafana',
    ]);
  });

  it("finds a chart's, whose labels have its release around the name and whose Grafana is at port 80", async () => {
    const api = await apiServer({
      'obs/kps-prometheus': {
        labels: { app: 'kube-prometheus-stack-prometheus' },
        ports: [{ port: 9090, name: 'http-web' }],
        behind: new FakePrometheus(),
      },
      'obs/kps-grafana': {
        labels: { [NAME]: 'grafana' },
        ports: [{ port: 80, name: 'http-web', targetPort: 3000 }],
        behind: new FakeGrafana(),
      },
    });
    const stack = await findStack(api, FIND_ALL);
    expect(stack.prometheus?.where).toBe('service obs/kps-prometheus:9090');
    expect(stack.grafana?.where).toBe('service obs/kps-grafana:80');
    expect(stack.loki).toBeNull();
  });

  it('says of each that did not answer, or answered as something else, what it did', async () => {
    const api = await apiServer({
      'monitoring/loki': { labels: { app: 'loki' }, ports: [{ port: 3100 }] },
      'monitoring/prometheus': {
        labels: { app: 'prometheus' },
        ports: [{ port: 9090 }],
        behind: { answer: () => ({ body: { hello: 'world' } }) },
      },
    });
    const stack = await findStack(api, FIND_ALL);
    expect([stack.prometheus, stack.loki]).toEqual([null, null]);
    expect(stack.tried.map(textOf).toSorted()).toEqual([
      'service monitoring/loki:3100: no endpoints available for service "loki"',
      'service monitoring/prometheus:9090: answers, but not as prometheus',
    ]);
  });

  it('says that it may not look, and goes on with the addresses that were given', async () => {
    const prometheus = await new FakePrometheus().listen();
    const api = await apiServer({}, false);
    const stack = await findStack(api, { ...FIND_ALL, prometheus: `${prometheus.url}/` });
    expect(stack.prometheus?.where).toBe(prometheus.url);
    expect(stack.tried.map(textOf)).toEqual(['services in all namespaces: services is forbidden']);
  });

  it('logs in to Grafana with a cookie, which passes through the proxy', async () => {
    const behind = new FakeGrafana();
    behind.password = 'admin';
    behind.dashboards = { 'app-1-2-2-1': { dashboard: { title: 'the dashboard' } } };
    const api = await apiServer({
      'monitoring/grafana': { labels: { app: 'grafana' }, ports: [{ port: 3000 }], behind },
    });
    const { grafana } = await findStack(api, FIND_ALL);
    if (grafana === null) throw new Error('not found');
    await expect(new Grafana(grafana, {}).dashboard('app-1-2-2-1')).rejects.toThrow('Unauthorized');
    const asAdmin = new Grafana(grafana, { user: 'admin', password: 'admin' });
    expect(await asAdmin.dashboard('app-1-2-2-1')).toMatchObject({ dashboard: { title: 'the dashboard' } });
    expect(await asAdmin.dashboard('another')).toBeNull();
  });
});
