import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dashboard } from '../../observability/dashboard/dashboard.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { find, readManifests } from '../k8s/manifests.ts';
import { prometheusIsMissing, promtool, temporaryFile } from './promtool.ts';
import { readProjectFile } from './shipped-files.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- whatever is in a configuration file
const read = (name: string): any => parse(readProjectFile(`observability/config/${name}.yaml`));

describe.skipIf(prometheusIsMissing)('Prometheus', () => {
  test('takes the configuration and the rules beside it', () => {
    const rules = temporaryFile('alert-rules.yaml', readProjectFile('observability/config/alert-rules.yaml'));
    const config = { ...withFoundTargets({}), rule_files: [rules] };

    const { ok, output } = promtool(['check', 'config', temporaryFile('prometheus.yml', config)]);

    expect([ok, output]).toEqual([true, expect.stringContaining('8 rules found')]);
  });

  test('scrapes a pod of the Deployment at the port and path of its annotations, under its own name', () => {
    const [target, ...others] = targetsAfterRelabelling('kubernetes-pods', foundPod());

    expect(others).toEqual([]);
    expect(target).toMatchObject({
      __address__: '10.244.1.7:8080',
      __metrics_path__: '/metrics',
      __scheme__: 'http',
      namespace: 'default',
      pod: 'app-1-2-2-1-6f7c9-aaaaa',
      container: 'app-1-2-2-1',
      node: 'node-1',
    });
  });

  test('and in a cluster of IPv6', () => {
    const found = foundPod({ __address__: '[fd00::7]:8080' });

    expect(targetsAfterRelabelling('kubernetes-pods', found)).toMatchObject([
      { __address__: '[fd00::7]:8080' },
    ]);
  });

  test.each([
    ['does not ask for it', { __meta_kubernetes_pod_annotation_prometheus_io_scrape: '' }],
    ['has ended', { __meta_kubernetes_pod_phase: 'Failed' }],
    ['is an init container', { __meta_kubernetes_pod_container_init: 'true' }],
  ])('leaves alone what %s', (_, labels) => {
    expect(targetsAfterRelabelling('kubernetes-pods', foundPod(labels))).toEqual([{}]);
  });

  test('finds kube-state-metrics by its label and port, and believes what it says of other pods', () => {
    const found = (port: string) => ({
      __address__: '10.244.1.9:8080',
      __meta_kubernetes_pod_label_app_kubernetes_io_name: 'kube-state-metrics',
      __meta_kubernetes_pod_container_port_name: port,
    });
    const job = read('prometheus').scrape_configs.find(
      ({ job_name }: { job_name: string }) => job_name === 'kube-state-metrics',
    );

    expect(targetsAfterRelabelling('kube-state-metrics', found('http-metrics'))).toMatchObject([
      { __address__: '10.244.1.9:8080' },
    ]);
    expect(targetsAfterRelabelling('kube-state-metrics', found('telemetry'))).toEqual([{}]);
    expect(job.honor_labels).toBe(true);
  });

  test('keeps of cAdvisor what the dashboard asks for', () => {
    const job = read('prometheus').scrape_configs.find(
      ({ job_name }: { job_name: string }) => job_name === 'kubelet',
    );
    const kept = new RegExp(`^(?:${job.metric_relabel_configs[0].regex})$`);
    const asked = JSON.stringify(dashboard).matchAll(/\bcontainer_[a-z_]+(?=\{)/g);

    for (const [metric] of asked) expect(metric).toMatch(kept);
    expect('container_network_receive_bytes_total').not.toMatch(kept);
  });
});

describe('Fluent Bit', () => {
  const { service: engine, pipeline } = read('fluent-bit');
  const [tail] = pipeline.inputs;
  const [loki] = pipeline.outputs;

  test('reads a log from its first line, which is older than the discovery of the file', () => {
    // The reason of a failed release is the first line of a container that lives for a second.
    expect(tail.refresh_interval).toBeGreaterThan(0);
    expect(tail.read_from_head).toBe(true);
  });

  test('gives each stream the labels of promtail', () => {
    const labels = Object.fromEntries(loki.labels.split(/,\s*/).map((each: string) => each.split('=')));

    expect(Object.keys(labels)).toEqual(['namespace', 'pod', 'container', 'app', 'node_name', 'stream']);
  });

  test('drops no line, and retries within the time that a reader waits', () => {
    expect(loki.retry_limit).toBe('no_limits');
    expect(engine['scheduler.base']).toBe(1);
    expect(engine['scheduler.cap']).toBeLessThanOrEqual(10);
  });

  test('sends to the Service of Loki, and leaves nothing of a record but the line itself', () => {
    const service = readManifests('observability').find(
      ({ kind, metadata }) => kind === 'Service' && metadata.name === loki.host,
    );

    expect(service?.spec.ports[0].port).toBe(loki.port);
    // The parsers `docker` and `cri` and the filter add these to `log`.
    expect(loki.remove_keys.split(', ').toSorted()).toEqual(['_p', 'kubernetes', 'stream', 'time']);
    expect(loki.drop_single_key).toBe('raw');
  });
});

describe('Grafana', () => {
  const { datasources } = read('grafana-datasources');

  test.each(datasources as { name: string; url: string }[])('reaches $name at its Service', ({ url }) => {
    const { hostname, port } = new URL(url);
    const service = readManifests('observability').find(
      ({ kind, metadata }) => kind === 'Service' && metadata.name === hostname,
    );

    expect(String(service?.spec.ports[0].port)).toBe(port);
  });

  test('has the one dashboard, provisioned and as the home page', () => {
    const deployment = readManifests('observability').find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'grafana',
    );
    const [container] = deployment?.spec.template.spec.containers ?? [];
    const home = container.env.find(
      ({ name }: { name: string }) => name === 'GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH',
    );
    const { path } = read('grafana-dashboards').providers[0].options;

    expect(home.value).toBe(`${path}/${WORKLOAD.name}.json`);
    expect(container.volumeMounts).toContainEqual({ name: 'dashboard', mountPath: path });
  });
});

