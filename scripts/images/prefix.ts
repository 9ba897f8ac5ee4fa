import { message } from '../../messages/all.ts';
import { Refusal } from '../command-line.ts';

/** The image prefix in k8s/. */
export const DEFAULT_PREFIX = '1pro';

/** A registry's host with its port, then folders: lower-case words joined by single `.`, `_`, `-`. */
const PREFIX =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+|\/)[a-z0-9]+)*$|^[a-zA-Z0-9.-]+:\d+$/;

/** @throws {Refusal} when no image name can begin with it */
export function imagePrefixIn({ IMAGE_PREFIX }: Readonly<Record<string, string | undefined>>): string {
  const prefix = IMAGE_PREFIX || DEFAULT_PREFIX;
  if (!PREFIX.test(prefix)) throw new Refusal(message('images.prefix', { prefix }));
  return prefix;
}
