import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { imageOf } from '../../../drills/cluster/state.ts';
import { listenOnLoopback } from '../listen.ts';
import type { ReplayStore } from './replay-store.ts';

export interface ReplayAppOptions {
  readonly guard?: 'open' | 'token' | 'off';
  /** The seconds that the fake app announces for a leak. */
  readonly announcedSeconds?: number;
  readonly activeFault?: string;
  /** The pod that answers a fault; by default whichever is asked. */
  readonly faultPod?: string;
  /** Before each answer of /hostname. */
  readonly delayMs?: number;
  /** The digest of each pod; by default all pods have the same. */
  readonly configDigest?: (pod: string) => string;
  /** Requests of /work in a second from which the recorded autoscaler acts. */
  readonly surgeFrom?: number;
  /** Another program: one page at every path, and none of the app's headers. */
  readonly isNaive?: true;
  /** One of so many requests is cut off. */
  readonly loseEvery?: number;
  /** One of so many answers is counted twice, as behind a proxy that sends a request twice. */
  readonly countTwiceEvery?: number;
  /** How long requests still go to a pod that is not a ready endpoint any more, as by a late kube-proxy. */
  readonly forgetAfterMs?: number;
}

/** With this cost few requests make a surge: client, app and API server share one process. */
const WORK_COST_FACTOR = 4;
/** A waiting time is this many times shorter than in the real app. */
const WAIT_SPEED = 4;

/** A fake Service of the app: each connection goes to one of the pods that are ready just then. */
export class ReplayApp {
  readonly faultsStopped: string[] = [];
  readonly asked = new Set<string>();
  port = 0;
  /** Answers to traffic: to requests that name their client. */
  answered = 0;
  readonly #store: ReplayStore;
  readonly #options: ReplayAppOptions;
  readonly #server: Server;
  readonly #lastReadyMs = new Map<string, number>();
  readonly #podOfSocket = new Map<Socket, string>();
  #requests = 0;
  #started: { fault: string; startedAt: string; endsAt: string } | null = null;
  #throttled = { sinceMs: 0, seconds: 0, isHeldBack: false };
  readonly #work = new Map<string, { readonly atMs: number; readonly milliseconds: number }[]>();
  readonly #connections = { once: 0, kept: 0, slow: 0 };
  readonly #inFlight = new Map<string, number>();
  readonly #answeredByClient = new Map<string, Record<string, number>>();

