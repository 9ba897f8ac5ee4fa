import project from '../../package.json' with { type: 'json' };
import type { ApiServer } from '../cluster/api-server.ts';
import type { Connection } from '../cluster/connection.ts';
import { readKubeProxyMode } from '../cluster/kube-proxy.ts';
import type { V1Node } from '../cluster/objects.ts';
import { withoutEnvironmentTraces } from '../recordings/machine-traces.ts';
import type { Environment, NodeFacts } from '../timeline.ts';

/** Where a verdict was given, for its readers. Null: the credentials may not read it. */
export async function readEnvironment(
  { api, context, namespace }: Connection,
  flags: readonly string[],
): Promise<Environment> {
  const [kubernetes, nodes, kubeProxyMode] = await Promise.all([
    api.readVersion().catch(() => null),
    readNodes(api),
    readKubeProxyMode(api),
  ]);
  return withoutEnvironmentTraces({
    tool: `${project.name} ${project.version}`,
    context,
    namespace,
    kubernetes,
    nodes,
    kubeProxyMode,
    flags,
    localTime: localTime(),
  });
}

async function readNodes(api: ApiServer): Promise<NodeFacts[] | null> {
  try {
    const nodes = await api.list<V1Node>('/api/v1/nodes');
    return nodes.map(({ metadata, status: { nodeInfo } }) => ({
      name: metadata.name,
      kubelet: nodeInfo?.kubeletVersion ?? '',
      runtime: nodeInfo?.containerRuntimeVersion ?? '',
      system: [nodeInfo?.osImage, nodeInfo?.kernelVersion, nodeInfo?.architecture]
        .filter((one) => one !== undefined)
        .join(', '),
    }));
  } catch {
    return null;
  }
}

/** `2026-11-25 08:55:09 +09:00` */
function localTime(): string {
  const now = Temporal.Now.zonedDateTimeISO().toString({ smallestUnit: 'second', timeZoneName: 'never' });
  return now.replace(/T(.{8})/u, ' $1 ');
}
