/** The nodes of a cluster, as far as images and addresses depend on them. */

import { capture, type Machine } from './machine.ts';

export interface Node {
  readonly name: string;
  /** As image platforms name it: amd64, arm64. */
  readonly architecture: string;
  /** Which container runtime holds the images: docker, containerd, cri-o. */
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

/** None where the cluster does not say, because it is silent or because nodes are not this user's to see. */
export async function readNodes(machine: Machine, context: string): Promise<Node[]> {
  const answer = await capture(machine, 'kubectl', '--context', context, 'get', 'nodes', '--output', 'json');
  if (answer.exitCode !== 0) return [];
  const { items } = JSON.parse(answer.stdout) as { items: NodeObject[] };
  return items.map(({ metadata, status }) => ({
    name: metadata.name,
    architecture: status.nodeInfo.architecture,
    // e.g. containerd://2.1.4
    runtime: status.nodeInfo.containerRuntimeVersion.split(':')[0] ?? '',
    addresses: status.addresses ?? [],
  }));
}
