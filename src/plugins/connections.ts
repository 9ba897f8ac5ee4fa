import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Health } from '../health.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { Connection, connectionOf, stopParsing, track } from './connection.ts';
import { closeIdleConnections } from './idle-connections.ts';
import { OpenConnections } from './open-connections.ts';

/**
 * Requests of one connection that may wait for their answers at the same time: each one takes memory.
 */
const MOST_UNANSWERED = 64;

/**
 * When a keep-alive connection ends. It ends by the answer that says `Connection: close`, never by surprise:
 * after a bounded number of requests or time, so that clients spread to new pods, and while draining or
 * unready, so that they leave this one: no rule of the Service cuts a connection that is open when a leak is
 * killed. A client that pipelines is told so on the last of its answers, since HTTP forbids to answer after
 * that header; one that pipelines without bounds is told at the 64th.
 * https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export function connections(
  app: FastifyInstance,
  options: {
    lifecycle: Lifecycle;
    health: Pick<Health, 'wantsTraffic'>;
    maxRequestsPerConnection: number;
    maxConnectionAgeMs: number;
  },
): { arrive(request: FastifyRequest, reply: FastifyReply): void; leave(request: FastifyRequest): void } {
  const { lifecycle, health, maxRequestsPerConnection, maxConnectionAgeMs } = options;
  const open = new OpenConnections();
  let answeredWhileDraining = 0;
  let inFlight = 0;

  app.decorate('answeredWhileDraining', () => answeredWhileDraining);
  app.decorate('openConnections', () => open.size);
  app.decorate('requestsInFlight', () => inFlight);
  app.decorate('countInFlight', (request: FastifyRequest) => {
    request.isInFlight = true;
    request.connection.inFlight += 1;
    inFlight += 1;
  });
  // Every request has one before anything else looks at it.
  app.decorateRequest('connection', null as unknown as Connection);
  app.decorateRequest('numberOnConnection', 0);
  app.decorateRequest('previousAnswer', null);
  app.decorateRequest('isInFlight', false);

  app.server.on('connection', (socket: Socket) => {
    const connection = track(socket);
    open.add(connection);
    socket.on('close', forget);
  });

  /** One function for all sockets: a closure for each would live as long as its connection. */
  function forget(this: Socket): void {
    const connection = connectionOf(this) as Connection;
    open.delete(connection);
    // Fastify never tells the end of a request whose client went away.
    inFlight -= connection.inFlight;
    connection.inFlight = 0;
    connection.abandon();
  }

  function arrive(request: FastifyRequest, reply: FastifyReply): void {
    const connection = connectionOf(request.raw.socket) ?? new Connection(request.raw.socket);
    connection.requests += 1;
    request.previousAnswer = connection.latest;
    connection.latest = reply.raw;
    request.connection = connection;
    request.numberOnConnection = connection.requests;
    if (connection.unanswered === MOST_UNANSWERED) {
      connection.isClosing = true;
      stopParsing(request.raw.socket);
    }
  }

  app.addHook('onSend', (request, reply, payload, done) => {
    const { connection } = request;
    leaveFlight(request);
    if (!connection.isClosing && !isToEnd(connection)) return done(null, payload);
    const decide = () => {
      decideEnd(request, reply);
      done(null, payload);
    };
    if (connection.isClosing) return decide();
    // While earlier answers are made, more requests may come; a turn later all of one packet is parsed.
    onceSent(request.previousAnswer, () => setImmediate(decide));
  });

  function leave(request: FastifyRequest): void {
    const { connection } = request;
    if (connection.unanswered > 0) {
      connection.answered += 1;
      connection.bytesReadAtRest = request.raw.socket.bytesRead;
      if (connection.unanswered === 0) connection.latest = null;
    }
    if (lifecycle.isDraining) answeredWhileDraining += 1;
  }

  closeIdleConnections(app, open);
  return { arrive, leave };

  function isToEnd(connection: Connection): boolean {
    return (
      !health.wantsTraffic ||
      connection.requests >= maxRequestsPerConnection ||
      performance.now() - connection.openedAtMs >= maxConnectionAgeMs
    );
  }

  /**
   * Counted out when the answer is made, not when the client has read it: a client that reads nothing must
   * not use up the requests in flight.
   */
  function leaveFlight(request: FastifyRequest): void {
    if (!request.isInFlight) return;
    request.isInFlight = false;
    // A client that went away is counted out already.
    if (request.connection.inFlight === 0) return;
    request.connection.inFlight -= 1;
    inFlight -= 1;
  }
}

function onceSent(answer: ServerResponse | null, proceed: () => void): void {
  if (answer === null || answer.writableFinished) proceed();
  else answer.once('finish', proceed);
}

function decideEnd(request: FastifyRequest, reply: FastifyReply): void {
  if (request.numberOnConnection === request.connection.requests) reply.header('connection', 'close');
  // Fastify puts it on every answer of a closing server.
  else reply.raw.removeHeader('connection');
}

declare module 'fastify' {
  interface FastifyInstance {
    answeredWhileDraining(): number;
    openConnections(): number;
    /** Of the traffic scope, of clients that are still there. */
    requestsInFlight(): number;
    /** Until its answer is made or its client goes away. */
    countInFlight(request: FastifyRequest): void;
  }
  interface FastifyRequest {
    connection: Connection;
    numberOnConnection: number;
    /** Of the same connection, which may still be on its way; `null` where there is none. */
    previousAnswer: ServerResponse | null;
    isInFlight: boolean;
  }
}
