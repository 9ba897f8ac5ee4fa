import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { OURS, type Workload } from '../../scripts/workload.ts';
import { ApiServer, type InNamespace } from './api-server.ts';
import { ApiError } from './http.ts';
import { KubectlProxy } from './kubectl-proxy.ts';
import { readContext } from './kubectl.ts';

export interface Connection extends InNamespace {
  /** As `kubectl config get-contexts` names it. */
  readonly context: string;
}

export interface OpenConnection extends Connection {
  /** The version of Kubernetes. */
  readonly version: string;
  readonly close: () => void;
}

export interface ConnectionOptions {
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  /** Ours by default. */
  readonly workload?: Workload;
}

/** A credential plugin may open a browser and wait for its user. */
const LOGIN_TIMEOUT_MS = 300_000;

/**
 * Connects through `kubectl proxy`: kubectl reads the kubeconfig. @throws Refusal where the cluster does not
 * answer
 */
export async function connect(
  options: ConnectionOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<OpenConnection> {
  const context = await readContext(options.context, environment);
  const proxy = new KubectlProxy({ context: options.context, environment });
  const api = new ApiServer(context.server, proxy);
  try {
    await proxy.untilServing();
    const version = await checkConnection(
      api,
      context.name,
      context.hasCredentialPlugin ? LOGIN_TIMEOUT_MS : undefined,
    );
    return {
      api,
      context: context.name,
      namespace: options.namespace ?? context.namespace,
      workload: options.workload ?? OURS,
      version,
      close: proxy.close,
    };
  } catch (err) {
    proxy.close();
    throw err;
  }
}

/** The first request. Its error names the context, and says what to do. */
async function checkConnection(
  api: ApiServer,
  context: string,
  timeoutMs: number | undefined,
): Promise<string> {
  try {
    return await api.readVersion(timeoutMs);
  } catch (err) {
    if (err instanceof ApiError && (err.status === 401 || err.status === 403)) {
      throw new Refusal(message('connection.credentialsRefused', { context, error: saidBy(err) }));
    }
    throw new Refusal(message('connection.unreachable', { context, error: saidBy(err) }));
  }
}
