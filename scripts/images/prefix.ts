/** The image prefix that is written in k8s/. */
export const DEFAULT_PREFIX = '1pro';

/** A registry's host with its port, then folders: lower-case words joined by single `.`, `_`, `-`. */
const PREFIX =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+|\/)[a-z0-9]+)*$|^[a-zA-Z0-9.-]+:\d+$/;

/** Why an image's name cannot begin with this, in one line; null where it can. */
export function prefixProblem(prefix: string): string | null {
  if (PREFIX.test(prefix)) return null;
  const example = 'e.g. registry.example.com/you';
  return `IMAGE_PREFIX "${prefix}" cannot begin an image's name: a registry and folders without https:// and without a slash at the end, ${example}`;
}
