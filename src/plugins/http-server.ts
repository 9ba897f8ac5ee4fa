import { createServer, type IncomingMessage, METHODS, type RequestListener, type Server } from 'node:http';

/** From the first byte of a request to its last. No client of ours sends anything large. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Each check of the connections wakes an idle process. */
const TIMEOUT_CHECK_INTERVAL_MS = 2000;
/** Longer than a load balancer keeps a connection idle, so that it is the one to end it. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

const HTTP_METHODS: ReadonlySet<string | undefined> = new Set(METHODS);

/** The HTTP server, for Fastify. */
export function createHttpServer(listener: RequestListener): Server {
  const options = {
    // A missing Host is answered by protocol-errors.ts: Node.js would send an empty 400.
    requireHostHeader: false,
    // Two Host headers are kept apart, so that they can be refused.
    joinDuplicateHeaders: true,
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    // A request without a body gets no stream to read one from.
    optimizeEmptyRequests: true,
  };
  const server = createServer(options, (request, response) => {
    if (HTTP_METHODS.has(request.method)) {
      forgetTypeOfNothing(request);
      return listener(request, response);
    }
    // Node.js reads RTSP as well, of which the router knows no method.
    server.emit('clientError', new Error(`HTTP has no method ${request.method}`), request.socket);
  });
  return server;
}

/** A request with a type and no body: Fastify would wait for the end of a body that never comes. */
function forgetTypeOfNothing({ headers }: IncomingMessage): void {
  if (headers['content-type'] === undefined || headers['transfer-encoding'] !== undefined) return;
  if ((headers['content-length'] ?? '0') === '0') delete headers['content-type'];
}