  constructor(store: ReplayStore, options: ReplayAppOptions) {
    this.#store = store;
    this.#options = options;
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  async listen(): Promise<void> {
    this.port = await listenOnLoopback(this.#server);
  }

  /** Through the proxy of the API server the named pod answers. */
  answer(method: string, path: string, pod: string, response: ServerResponse, authorization = '') {
    const { pathname, searchParams } = new URL(path, 'http://app');
    this.asked.add(pathname);
    if (this.#options.isNaive) return void response.end('<title>Welcome to nginx!</title>');
    const asked = this.#store.state.pod(pod);
    const image = asked === undefined ? '' : imageOf(asked);
    response.setHeader('x-app-hostname', pod);
    response.setHeader('x-app-version', image.includes('update') ? '2.0.0' : '1.0.0');
    if (pathname === '/hostname') {
      setTimeout(() => response.end(pod), this.#options.delayMs ?? 0);
      return;
    }
    if (pathname === '/info') {
      const throttledSeconds = this.#throttledSeconds();
      const cpuMillicores =
        12 + WORK_COST_FACTOR * sum(this.#workOfLastSecond(pod).map((one) => one.milliseconds));
      const usage = { cpuMillicores, memoryBytes: 5e7, throttledSeconds };
      const answeredByClient = this.answeredByClient(pod);
      const configDigest = this.#options.configDigest?.(pod) ?? 'digest';
      return this.#json(response, 200, { hostname: pod, configDigest, usage, answeredByClient });
    }
    if (pathname === '/work') {
      const milliseconds = Number(searchParams.get('milliseconds'));
      this.#work.set(pod, [...this.#workOfLastSecond(pod), { atMs: performance.now(), milliseconds }]);
      const inLastSecond = [...this.#work.keys()].flatMap((one) => this.#workOfLastSecond(one)).length;
      if (inLastSecond >= (this.#options.surgeFrom ?? Number.POSITIVE_INFINITY)) this.#store.did('fault');
      const waitMilliseconds = Number(searchParams.get('waitMilliseconds'));
      const work = { pod, milliseconds, waitMilliseconds, usedMilliseconds: milliseconds };
      setTimeout(() => this.#json(response, 200, work), waitMilliseconds / WAIT_SPEED);
      return;
    }
    if (pathname === '/version') return void response.end('1.0.0');
    if (pathname === '/memory-leak' || pathname === '/cpu-load')
      return this.#startFault(pathname, pod, response, authorization);
    if (pathname === '/faults' && method === 'DELETE') {
      this.faultsStopped.push(pod);
      this.#started = null;
      this.#throttle(false);
      return this.#json(response, 200, { pod, stopped: [] });
    }
    if (pathname === '/faults') {
      const { guard = 'open', activeFault } = this.#options;
      const active = activeFault === undefined ? [] : [{ fault: activeFault }];
      if (this.#started !== null) return this.#json(response, 200, { pod, guard, active: [this.#started] });
      return this.#json(response, 200, { pod, guard, active, kinds: [] });
    }
    this.#json(response, 404, { statusCode: 404, error: 'Not Found', message: 'no such path' });
  }

  #serve(request: IncomingMessage, response: ServerResponse) {
    this.#requests += 1;
    const { loseEvery } = this.#options;
    if (loseEvery !== undefined && this.#requests % loseEvery === 0) return void request.socket.destroy();
    const ready = [...(this.#store.state.readyEndpoints() ?? [])];
    const pod = this.#podOf(request, this.#notForgotten(ready));
    if (pod === undefined || this.#store.endedPods.has(pod)) return void request.socket.destroy();
    // A terminating app does this too: the client then connects to another pod.
    if (!ready.includes(pod)) response.setHeader('connection', 'close');
    const client = request.headers['x-app-client'];
    if (typeof client === 'string') {
      this.#inFlight.set(pod, (this.#inFlight.get(pod) ?? 0) + 1);
      response.on('finish', () => this.#count(pod, client));
      response.on('close', () => this.#inFlight.set(pod, (this.#inFlight.get(pod) ?? 1) - 1));
    }
    this.answer(request.method ?? '', request.url ?? '', pod, response, request.headers.authorization);
  }

  #notForgotten(ready: readonly string[]): string[] {
    const { forgetAfterMs = 0 } = this.#options;
    const nowMs = performance.now();
    for (const pod of ready) this.#lastReadyMs.set(pod, nowMs);
    return [...this.#lastReadyMs].filter(([, atMs]) => nowMs - atMs <= forgetAfterMs).map(([pod]) => pod);
  }

  /**
   * A connection stays with its pod until the pod is gone. Pods are chosen in turns, apart for fresh, kept
   * and slow connections: random shares would fail a test once in a hundred runs.
   */
  #podOf({ socket, headers, url }: IncomingMessage, ready: readonly string[]): string | undefined {
    const isSlow = url?.includes('waitMilliseconds') ?? false;
    const kind = isSlow ? 'slow' : headers.connection === 'close' ? 'once' : 'kept';
    const kept = this.#podOfSocket.get(socket) ?? '';
    // A pod that has logged its count of answers gets no further request.
    const isThere = this.#store.state.pod(kept) !== undefined;
    const chosen = isThere ? kept : ready[this.#connections[kind]++ % ready.length];
    if (chosen === undefined) return undefined;
    if (kept === '') socket.once('close', () => this.#podOfSocket.delete(socket));
    this.#podOfSocket.set(socket, chosen);
    return chosen;
  }

  /** The app logs these counts at its end. */
  answeredByClient(pod: string): Record<string, number> {
    return this.#answeredByClient.get(pod) ?? {};
  }

  /** Idle connections included. */
  hasConnections(pod: string): boolean {
    return [...this.#podOfSocket.values()].includes(pod);
  }

  /** A terminating pod first answers the requests in flight. */
  async drained(pod: string): Promise<void> {
    while ((this.#inFlight.get(pod) ?? 0) > 0) await sleep(10);
  }

  #count(pod: string, client: string): void {
    this.answered += 1;
    const { countTwiceEvery = Number.POSITIVE_INFINITY } = this.#options;
    const counts = this.answeredByClient(pod);
    const count = (counts[client] ?? 0) + 1;
    counts[client] = count % countTwiceEvery === 0 ? count + 1 : count;
    this.#answeredByClient.set(pod, counts);
  }

  #workOfLastSecond(pod: string) {
    return (this.#work.get(pod) ?? []).filter(({ atMs }) => atMs > performance.now() - 1000);
  }

  /** More memory gives a leak more time, more CPU ends the throttling. */
  resized(): void {
    if (this.#started === null) return;
    const startedMs = Date.parse(this.#started.startedAt);
    const laterMs = startedMs + (Date.parse(this.#started.endsAt) - startedMs) * 1.7;
    this.#started = { ...this.#started, endsAt: new Date(laterMs).toISOString() };
    this.#throttle(false);
  }

  #throttle(isHeldBack: boolean): void {
    this.#throttled = { sinceMs: performance.now(), seconds: this.#throttledSeconds(), isHeldBack };
  }

  #throttledSeconds(): number {
    const { sinceMs, seconds, isHeldBack } = this.#throttled;
    return seconds + (isHeldBack ? (0.3 * (performance.now() - sinceMs)) / 1000 : 0);
  }

  #startFault(pathname: string, pod: string, response: ServerResponse, authorization: string) {
    const { guard = 'open', announcedSeconds = 120, faultPod = pod } = this.#options;
    if (guard === 'off' || (guard === 'token' && authorization !== 'Bearer secret'))
      return this.#json(response, 403, { statusCode: 403, error: 'Forbidden', message: `guard ${guard}` });
    this.#store.did('fault');
    const startedAt = new Date();
    const endsAt = new Date(startedAt.getTime() + announcedSeconds * 1000).toISOString();
    this.#started = { fault: pathname.slice(1), startedAt: startedAt.toISOString(), endsAt };
    this.#throttle(pathname === '/cpu-load');
    this.#json(response, 202, {
      pod: faultPod,
      fault: pathname.slice(1),
      message: 'replayed',
      parameters: { millicores: 130 },
      endsInSeconds: announcedSeconds,
    });
  }

  #json(response: ServerResponse, status: number, body: unknown) {
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
