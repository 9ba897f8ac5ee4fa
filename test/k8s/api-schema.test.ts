import { describe, expect, test } from 'vitest';
import { complaintsAbout } from './api-schema.ts';
import {
  find,
  kubectlIsMissing,
  type Manifest,
  overlays,
  readManifests,
  renderManifests,
} from './manifests.ts';

const plain = readManifests('k8s');

describe('an API server of Kubernetes 1.34 takes', () => {
  test.each(plain.map((manifest) => [manifest.kind, manifest] as const))('%s of k8s/', (_, manifest) => {
    expect(complaintsAbout(manifest)).toEqual([]);
  });

  test.skipIf(kubectlIsMissing).each(overlays)('everything that overlays/%s renders', (overlay) => {
    const rendered = renderManifests(`overlays/${overlay}`);

    expect(rendered.flatMap(complaintsAbout)).toEqual([]);
    expect(rendered.map((manifest) => manifest.kind)).toContain('Deployment');
  });

  test("the course's own manifest", () => {
    const course = readManifests('overlays/course').filter((manifest) => manifest.kind !== 'Kustomization');

    expect(course.map((manifest) => manifest.kind)).toEqual([
      'Deployment',
      'Service',
      'HorizontalPodAutoscaler',
    ]);
    expect(course.flatMap(complaintsAbout)).toEqual([]);
  });
});

describe('the check itself refuses', () => {
  test('a field that the server does not know, at any depth', () => {
    const manifest = structuredClone(find(plain, 'Deployment'));
    manifest.spec.template.spec.containers[0].readinessProbe.periodSecond = 1;

    expect(complaintsAbout(manifest)).toEqual([expect.stringContaining('periodSecond')]);
  });

  test('a value of the wrong type', () => {
    const manifest = structuredClone(find(plain, 'Deployment'));
    manifest.spec.replicas = 'two';

    expect(complaintsAbout(manifest)).toEqual([expect.stringContaining('/spec/replicas must be integer')]);
  });

  test('a field that must be there and is not', () => {
    const manifest = structuredClone(find(plain, 'HorizontalPodAutoscaler'));
    delete manifest.spec.maxReplicas;

    expect(complaintsAbout(manifest)).toEqual([expect.stringContaining('maxReplicas')]);
  });

  test('a kind or version that the server does not serve', () => {
    const manifest: Manifest = { ...find(plain, 'Deployment'), apiVersion: 'extensions/v1beta1' };

    expect(complaintsAbout(manifest)).toEqual(['unknown kind extensions/v1beta1 Deployment']);
  });
});
