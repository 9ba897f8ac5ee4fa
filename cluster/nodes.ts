/** The nodes of a cluster, and the Service that holds one of their ports. */

import type { Machine } from '../scripts/machine.ts';
import { get } from './kubectl.ts';

export interface Node {
  readonly name: string;
  /** In the words of image platforms: amd64, arm64. */
  readonly architecture: string;
  /** The container runtime: docker, containerd, cri-o. */
  readonly runtime: string;
  readonly addresses: readonly { readonly type: string; readonly address: string }[];
}

interface NodeObject {
  readonly metadata: { readonly name: string };
  readonly status: {
    readonly addresses?: Node['addresses'];
    readonly nodeInfo: { readonly architecture: string; readonly containerRuntimeVersion: string };
  };
}

/** None: the cluster does not answer, or the user may not read nodes. */
export async function readNodes(machine: Machine, context: string): Promise<Node[]> {
  const list = await get<{ items: NodeObject[] }>(machine, context, 'nodes');
  return (list?.items ?? []).map(({ metadata, status }) => ({
    name: metadata.name,
    architecture: status.nodeInfo.architecture,
    // e.g. containerd://2.1.4
    runtime: status.nodeInfo.containerRuntimeVersion.split(':')[0] ?? '',
    addresses: status.addresses ?? [],
  }));
}

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly ports?: readonly { readonly nodePort?: number }[] };
}

/** The Service that holds a NodePort, of any namespace; null: there is none, or the user may not read all. */
export async function holderOf(
  machine: Machine,
  context: string,
  port: number,
): Promise<Service['metadata'] | null> {
  const list = await get<{ items: Service[] }>(machine, context, 'services', '--all-namespaces');
  const holder = list?.items.find(({ spec }) => spec.ports?.some(({ nodePort }) => nodePort === port));
  return holder?.metadata ?? null;
}
