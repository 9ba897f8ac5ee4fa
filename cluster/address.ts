/** Where the service answers from here. */

import { setTimeout as sleep } from 'node:timers/promises';
import { capture } from './command.ts';
import { NAMESPACE } from './manifests.ts';
import type { Target } from './target.ts';

/** Node ports are programmed a moment after the pods are ready. */
const PATIENCE_MS = 5000;

/** The first address at which a pod of this cluster says its name, e.g. `http://localhost:31221`; null when none does. */
export async function findAddress(target: Target): Promise<string | null> {
  const { context } = target;
  const [hosts, port, pods] = await Promise.all([hostsOf(target), nodePortOf(context), podsOf(context)]);
  const urls = hosts.map((host) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`);
  const deadline = performance.now() + PATIENCE_MS;
  do {
    const names = await Promise.all(urls.map(askName));
    const found = urls.find((_, index) => pods.has(names[index] ?? ''));
    if (found) return found;
    await sleep(500);
  } while (performance.now() < deadline);
  return null;
}

/** This machine first: a mapped port works in every browser here, a node's address only where there is a route. */
async function hostsOf({ context, provider }: Target): Promise<string[]> {
  const answer = await capture('kubectl', '--context', context, 'get', 'nodes', '--output', 'json');
  const { items } = JSON.parse(answer.stdout || '{"items":[]}') as {
    items: { status: { addresses?: Address[] } }[];
  };
  const addresses = items.flatMap((node) => node.status.addresses ?? []);
  const byType = (type: string) =>
    addresses.filter((address) => address.type === type).map(({ address }) => address);
  return [...(provider.isLocal ? ['localhost'] : []), ...byType('ExternalIP'), ...byType('InternalIP')];
}

interface Address {
  readonly type: string;
  readonly address: string;
}

async function nodePortOf(context: string): Promise<string> {
  const service = ['--namespace', NAMESPACE, 'service/app-1-2-2-1'];
  const path = 'jsonpath={.spec.ports[0].nodePort}';
  const answer = await capture('kubectl', '--context', context, 'get', ...service, '--output', path);
  return answer.stdout.trim() || '31221';
}

/** Another cluster may hold the same port of this machine: only a name from this list is an answer. */
async function podsOf(context: string): Promise<Set<string>> {
  const selector = ['--namespace', NAMESPACE, '--selector', 'app=1.2.2.1'];
  const answer = await capture(
    'kubectl',
    '--context',
    context,
    'get',
    'pods',
    ...selector,
    '--output',
    'name',
  );
  return new Set(answer.stdout.split('\n').map((name) => name.trim().replace('pod/', '')));
}

async function askName(url: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/hostname`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
