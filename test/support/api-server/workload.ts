import { readManifests } from '../../k8s/manifests.ts';
import { replicaSetOf, statusOf } from './deployment-controller.ts';
import type { ApiObject } from './object-store.ts';

/** k8s/ as it is after one update: two revisions, two pods, everything ready. */
export function workload(): ApiObject[] {
  const manifests = readManifests('k8s') as ApiObject[];
  return manifests.flatMap((manifest) => {
    if (manifest.kind !== 'Deployment') return [manifest];
    const { name } = manifest.metadata;
    const deployment = {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        uid: `uid-of-${name}`,
        annotations: { 'deployment.kubernetes.io/revision': '2' },
      },
      status: statusOf(manifest),
    };
    const older = structuredClone(deployment);
    older.spec.template.spec.containers[0].image = '1pro/app-update';
    const newest = replicaSetOf(deployment, 2);
    const replicaSets = [
      replicaSetOf(older, 1),
      { ...newest, spec: { ...newest.spec, replicas: 2 }, status: { replicas: 2 } },
    ];
    const { template } = newest.spec;
    const pods = ['abcde', 'fghij'].map((suffix) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-2-${suffix}`,
        labels: template.metadata.labels,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: newest.metadata.name,
            uid: newest.metadata.uid,
          },
        ],
      },
      spec: template.spec,
      status: { phase: 'Running' },
    }));
    return [deployment, ...replicaSets, ...pods];
  });
}
