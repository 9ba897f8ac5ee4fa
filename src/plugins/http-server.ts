import { createServer, type RequestListener, type Server } from 'node:http';

/** From the first byte of a request to its last. No client of ours sends anything large. */
const REQUEST_TIMEOUT_MS = 10_000;
const TIMEOUT_CHECK_INTERVAL_MS = 1000;
/** Longer than a load balancer keeps a connection idle, so that it is the one to end it. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

/** The HTTP server, for Fastify. */
export function createHttpServer(listener: RequestListener): Server {
  const options = {
    // Missing is answered in our words: Node would answer with nothing in it.
    requireHostHeader: false,
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  };
  return createServer(options, listener);
}
