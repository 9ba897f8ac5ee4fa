import project from '../../package.json' with { type: 'json' };
import type { ApiServer } from '../cluster/api-server.ts';
import type { Connection } from '../cluster/connection.ts';
import { readKubeProxyMode } from '../cluster/kube-proxy.ts';
import type { V1Node } from '../cluster/objects.ts';
import { withoutEnvironmentTraces } from '../recordings/machine-traces.ts';
import type { Environment, NodeFacts } from '../timeline.ts';

/**
 * What a reader needs to know of where a verdict was given. What may not be read here is left out, never
 * guessed.
 */
export async function readEnvironment(
  { api, context, namespace }: Connection,
  flags: readonly string[],
): Promise<Environment> {
  const [kubernetes, nodes, kubeProxyMode] = await Promise.all([
    api.get<{ gitVersion?: string }>('/version').then(
      ({ gitVersion }) => gitVersion ?? null,
      () => null,
    ),
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
    localTime: localTime(new Date()),
  });
}

async function readNodes(api: ApiServer): Promise<NodeFacts[] | null> {
  try {
    const { items } = await api.get<{ items: V1Node[] }>('/api/v1/nodes');
    return items.map(({ metadata, status }) => ({
      name: metadata?.name ?? '',
      kubelet: status?.nodeInfo?.kubeletVersion ?? '',
      runtime: status?.nodeInfo?.containerRuntimeVersion ?? '',
      system: [status?.nodeInfo?.osImage, status?.nodeInfo?.kernelVersion, status?.nodeInfo?.architecture]
        .filter((one) => one !== undefined)
        .join(', '),
    }));
  } catch {
    return null;
  }
}

/** `2026-11-25 08:55:09 +09:00` */
function localTime(now: Date): string {
  const offsetMinutes = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const two = (value: number) => String(value).padStart(2, '0');
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  return `${local} ${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
