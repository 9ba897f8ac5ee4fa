import { UsageError } from './usage-error.ts';

/** `hostname`: the body must name the pod that the headers name. `any`: whatever a 2xx or 3xx brings. */
export type ExpectedBody = 'hostname' | 'any';

export interface Target {
  readonly href: string;
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly expectedBody: ExpectedBody;
  /** Absent or null: the requests name no client. */
  readonly client?: string | null;
}

const HAS_SCHEME = /^[a-z][a-z\d+.-]*:\/\//iu;

/**
 * Reads what people paste into curl: `192.168.56.30:31221` means `http://192.168.56.30:31221/hostname`.
 * Throws UsageError.
 */
export function readTarget(text: string, expectedBody?: ExpectedBody): Target {
  const withScheme = HAS_SCHEME.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme))
    throw new UsageError(`"${text}" is not a URL, e.g. http://192.168.56.30:31221/hostname`);
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UsageError(`only http and https are spoken, not ${url.protocol.slice(0, -1)} as in "${text}"`);
  }
  if (url.username !== '' || url.password !== '')
    throw new UsageError('a URL with a user name or password is not supported');
  const pathLeftOut = !withScheme.replace(HAS_SCHEME, '').split(/[?#]/u, 1)[0]?.includes('/');
  if (pathLeftOut) url.pathname = '/hostname';
  url.hash = '';
  return {
    href: url.href,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    expectedBody: expectedBody ?? (url.pathname === '/hostname' ? 'hostname' : 'any'),
  };
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
