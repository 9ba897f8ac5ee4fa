import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { Refusal } from '../refusal.ts';
import { ApiError, ApiServer, type InNamespace } from './api-server.ts';

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

export interface Connection extends InNamespace {
  /** As `kubectl config get-contexts` names it. */
  readonly context: string;
}

export interface ConnectionOptions {
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

/**
 * Kubeconfig (KUBECONFIG, then ~/.kube/config), or the service account when running in a pod. Asks nothing of
 * the cluster yet.
 */
export function connect(
  options: ConnectionOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Connection {
  const kubeConfig = load(environment);
  if (options.context !== undefined) kubeConfig.setCurrentContext(options.context);
  const context = kubeConfig.getCurrentContext();
  if (!kubeConfig.getCurrentCluster()) {
    const known = kubeConfig.getContexts().map((one) => one.name);
    throw new Refusal(
      `the kubeconfig has no ${context ? `context "${context}"` : 'current context'}; it has: ${known.join(', ') || 'none'} (choose with --context)`,
    );
  }
  const namespace = options.namespace ?? kubeConfig.getContextObject(context)?.namespace ?? 'default';
  return { api: new ApiServer(kubeConfig), namespace, context };
}

/** The first question; its failure says which cluster and what to do. */
export async function greet({ api, context }: Connection): Promise<string> {
  try {
    const { gitVersion } = await api.get<{ gitVersion?: string }>('/version');
    return gitVersion ?? 'unknown version';
  } catch (err) {
    if (err instanceof ApiError && (err.status === 401 || err.status === 403)) {
      throw new Refusal(`the cluster of context "${context}" refuses these credentials: ${err.message}`);
    }
    throw new Refusal(
      `cannot reach the cluster of context "${context}": ${err instanceof Error ? err.message : err} (is it running? kubectl cluster-info)`,
    );
  }
}

function load(environment: Readonly<Record<string, string | undefined>>): KubeConfig {
  const kubeConfig = new KubeConfig();
  const named = environment.KUBECONFIG?.split(delimiter).filter((file) => file !== '') ?? [];
  const files = named.length > 0 ? named : [join(homedir(), '.kube', 'config')];
  // As kubectl does: of several files some may be absent.
  const present = files.filter((file) => existsSync(file));
  if (present.length > 0) {
    for (const file of present) readInto(kubeConfig, file);
    return kubeConfig;
  }
  if (named.length === 0 && existsSync(SERVICE_ACCOUNT_TOKEN)) {
    kubeConfig.loadFromCluster();
    return kubeConfig;
  }
  throw new Refusal(
    `no kubeconfig: ${files.join(', ')} ${files.length === 1 ? 'does' : 'do'} not exist (start a cluster, or set KUBECONFIG)`,
  );
}

function readInto(kubeConfig: KubeConfig, file: string): void {
  const one = new KubeConfig();
  try {
    one.loadFromFile(file);
    if (kubeConfig.getClusters().length === 0 && kubeConfig.getContexts().length === 0) {
      kubeConfig.loadFromOptions({
        clusters: one.clusters,
        contexts: one.contexts,
        users: one.users,
        currentContext: one.currentContext,
      });
    } else {
      // The first file's current context stays, as with kubectl.
      kubeConfig.mergeConfig(one, true);
    }
  } catch (err) {
    throw new Refusal(`cannot read the kubeconfig ${file}: ${firstLine(err)}`);
  }
}

function firstLine(err: unknown): string {
  return (err instanceof Error ? err.message : String(err)).split('\n')[0] ?? '';
}
