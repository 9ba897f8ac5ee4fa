import type { Client } from 'undici';

/** One request at a time on a connection. */
export function clientOptions(timeoutMs: number): Client.Options {
  return {
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    // The request was given up by then; this frees the socket of a connection that never came about.
    connect: { timeout: timeoutMs },
    // As long as common clients keep a connection; what the server says in `Keep-Alive: timeout` comes first.
    keepAliveTimeout: 90_000,
  };
}
