import type { Client } from 'undici';

/** One request at a time on a connection, and no clock but the traffic's own. */
export const CLIENT_OPTIONS: Client.Options = {
  pipelining: 1,
  allowH2: false,
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: 0 },
  // As long as common clients keep a connection; what the server says in `Keep-Alive: timeout` comes first.
  keepAliveTimeout: 90_000,
};