test('Loki keeps lines as long as Prometheus keeps samples', () => {
  const prometheus = readManifests('observability').find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'prometheus',
  );
  const args: string[] = prometheus?.spec.template.spec.containers[0].args;

  expect(args).toContain('--storage.tsdb.retention.time=6h');
  expect(read('loki').limits_config.retention_period).toBe('6h');
  expect(read('loki').compactor.retention_enabled).toBe(true);
});

/** A pod of k8s/deployment.yaml with the labels of the service discovery. */
function foundPod(labels: Record<string, string> = {}): Record<string, string> {
  const { metadata, spec } = find(readManifests('k8s'), 'Deployment').spec.template;
  const annotations = Object.entries(metadata.annotations as Record<string, string>).map(([name, value]) => [
    `__meta_kubernetes_pod_annotation_${name.replace(/\W/g, '_')}`,
    value,
  ]);
  return {
    __address__: '10.244.1.7:8080',
    __meta_kubernetes_namespace: 'default',
    __meta_kubernetes_pod_name: 'app-1-2-2-1-6f7c9-aaaaa',
    __meta_kubernetes_pod_container_name: spec.containers[0].name,
    __meta_kubernetes_pod_container_init: 'false',
    __meta_kubernetes_pod_node_name: 'node-1',
    __meta_kubernetes_pod_phase: 'Running',
    ...Object.fromEntries(annotations),
    ...labels,
  };
}

/**
 * Debian's Prometheus has no service discovery of Kubernetes: a static configuration has its labels.
 */
function withFoundTargets(found: Record<string, string>) {
  const config = read('prometheus');
  const { __address__ = '10.0.0.1:1', ...labels } = found;
  return {
    ...config,
    rule_files: [],
    scrape_configs: config.scrape_configs.map(
      ({ kubernetes_sd_configs: _, authorization: __, ...job }: Record<string, unknown>) => ({
        ...job,
        static_configs: [{ targets: [__address__], labels }],
      }),
    ),
  };
}

/** The labels of each target after relabelling. A dropped target has none. */
function targetsAfterRelabelling(job: string, found: Record<string, string>): Record<string, string>[] {
  const file = temporaryFile('prometheus.yml', withFoundTargets(found));
  const { ok, output } = promtool(['check', 'service-discovery', '--timeout=1s', file, job]);
  if (!ok) throw new Error(output);
  const targets = JSON.parse(output.slice(output.indexOf('['))) as {
    labels: Record<string, string> | null;
  }[];
  return targets.map(({ labels }) => labels ?? {});
}
