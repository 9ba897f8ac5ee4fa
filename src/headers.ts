export const HEADERS = {
  /** On every answer, so that a client can tell pods and versions apart on any path. */
  version: 'x-app-version',
  hostname: 'x-app-hostname',
  /** On a request, if a client likes: a name under which the pod counts the answers it gave. */
  client: 'x-app-client',
} as const;
