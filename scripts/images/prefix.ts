import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';

/** The image prefix that is written in k8s/. */
export const DEFAULT_PREFIX = '1pro';

/** A registry's host with its port, then folders: lower-case words joined by single `.`, `_`, `-`. */
const PREFIX =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+|\/)[a-z0-9]+)*$|^[a-zA-Z0-9.-]+:\d+$/;

/** Why an image's name cannot begin with this, in one line; null where it can. */
export function prefixProblem(prefix: string): Message | null {
  return PREFIX.test(prefix) ? null : message('images.prefix', { prefix });
}
