import { describe, expect, test } from 'vitest';
import { containerOf, find, kubectlIsMissing, readManifests, renderManifests } from './manifests.ts';

const course = readManifests('overlays/course').filter((manifest) => manifest.kind !== 'Kustomization');
const plain = readManifests('k8s');

describe("what the course's readers type works with", () => {
  test.each([
    ['k8s/', plain],
    ['overlays/course', course],
  ])('%s: names, label, ports, requests, limits and replicas', (_, manifests) => {
    const deployment = find(manifests, 'Deployment');
    const container = containerOf(deployment);

    expect(deployment.metadata.name).toBe('app-1-2-2-1');
    expect(deployment.spec.replicas).toBe(2);
    expect(deployment.spec.strategy.type).toBe('RollingUpdate');
    expect(deployment.spec.selector.matchLabels).toEqual({ app: '1.2.2.1' });
    expect(deployment.spec.template.metadata.labels).toEqual({ app: '1.2.2.1' });
    expect(container).toMatchObject({
      name: 'app-1-2-2-1',
      image: '1pro/app',
      imagePullPolicy: 'IfNotPresent',
      ports: [{ name: 'http', containerPort: 8080 }],
      resources: { requests: { cpu: '100m', memory: '100Mi' }, limits: { cpu: '200m', memory: '200Mi' } },
    });

    const service = find(manifests, 'Service');
    expect(service.metadata.name).toBe('app-1-2-2-1');
    expect(service.spec).toMatchObject({ type: 'NodePort', selector: { app: '1.2.2.1' } });
    expect(service.spec.ports[0]).toMatchObject({ port: 8080, nodePort: 31221 });
    expect(['http', 8080]).toContain(service.spec.ports[0].targetPort);

    const hpa = find(manifests, 'HorizontalPodAutoscaler');
    expect(hpa.metadata.name).toBe('app-1-2-2-1');
    expect(hpa.spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'app-1-2-2-1' },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 40 } } }],
    });
  });

  test('the course probes /ready three times, with default periods', () => {
    const container = containerOf(find(course, 'Deployment'));

    expect(container.startupProbe).toEqual({
      httpGet: { path: '/ready', port: 'http' },
      failureThreshold: 10,
    });
    expect(container.livenessProbe).toEqual({ httpGet: { path: '/ready', port: 'http' } });
    expect(container.readinessProbe).toEqual({ httpGet: { path: '/ready', port: 'http' } });
  });

  test.skipIf(kubectlIsMissing)(
    'overlays/course adds security settings to the manifest and nothing else',
    () => {
      const rendered = renderManifests('overlays/course');
      const deployment = structuredClone(find(rendered, 'Deployment'));
      delete deployment.spec.template.spec.securityContext;
      delete deployment.spec.template.spec.containers[0].securityContext;

      expect(deployment.spec).toEqual(find(course, 'Deployment').spec);
      for (const kind of ['Service', 'HorizontalPodAutoscaler']) {
        expect(find(rendered, kind).spec).toEqual(find(course, kind).spec);
      }
    },
  );
});

describe('k8s/', () => {
  test.skipIf(kubectlIsMissing)('`kubectl apply -k` sends what `kubectl apply -f` sends', () => {
    const byName = (manifests: typeof plain) =>
      Object.fromEntries(manifests.map((manifest) => [manifest.kind, manifest]));

    expect(byName(renderManifests('k8s'))).toEqual(byName(plain));
  });

  test('a rolling update never has fewer ready pods than desired, and one more at most', () => {
    expect(find(plain, 'Deployment').spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
  });

  test('the budget lets one pod go at a time and never blocks a drain for good', () => {
    const budget = find(plain, 'PodDisruptionBudget').spec;

    expect(budget.maxUnavailable).toBe(1);
    expect(budget.selector).toEqual(find(plain, 'Deployment').spec.selector);
  });

  test('what may be written to is bounded, and the rest of the file system is read-only', () => {
    const { template } = find(plain, 'Deployment').spec;
    const container = template.spec.containers[0];

    expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    for (const volume of template.spec.volumes) expect(volume.emptyDir.sizeLimit).toMatch(/^\d+Mi$/);
    expect(container.resources.limits['ephemeral-storage']).toMatch(/^\d+Mi$/);
  });
});
