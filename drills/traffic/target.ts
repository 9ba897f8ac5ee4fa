import { message } from '../../messages/all.ts';
import { readAddress } from '../../scripts/command-line.ts';

/** `hostname`: the body must name the pod that the headers name. `any`: any body of a 2xx or 3xx. */
export type ExpectedBody = 'hostname' | 'any';

export interface Target {
  readonly href: string;
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly expectedBody: ExpectedBody;
  /** Sent as X-App-Client. */
  readonly client?: string | undefined;
}

/**
 * Reads what people paste into curl: `192.168.56.30:31221` means `http://192.168.56.30:31221/hostname`, and
 * so does the address of the page. Where any body is expected, another program answers, and `/` stays `/`.
 * @throws UsageError
 */
export function readTarget(text: string, expectedBody?: ExpectedBody): Target {
  const url = readAddress(text, message('send.url'), 'http://192.168.56.30:31221/hostname');
  if (url.pathname === '/' && expectedBody !== 'any') {
    url.pathname = '/hostname';
    // The page puts it into the address bar.
    url.searchParams.delete('present');
  }
  return {
    href: url.href,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    expectedBody: expectedBody ?? (url.pathname === '/hostname' ? 'hostname' : 'any'),
  };
}

/** The same path of another server. */
export function atOrigin(target: Target, url: string): Target {
  const { origin } = new URL(url);
  return { ...target, origin, href: `${origin}${target.path}` };
}

/** Another path of the same server. */
export function pathOf(target: Target, path: string): Target {
  return {
    ...target,
    href: `${target.origin}${path}`,
    path,
    expectedBody: path === '/hostname' ? 'hostname' : 'any',
  };
}
