import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Does what kube-proxy does for a Service: a new connection goes to a random endpoint and stays with it. A
 * removed endpoint gets no new connections; its open ones stay.
 */
export class Balancer implements AsyncDisposable {
  #endpoints: number[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(endpoints: number[]) {
    this.#endpoints = endpoints;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#forward(client));
  }

  /** @param endpoints ports on loopback */
  static async listen(endpoints: number[]): Promise<Balancer> {
    const balancer = new Balancer(endpoints);
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  remove(endpoint: number): void {
    this.#endpoints = this.#endpoints.filter((each) => each !== endpoint);
  }

  add(endpoint: number): void {
    this.#endpoints.push(endpoint);
  }

  #forward(client: Socket): void {
    const endpoint = this.#endpoints[Math.floor(Math.random() * this.#endpoints.length)];
    if (endpoint === undefined) return void client.resetAndDestroy();
    const upstream = connect({ port: endpoint, host: '127.0.0.1', allowHalfOpen: true });
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      from.once('close', () => this.#sockets.delete(from));
      // The client sees a reset as a reset.
      from.on('error', () => to.resetAndDestroy());
      from.pipe(to);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
