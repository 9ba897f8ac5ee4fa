import { describe, expect, test } from 'vitest';
import { readPage } from '../docs/markdown.ts';
import { containerOf, find, kubectlIsMissing, renderManifests } from './manifests.ts';

/** The values of the lesson's table, from the rendered manifests of an environment. */
function toldOf(environment: string): Record<string, string[]> {
  const manifests = renderManifests(environment);
  const deployment = find(manifests, 'Deployment');
  const { requests, limits } = containerOf(deployment).resources;
  const { minReplicas, maxReplicas } = find(manifests, 'HorizontalPodAutoscaler').spec;
  const variable = (name: string, otherwise: string) =>
    containerOf(deployment).env?.find((one) => one.name === name)?.value ?? otherwise;
  return {
    replicas: [deployment.spec.replicas],
    autoscaling: [minReplicas, maxReplicas],
    'CPU requested, limit': [requests.cpu, limits.cpu],
    'memory requested, limit': [requests.memory, limits.memory],
    faults: [variable('FAULTS', 'open')],
    'log level': [variable('LOG_LEVEL', 'info')],
    'pods that a drain may evict at once': [find(manifests, 'PodDisruptionBudget').spec.maxUnavailable],
    'two pods on one node': deployment.spec.template.spec.topologySpreadConstraints.map(
      (one: { whenUnsatisfiable: string }) => one.whenUnsatisfiable,
    ),
  };
}

describe.skipIf(kubectlIsMissing)('the environments are as the lesson tells', () => {
  const [head = [], ...rows] = readPage('docs/lessons/en/drift.md').tables[0] ?? [];
  const valuesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  const environments = head.slice(1).flatMap(valuesIn);

  test('there are three', () => {
    expect(environments).toEqual(['overlays/dev', 'overlays/qa', 'overlays/prod']);
  });

  test.each(environments)('%s', (environment) => {
    const column = environments.indexOf(environment) + 1;
    const told = Object.fromEntries(rows.map((row) => [row[0], valuesIn(row[column])]));
    const rendered = Object.entries(toldOf(environment)).map(([name, values]) => [name, values.map(String)]);

    expect(told).toEqual(Object.fromEntries(rendered));
  });

  test('production has no token that could be stolen, and never fewer pods than the autoscaler allows', () => {
    const manifests = renderManifests('overlays/prod');
    const deployment = find(manifests, 'Deployment');
    const names = containerOf(deployment).env?.map((one) => one.name);

    expect(names).not.toContain('FAULTS_TOKEN');
    expect(deployment.spec.replicas).toBe(find(manifests, 'HorizontalPodAutoscaler').spec.minReplicas);
  });

  test('every environment has all the objects of k8s/, so that changing to it leaves nothing to delete', () => {
    const kinds = renderManifests('k8s').map((one) => one.kind);

    for (const environment of environments)
      expect(renderManifests(environment).map((one) => one.kind)).toEqual(expect.arrayContaining(kinds));
  });
});
