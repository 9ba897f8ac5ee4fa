export const HEADERS = {
  /** On every answer, so that clients can tell pods and versions apart on any path. */
  version: 'x-app-version',
  hostname: 'x-app-hostname',
  /** Optional, on requests: a client's name. The pod counts its answers to each name. */
  client: 'x-app-client',
} as const;
