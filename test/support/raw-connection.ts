import { connect, type Socket } from 'node:net';
import { waitUntil } from './wait-until.ts';

/** Later the service ends a connection for another reason: its client does not do its part. */
const OWN_CUT_MS = 10_000;

export interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that writes raw bytes, which no HTTP library would send, and reads the answers. */
export class RawConnection {
  readonly #socket: Socket;
  #received = '';
  #end: 'open' | 'ended' | 'reset' = 'open';
  readonly #openedAtMs = performance.now();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      this.#received += text;
    });
    socket.on('error', () => {
      this.#end = 'reset';
    });
    socket.on('close', () => {
      if (this.#end === 'open') this.#end = 'ended';
    });
  }

  static async open(port: number, options: { keepsOpen?: boolean } = {}): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: options.keepsOpen ?? false });
    const connection = new RawConnection(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return connection;
  }

  /** "reset" where the other side discarded something. */
  get end(): 'open' | 'ended' | 'reset' {
    return this.#end;
  }

  get ageMs(): number {
    return performance.now() - this.#openedAtMs;
  }

  get received(): string {
    return this.#received;
  }

  /** Every complete answer so far. */
  get answers(): RawAnswer[] {
    return parseAnswers(this.#received);
  }

  write(text: string): void {
    this.#socket.write(text);
  }

  get(path: string): void {
    this.write(get(path));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Ends it with RST rather than FIN. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  async answered(count: number): Promise<RawAnswer[]> {
    await waitUntil(
      () => `${count} answers, got ${this.#received}`,
      () => this.answers.length >= count,
      OWN_CUT_MS,
    );
    return this.answers;
  }

  async closed(timeoutMs = OWN_CUT_MS): Promise<'ended' | 'reset'> {
    await waitUntil('the connection to close', () => this.#end !== 'open', timeoutMs);
    return this.#end as 'ended' | 'reset';
  }
}

export function get(path: string, headers = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: test\r\n${headers}\r\n`;
}

/** Writes once and reads up to the close or the first complete answer. */
export async function exchange(port: number, text: string): Promise<RawAnswer | undefined> {
  const connection = await RawConnection.open(port);
  connection.write(text);
  await waitUntil('an answer', () => connection.end !== 'open' || connection.answers.length > 0, OWN_CUT_MS);
  connection.destroy();
  return connection.answers[0];
}

function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  for (;;) {
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd < 0) return answers;
    const [statusLine = '', ...lines] = rest.slice(0, headEnd).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    const bodyStart = headEnd + 4;
    const bodyEnd = bodyStart + Number(headers['content-length'] ?? 0);
    if (rest.length < bodyEnd) return answers;
    answers.push({
      statusCode: Number(statusLine.split(' ')[1]),
      headers,
      body: rest.slice(bodyStart, bodyEnd),
    });
    rest = rest.slice(bodyEnd);
  }
}
