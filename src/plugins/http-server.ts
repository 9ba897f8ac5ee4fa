import { createServer, type IncomingMessage, METHODS, type RequestListener, type Server } from 'node:http';

/** From the first byte of a request to its last. Requests are small. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Each check of the connections wakes an idle process. */
const TIMEOUT_CHECK_INTERVAL_MS = 2000;
/** Longer than the idle timeout of load balancers, so that they close a connection first. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

const HTTP_METHODS: ReadonlySet<string | undefined> = new Set(METHODS);

/** Creates the HTTP server for Fastify. */
export function createHttpServer(listener: RequestListener): Server {
  const options = {
    // protocol-errors.ts answers a missing Host. Node.js would send an empty 400.
    requireHostHeader: false,
    // Keeps two Host headers apart, so that they can be refused.
    joinDuplicateHeaders: true,
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    // A request without a body gets no stream for it.
    optimizeEmptyRequests: true,
  };
  const server = createServer(options, (request, response) => {
    if (HTTP_METHODS.has(request.method)) {
      dropContentTypeWithoutBody(request);
      return listener(request, response);
    }
    // Node.js also parses RTSP, whose methods the router does not know.
    server.emit('clientError', new Error(`HTTP has no method ${request.method}`), request.socket);
  });
  return server;
}

/**
 * For a request with a content type and no body Fastify would wait for the end of a body that never comes.
 */
function dropContentTypeWithoutBody({ headers }: IncomingMessage): void {
  if (headers['content-type'] === undefined || headers['transfer-encoding'] !== undefined) return;
  if ((headers['content-length'] ?? '0') === '0') delete headers['content-type'];
}
