/** Both are on every answer, so that a client can tell pods and versions apart on any path. */
export const HEADERS = { version: 'x-app-version', hostname: 'x-app-hostname' } as const;
