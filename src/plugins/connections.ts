import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Health } from '../health.ts';
import type { Lifecycle } from '../lifecycle.ts';

interface Connection {
  readonly openedAtMs: number;
  /** Requests whose head has arrived. */
  requests: number;
  /** Requests that are answered. */
  answered: number;
  /** Pipelined answers that are ready before those that have to leave first, by number of the request. */
  early: Map<number, () => void> | null;
  /** `socket.bytesRead` when the last answer left: more now means that another request is arriving. */
  bytesReadAtRest: number;
}

/** On the socket itself, since a look-up in a map costs a fresh connection more than all the counting does. */
const CONNECTION = Symbol('connection');
type TrackedSocket = Socket & { [CONNECTION]?: Connection };

/** A client gets this long between opening a connection and sending on it before a closing server gives it up. */
const FIRST_BYTE_GRACE_MS = 1000;
const SWEEP_INTERVAL_MS = 50;

/**
 * When a keep-alive connection ends. It ends by the answer that says `Connection: close`, never by surprise: after a
 * bounded number of requests or time, so that clients spread to new pods, and while draining or unready, so that they
 * leave this one: no rule of the Service cuts a connection that is open when a leak is killed. A client that pipelines is told so on the last of its answers, since HTTP forbids to answer after that header.
 * https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export const connections = fp(
  async (
    app,
    options: {
      lifecycle: Lifecycle;
      health: Pick<Health, 'wantsTraffic'>;
      maxRequestsPerConnection: number;
      maxConnectionAgeMs: number;
    },
  ) => {
    const { lifecycle, health, maxRequestsPerConnection, maxConnectionAgeMs } = options;
    const open = new Map<Socket, Connection>();
    let sweep: NodeJS.Timeout | undefined;
    let answeredWhileDraining = 0;
    let inFlight = 0;

    app.decorate('answeredWhileDraining', () => answeredWhileDraining);
    app.decorate('requestsInFlight', () => inFlight);
    app.decorateRequest('connection', null);
    app.decorateRequest('numberOnConnection', 0);

    app.server.on('connection', (socket: TrackedSocket) => {
      const connection = newConnection();
      open.set(socket, connection);
      socket[CONNECTION] = connection;
      socket.on('close', () => {
        open.delete(socket);
        // Fastify never tells the end of a request whose client went away.
        inFlight -= connection.requests - connection.answered;
        connection.answered = connection.requests;
      });
    });

    app.addHook('onRequest', (request, _reply, done) => {
      // A request that is injected, as tests do, has no socket that was opened.
      const connection = (request.raw.socket as TrackedSocket)[CONNECTION] ?? newConnection();
      connection.requests += 1;
      inFlight += 1;
      request.connection = connection;
      request.numberOnConnection = connection.requests;
      done();
    });

    app.addHook('onSend', (request, reply, payload, done) => {
      const { connection } = request;
      if (connection === null || !isToEnd(connection)) return done(null, payload);
      const decide = () => {
        // What was pipelined in the same packet is parsed by then.
        setImmediate(() => {
          if (isLast(request, connection)) reply.header('connection', 'close');
          // Fastify puts it on every answer of a closing server.
          else reply.raw.removeHeader('connection');
          done(null, payload);
        });
      };
      // While earlier answers are being made, more requests may come.
      if (request.numberOnConnection === connection.answered + 1) decide();
      else {
        connection.early ??= new Map();
        connection.early.set(request.numberOnConnection, decide);
      }
    });

    app.addHook('onResponse', (request, _reply, done) => {
      const { connection } = request;
      if (connection !== null && connection.answered < connection.requests) {
        inFlight -= 1;
        connection.answered += 1;
        connection.bytesReadAtRest = request.raw.socket.bytesRead;
        connection.early?.get(connection.answered + 1)?.();
      }
      if (lifecycle.isDraining) answeredWhileDraining += 1;
      done();
    });

    // Node's own, called by `server.close()`, resets a connection on which a request has arrived but is not read yet.
    app.server.closeIdleConnections = closeIdle;
    app.addHook('preClose', (done) => {
      sweep = setInterval(closeIdle, SWEEP_INTERVAL_MS);
      done();
    });
    app.addHook('onClose', (_app, done) => {
      clearInterval(sweep);
      done();
    });

    function isToEnd(connection: Connection): boolean {
      return (
        !health.wantsTraffic ||
        connection.requests >= maxRequestsPerConnection ||
        performance.now() - connection.openedAtMs >= maxConnectionAgeMs
      );
    }

    function closeIdle(): void {
      // In the check phase: whatever had arrived was read in the poll phase just before.
      setImmediate(() => {
        const nowMs = performance.now();
        for (const [socket, connection] of open) {
          if (isAtRest(socket, connection, nowMs)) socket.destroySoon();
        }
      });
    }
  },
);

function newConnection(): Connection {
  return { openedAtMs: performance.now(), requests: 0, answered: 0, early: null, bytesReadAtRest: 0 };
}

function isLast(request: FastifyRequest, connection: Connection): boolean {
  return request.numberOnConnection === connection.requests;
}

function isAtRest(socket: Socket, connection: Connection, nowMs: number): boolean {
  if (connection.requests !== connection.answered) return false;
  if (connection.requests === 0) {
    return socket.bytesRead === 0 && nowMs - connection.openedAtMs > FIRST_BYTE_GRACE_MS;
  }
  return socket.bytesRead === connection.bytesReadAtRest;
}

declare module 'fastify' {
  interface FastifyInstance {
    answeredWhileDraining(): number;
    /** Of clients that are still there. */
    requestsInFlight(): number;
  }
  interface FastifyRequest {
    connection: Connection | null;
    numberOnConnection: number;
  }
}
