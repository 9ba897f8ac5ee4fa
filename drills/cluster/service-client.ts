import { setTimeout as sleep } from 'node:timers/promises';
import { message } from '../../messages/all.ts';
import type {
  FaultsAnswer,
  FaultsStopped,
  FaultStarted,
  InfoAnswer,
  WorkAnswer,
} from '../../src/contract.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { ApiServer } from './api-server.ts';
import { ApiError, exchange, parseJson } from './http.ts';

const ANSWER_TIMEOUT_MS = 5000;
/** This many fresh connections miss one pod of four once in thirty million times. */
const MOST_TRIES = 60;

export interface ServiceAddress {
  /** The Service's address from this machine. Null: only the cluster reaches the Service. */
  readonly url: string | null;
  readonly namespace: string;
  readonly containerPort: number;
  readonly faultsToken: string | undefined;
}

/**
 * Sends requests to the service: through the Service, as its users do, or to one pod through the API server.
 */
export class ServiceClient {
  readonly #api: ApiServer;
  readonly #address: ServiceAddress;

  constructor(api: ApiServer, address: ServiceAddress) {
    this.#api = api;
    this.#address = address;
  }

  /**
   * `path` is `/memory-leak` or `/cpu-load`. `anyPod` is asked where only the cluster reaches the Service.
   */
  async startFault(path: string, anyPod: string): Promise<FaultStarted> {
    try {
      return await this.#ask<FaultStarted>(path, anyPod);
    } catch (err) {
      if (!(err instanceof ApiError)) throw err;
      throw new DrillFailure(
        message('service-client.refused', { path, status: `${err.status}`, said: err.said }),
        err.status === 409
          ? message('service-client.needsMemoryLimit')
          : err.status === 401 || err.status === 403
            ? message('service-client.guarded')
            : message('faults.isThisTheImage'),
      );
    }
  }

  /**
   * Stops every fault on one pod: through the API server, or else by asking the Service until that pod
   * answers.
   */
  async stopFaults(pod: string, signal: AbortSignal): Promise<void> {
    if (this.#address.faultsToken === undefined) {
      try {
        await this.#api.delete(this.#proxied(pod, '/faults'));
        return;
      } catch (err) {
        // The pod is gone, and its faults with it.
        if (err instanceof ApiError && err.status === 404) return;
        if (this.#address.url === null) throw err;
      }
    }
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      signal.throwIfAborted();
      const stopped = await this.#direct<FaultsStopped>('DELETE', '/faults').catch(() => null);
      if (stopped?.pod === pod) return;
      await sleep(50, undefined, { signal }).catch(() => {});
    }
    throw new DrillFailure(message('service-client.didNotAnswer', { pod }), `kubectl delete pod ${pod}`);
  }

  readFaults(anyPod: string): Promise<FaultsAnswer> {
    return this.#ask('/faults', anyPod);
  }

  /**
   * The faults of each pod that answers. They are asked through the Service where the credentials may not
   * reach pods.
   */
  async readFaultsOfEach(pods: readonly string[]): Promise<ReadonlyMap<string, FaultsAnswer>> {
    const found = new Map<string, FaultsAnswer>();
    const errors = await Promise.all(
      pods.map((pod) =>
        this.readFaultsOf(pod).then(
          (answer) => void found.set(pod, answer),
          (err: unknown) => err,
        ),
      ),
    );
    const isForbidden = errors.some((err) => err instanceof ApiError && err.status === 403);
    if (!isForbidden || this.#address.url === null) return found;
    for (let attempt = 0; attempt < MOST_TRIES && found.size < pods.length; attempt += 1) {
      const answer = await this.#direct<FaultsAnswer>('GET', '/faults').catch(() => null);
      if (answer !== null && pods.includes(answer.pod)) found.set(answer.pod, answer);
    }
    return found;
  }

  /** A command for a person: it works wherever kubectl does. */
  commandToStopFaults(pod: string): string {
    return `kubectl delete --raw ${this.#proxied(pod, '/faults')}`;
  }

  readFaultsOf(pod: string): Promise<FaultsAnswer> {
    return this.#api.get<FaultsAnswer>(this.#proxied(pod, '/faults'));
  }

  /** Whether the service can take its time for an answer: images before 1.1 answer at once. */
  async canWait(anyPod: string): Promise<boolean> {
    try {
      const path = '/work?milliseconds=0&waitMilliseconds=1';
      const answer = await this.#ask<Partial<WorkAnswer>>(path, anyPod);
      return answer.waitMilliseconds === 1;
    } catch {
      return false;
    }
  }

  readInfo(pod: string): Promise<InfoAnswer> {
    return this.#api.get<InfoAnswer>(this.#proxied(pod, '/info'));
  }

  /** The Service, or a pod where only the cluster reaches the Service. */
  #ask<T>(path: string, anyPod: string): Promise<T> {
    if (this.#address.url === null) return this.#api.get<T>(this.#proxied(anyPod, path));
    return this.#direct<T>('GET', path);
  }

  #proxied(pod: string, path: string): string {
    const { namespace, containerPort } = this.#address;
    return `/api/v1/namespaces/${namespace}/pods/${pod}:${containerPort}/proxy${path}`;
  }

  async #direct<T>(method: 'GET' | 'DELETE', path: string): Promise<T> {
    const { url, faultsToken } = this.#address;
    const { text } = await exchange(method, new URL(path, url ?? undefined).href, {
      headers: faultsToken === undefined ? {} : { authorization: `Bearer ${faultsToken}` },
      timeoutMs: ANSWER_TIMEOUT_MS,
      opensNewConnection: true,
    });
    return parseJson<T>(text);
  }
}
