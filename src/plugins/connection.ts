import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The state of a client's connection. */
export class Connection {
  readonly socket: Socket;
  readonly openedAtMs = performance.now();
  /** The number of requests whose head has arrived. */
  requests = 0;
  /** The number of requests that were answered. */
  answered = 0;
  /** The answer to the latest request, whose body may still be on its way; `null` if none is open. */
  latest: ServerResponse | null = null;
  /**
   * An answer with `Connection: close` is being sent. HTTP forbids answers to requests that came after
   * that one.
   */
  isClosing = false;
  /**
   * `socket.bytesRead` when the last answer was sent. A larger value means that another request is
   * arriving.
   */
  bytesReadAtRest = 0;
  /** The number of requests of the traffic scope that are in progress. */
  inFlight = 0;
  /** Delays, which end when the client disconnects. */
  #sleeps: Set<NodeJS.Timeout> | null = null;
  /** When the client stopped reading its answers; `null` if it has read them all. */
  unreadSinceMs: number | null = null;
  /** Index in the array of open connections. */
  index = -1;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  get unanswered(): number {
    return this.requests - this.answered;
  }

  /** Calls back after this time, unless the client disconnects first. */
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

  /** Ends all work for a client that has disconnected. */
  abandon(): void {
    for (const sleep of this.#sleeps ?? []) clearTimeout(sleep);
    this.#sleeps = null;
    this.answered = this.requests;
  }
}

/**
 * The last connection takes the place of the removed one. The open connections are in an array: the hash and
 * tables of a Map cost a fresh connection about a tenth of its CPU.
 */
export function removeFrom(open: Connection[], connection: Connection): void {
  const last = open.pop();
  if (last === undefined || last === connection) return;
  last.index = connection.index;
  open[last.index] = last;
}

/**
 * Stops the parser in the middle of a packet. A packet may hold thousands of requests, and each would
 * become objects. Node.js documents no way to do it: it parses the whole packet even if the socket is
 * paused or destroyed.
 */
export function stopParsing(socket: Socket & { readonly parser?: { onIncoming: () => number } }): void {
  if (socket.parser) socket.parser.onIncoming = () => PARSER_ERROR;
}

const PARSER_ERROR = -1;
/** The error code that the parser then reports. */
export const PARSING_STOPPED = 'HPE_CB_HEADERS_COMPLETE';

/**
 * Stored on the socket itself: a look-up in a Map would cost a fresh connection more than all the counting.
 */
const CONNECTION = Symbol('connection');
type TrackedSocket = Socket & { [CONNECTION]?: Connection };

export function track(socket: TrackedSocket): Connection {
  const connection = new Connection(socket);
  socket[CONNECTION] = connection;
  return connection;
}

/** `undefined` for a request without a socket, which tests inject. */
export function connectionOf(socket: TrackedSocket): Connection | undefined {
  return socket[CONNECTION];
}
