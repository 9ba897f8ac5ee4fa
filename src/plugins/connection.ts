import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is known of a client's connection. */
export class Connection {
  readonly socket: Socket;
  readonly openedAtMs = performance.now();
  /** Requests whose head has arrived. */
  requests = 0;
  /** Requests that are answered. */
  answered = 0;
  /** The answer to the latest request, whose body may still be on its way; `null` at rest. */
  latest: ServerResponse | null = null;
  /**
   * An answer with `Connection: close` is on its way: HTTP forbids to answer what was sent after that
   * request.
   */
  isClosing = false;
  /** `socket.bytesRead` when the last answer left: more now means that another request is arriving. */
  bytesReadAtRest = 0;
  /** Requests of the traffic scope that are being worked on. */
  inFlight = 0;
  /** Delays that end when the client goes away. */
  #sleeps: Set<NodeJS.Timeout> | null = null;
  /** When the client stopped reading its answers; `null` where it has read all. */
  unreadSinceMs: number | null = null;
  /** Index among the open connections. */
  place = -1;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  get unanswered(): number {
    return this.requests - this.answered;
  }

  /** Calls back after this time, and never where the client goes away meanwhile. */
  sleepThen(milliseconds: number, wake: () => void): void {
    this.#sleeps ??= new Set();
    const sleep = setTimeout(() => {
      this.#sleeps?.delete(sleep);
      wake();
    }, milliseconds);
    this.#sleeps.add(sleep);
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.sleepThen(milliseconds, resolve));
  }

  /** Nothing more will be done for a client that went away. */
  abandon(): void {
    for (const sleep of this.#sleeps ?? []) clearTimeout(sleep);
    this.#sleeps = null;
    this.answered = this.requests;
  }
}

/**
 * Stops the parser in the middle of a packet, which may hold thousands of requests, each of which would
 * become objects. Node.js documents no way to do so: it parses a packet to its end even if the socket is
 * paused or destroyed.
 */
export function stopParsing(socket: Socket & { readonly parser?: { onIncoming: () => number } }): void {
  if (socket.parser) socket.parser.onIncoming = () => PARSER_ERROR;
}

const PARSER_ERROR = -1;
/** The error code that the parser then reports. */
export const PARSING_STOPPED = 'HPE_CB_HEADERS_COMPLETE';

/**
 * On the socket itself, since a look-up in a map costs a fresh connection more than all the counting does.
 */
const CONNECTION = Symbol('connection');
type TrackedSocket = Socket & { [CONNECTION]?: Connection };

export function track(socket: TrackedSocket): Connection {
  const connection = new Connection(socket);
  socket[CONNECTION] = connection;
  return connection;
}

/** `undefined` where no socket was opened: for a request that is injected, as tests do. */
export function connectionOf(socket: TrackedSocket): Connection | undefined {
  return socket[CONNECTION];
}
