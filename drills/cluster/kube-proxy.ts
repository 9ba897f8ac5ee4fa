import { parse } from 'yaml';
import type { ApiServer } from './api-server.ts';
import type { V1ConfigMap } from './objects.ts';

/**
 * From the ConfigMap of kubeadm and kind. Null: there is another proxy, or its configuration is elsewhere.
 */
export async function readKubeProxyMode(api: ApiServer): Promise<string | null> {
  try {
    const { data } = await api.get<V1ConfigMap>('/api/v1/namespaces/kube-system/configmaps/kube-proxy');
    const text = data?.['config.conf'];
    if (text === undefined) return null;
    const { mode } = parse(text) as { mode?: string };
    // Empty is the platform's default, which on Linux is iptables.
    return mode === undefined || mode === '' ? 'iptables' : mode;
  } catch {
    return null;
  }
}
