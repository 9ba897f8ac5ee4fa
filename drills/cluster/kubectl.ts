import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { message } from '../../messages/all.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { urlHost } from '../../scripts/node-port.ts';

export const KUBECTL_IS_MISSING = message('kubectl.missing', {
  url: 'https://kubernetes.io/docs/tasks/tools',
});

type Environment = Readonly<Record<string, string | undefined>>;

/** What a context of the kubeconfig says, as kubectl merges its files. */
export interface KubeContext {
  readonly name: string;
  readonly namespace: string;
  /** The address of the API server. */
  readonly server: string;
  /** A credential plugin may open a browser, and wait for its user. */
  readonly hasCredentialPlugin: boolean;
}

interface ConfigView {
  readonly 'current-context': string;
  readonly contexts: readonly { readonly context: { readonly namespace?: string } }[];
  readonly clusters: readonly { readonly cluster: { readonly server?: string } }[];
  readonly users: readonly { readonly user: { readonly exec?: unknown } }[] | null;
}

/** The named context, or the current one. In a pod without a kubeconfig: the pod's service account. */
export async function readContext(named: string | undefined, environment: Environment): Promise<KubeContext> {
  const flag = named === undefined ? [] : ['--context', named];
  const view = await ask(['config', 'view', '--minify', '--output', 'json', ...flag], environment);
  if (typeof view !== 'string') return withoutContext(view.reason, named, environment);
  const { 'current-context': name, contexts, clusters, users } = JSON.parse(view) as ConfigView;
  return {
    name,
    namespace: contexts[0]?.context.namespace ?? 'default',
    server: clusters[0]?.cluster.server ?? '',
    hasCredentialPlugin: users?.[0]?.user.exec !== undefined,
  };
}

/** kubectl's reason in one line. */
export function reasonIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return (lines.find((line) => line.startsWith('error: ')) ?? lines.at(-1) ?? '').replace(/^error: /u, '');
}

async function withoutContext(
  reason: string,
  named: string | undefined,
  environment: Environment,
): Promise<KubeContext> {
  const list = await ask(['config', 'get-contexts', '--output', 'name'], environment);
  // kubectl cannot read a file: the reason names it.
  if (typeof list !== 'string') throw new Refusal(message('kubectl.unusable', { error: reason }));
  const names = list.split('\n').filter((name) => name !== '');
  if (names.length > 0)
    throw new Refusal(message('kubectl.unusableOthers', { error: reason, contexts: names.join(', ') }));
  const pod = named === undefined ? await readServiceAccount(environment) : null;
  if (pod !== null) return pod;
  throw new Refusal(message('kubectl.noContext', { files: environment.KUBECONFIG || '~/.kube/config' }));
}

const SERVICE_ACCOUNT_NAMESPACE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/**
 * kubectl uses the service account in a pod without a kubeconfig. No command of kubectl tells its namespace.
 */
async function readServiceAccount(environment: Environment): Promise<KubeContext | null> {
  const host = environment.KUBERNETES_SERVICE_HOST;
  if (!host) return null;
  try {
    const namespace = (await readFile(SERVICE_ACCOUNT_NAMESPACE, 'utf8')).trim();
    const server = `https://${urlHost(host)}:${environment.KUBERNETES_SERVICE_PORT}`;
    return { name: 'in-cluster', namespace, server, hasCredentialPlugin: false };
  } catch {
    return null;
  }
}

async function ask(
  args: readonly string[],
  environment: Environment,
): Promise<string | { readonly reason: string }> {
  try {
    const { stdout } = await promisify(execFile)('kubectl', args, { env: environment });
    return stdout;
  } catch (err) {
    const { code, stderr } = err as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') throw new Refusal(KUBECTL_IS_MISSING);
    return { reason: reasonIn(stderr ?? String(err)) };
  }
}
