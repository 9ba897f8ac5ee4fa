/** The contexts of the kubeconfig, and the kind of cluster behind each. */

import { capture, type Machine } from '../scripts/machine.ts';
import { colima, dockerDesktop, orbStack, rancherDesktop } from './providers/desktops.ts';
import { k3d } from './providers/k3d.ts';
import { kind } from './providers/kind.ts';
import { minikube } from './providers/minikube.ts';
import { otherCluster } from './providers/other-cluster.ts';
import type { KubeContext, Provider } from './providers/provider.ts';

export interface Contexts {
  readonly all: readonly KubeContext[];
  readonly current: string | null;
}

/** A new cluster is created with the first that is installed. */
export const providers: readonly Provider[] = [
  kind,
  k3d,
  minikube,
  dockerDesktop,
  rancherDesktop,
  colima,
  orbStack,
  otherCluster,
];

export function providerOf(context: KubeContext): { provider: Provider; cluster: string } {
  for (const provider of providers) {
    const cluster = provider.clusterOf(context);
    if (cluster !== null) return { provider, cluster };
  }
  return { provider: otherCluster, cluster: context.name };
}

export async function readContexts(machine: Machine): Promise<Contexts> {
  const answer = await capture(machine, 'kubectl', 'config', 'view', '--output', 'json');
  if (answer.exitCode !== 0) return { all: [], current: null };
  const config = JSON.parse(answer.stdout) as KubeConfig;
  const madeByMinikube = new Set(config.clusters?.filter(isMinikube).map((entry) => entry.name));
  const all = (config.contexts ?? []).map(({ name, context }) => ({
    name,
    isMinikube: madeByMinikube.has(context.cluster),
    namespace: context.namespace || 'default',
  }));
  return { all, current: config['current-context'] || null };
}

interface KubeConfig {
  readonly clusters: readonly ClusterEntry[] | null;
  readonly contexts:
    | readonly {
        readonly name: string;
        readonly context: { readonly cluster: string; readonly namespace?: string };
      }[]
    | null;
  readonly 'current-context': string;
}

interface ClusterEntry {
  readonly name: string;
  readonly cluster: {
    readonly extensions?: readonly { readonly extension?: { readonly provider?: string } }[];
  };
}

function isMinikube({ cluster }: ClusterEntry): boolean {
  return (cluster.extensions ?? []).some(({ extension }) => extension?.provider === 'minikube.sigs.k8s.io');
}
