import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../service.ts';
import { Connection, connectionOf, removeFrom, stopParsing, track } from './connection.ts';
import { closeIdleConnections } from './idle-connections.ts';

/** The most requests of one connection that may wait for answers at the same time. Each one takes memory. */
const MAX_UNANSWERED = 64;

/**
 * Decides when a keep-alive connection ends. It always ends by an answer with `Connection: close`, so the
 * client knows. It ends after a number of requests or a time, so that clients spread to new pods. It also
 * ends while the pod drains or is not ready, because the Service does not close connections that are
 * already open. A client that pipelines gets the header on its last answer, since HTTP forbids answers
 * after that header; at 64 unanswered requests it gets it in any case.
 * https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export function connections(
  app: FastifyInstance,
  { config, lifecycle, health }: Pick<Service, 'config' | 'lifecycle' | 'health'>,
): {
  countRequest(request: FastifyRequest, reply: FastifyReply): void;
  countAnswer(request: FastifyRequest): void;
} {
  const { maxRequestsPerConnection, maxConnectionAgeMs } = config;
  const open: Connection[] = [];
  let answeredWhileDraining = 0;
  let inFlight = 0;

  app.decorate('answeredWhileDraining', () => answeredWhileDraining);
  app.decorate('openConnections', () => open.length);
  app.decorate('requestsInFlight', () => inFlight);
  app.decorate('countInFlight', (request: FastifyRequest) => {
    request.isInFlight = true;
    request.connection.inFlight += 1;
    inFlight += 1;
  });
  // `countRequest` sets it before any other code reads it.
  app.decorateRequest('connection', null as unknown as Connection);
  app.decorateRequest('numberOnConnection', 0);
  app.decorateRequest('previousAnswer', null);
  app.decorateRequest('isInFlight', false);

  app.server.on('connection', (socket: Socket) => {
    const connection = track(socket);
    connection.index = open.push(connection) - 1;
    socket.on('close', forget);
  });

  /** One function for all sockets, because a closure for each would live as long as its connection. */
  function forget(this: Socket): void {
    const connection = connectionOf(this) as Connection;
    removeFrom(open, connection);
    // Fastify runs no hook at the end of a request whose client has disconnected.
    inFlight -= connection.inFlight;
    connection.inFlight = 0;
    connection.abandon();
  }

  function countRequest(request: FastifyRequest, reply: FastifyReply): void {
    const connection = connectionOf(request.raw.socket) ?? new Connection(request.raw.socket);
    connection.requests += 1;
    request.previousAnswer = connection.latest;
    connection.latest = reply.raw;
    request.connection = connection;
    request.numberOnConnection = connection.requests;
    if (connection.unanswered === MAX_UNANSWERED) {
      connection.isClosing = true;
      stopParsing(request.raw.socket);
    }
  }

  app.addHook('onSend', (request, reply, payload, done) => {
    const { connection } = request;
    endInFlight(request);
    if (!connection.isClosing && !shouldEnd(connection)) return done(null, payload);
    const decide = () => {
      setConnectionHeader(request, reply);
      done(null, payload);
    };
    if (connection.isClosing) return decide();
    // More requests may arrive while earlier answers are made. One turn of the event loop later the packet
    // is parsed.
    onceSent(request.previousAnswer, () => setImmediate(decide));
  });

  function countAnswer(request: FastifyRequest): void {
    const { connection } = request;
    if (connection.unanswered > 0) {
      connection.answered += 1;
      connection.bytesReadAtRest = request.raw.socket.bytesRead;
      if (connection.unanswered === 0) connection.latest = null;
    }
    if (lifecycle.isDraining) answeredWhileDraining += 1;
  }

  closeIdleConnections(app, open);
  return { countRequest, countAnswer };

  function shouldEnd(connection: Connection): boolean {
    return (
      !health.wantsTraffic ||
      connection.requests >= maxRequestsPerConnection ||
      performance.now() - connection.openedAtMs >= maxConnectionAgeMs
    );
  }

  /**
   * A request leaves when its answer is made, not when the client has read it. Otherwise a client that
   * reads nothing would use up the requests in flight.
   */
  function endInFlight(request: FastifyRequest): void {
    if (!request.isInFlight) return;
    request.isInFlight = false;
    // A client that has disconnected was subtracted already.
    if (request.connection.inFlight === 0) return;
    request.connection.inFlight -= 1;
    inFlight -= 1;
  }
}

function onceSent(answer: ServerResponse | null, proceed: () => void): void {
  if (answer === null || answer.writableFinished) proceed();
  else answer.once('finish', proceed);
}

function setConnectionHeader(request: FastifyRequest, reply: FastifyReply): void {
  if (request.numberOnConnection === request.connection.requests) reply.header('connection', 'close');
  // Fastify sets the header on every answer of a closing server.
  else reply.raw.removeHeader('connection');
}

declare module 'fastify' {
  interface FastifyInstance {
    answeredWhileDraining(): number;
    openConnections(): number;
    /** Requests of the traffic scope whose clients are connected. */
    requestsInFlight(): number;
    /** Counts a request until its answer is made or its client disconnects. */
    countInFlight(request: FastifyRequest): void;
  }
  interface FastifyRequest {
    connection: Connection;
    numberOnConnection: number;
    /** The previous answer of the connection, which may not be sent yet; `null` if there is none. */
    previousAnswer: ServerResponse | null;
    isInFlight: boolean;
  }
}
