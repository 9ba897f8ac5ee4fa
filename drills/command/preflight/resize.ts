import { message } from '../../../messages/drills.ts';
import type { Text } from '../../../messages/message.ts';
import type { ApiServer } from '../../cluster/api-server.ts';

/** By what the server serves rather than by its version: the feature can be switched off. */
export async function whyNoResize(api: ApiServer): Promise<Text | null> {
  const { resources } = await api.get<{ resources: { name: string }[] }>('/api/v1');
  if (resources.some(({ name }) => name === 'pods/resize')) return null;
  const { gitVersion } = await api.get<{ gitVersion: string }>('/version');
  return message('resize.unsupported', { version: gitVersion });
}
