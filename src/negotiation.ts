export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * Whether HTML is wanted more than plain text: a browser names it, curl (`*\/*` or nothing) takes what there is.
 * https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function prefersHtml(accept: string | undefined): boolean {
  const wanted = weights(accept);
  const html = wanted.get('text/html') ?? 0;
  const text = wanted.get('text/plain') ?? wanted.get('text/*') ?? wanted.get('*/*') ?? 0;
  return html > 0 && html >= text;
}

/** Browsers offer Brotli over TLS and on localhost only: on a NodePort it is gzip. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  const wanted = weights(acceptEncoding);
  const weightOf = (encoding: Encoding) => wanted.get(encoding) ?? wanted.get('*') ?? 0;
  if (weightOf('br') > 0 && weightOf('br') >= weightOf('gzip')) return 'br';
  return weightOf('gzip') > 0 ? 'gzip' : 'identity';
}

function weights(header: string | undefined): Map<string, number> {
  const parsed = (header ?? '').split(',').map((entry): [string, number] => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
  });
  return new Map(parsed);
}
