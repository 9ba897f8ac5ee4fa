import type { ApiServer } from '../../cluster/api-server.ts';

/** By what the server serves rather than by its version: the feature can be switched off. */
export async function whyNoResize(api: ApiServer): Promise<string | null> {
  const { resources } = await api.get<{ resources: { name: string }[] }>('/api/v1');
  if (resources.some(({ name }) => name === 'pods/resize')) return null;
  const { gitVersion } = await api.get<{ gitVersion: string }>('/version');
  return `a running pod can be resized from Kubernetes 1.33 on, this is ${gitVersion}`;
}
