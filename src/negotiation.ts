export type Encoding = 'gzip' | 'identity';

/**
 * Whether the client prefers HTML to plain text: a browser names text/html; curl sends `*\/*` or nothing.
 * https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function prefersHtml(accept: string | undefined): boolean {
  const wanted = weights(accept);
  const html = wanted.get('text/html') ?? 0;
  const text = wanted.get('text/plain') ?? wanted.get('text/*') ?? wanted.get('*/*') ?? 0;
  return html > 0 && html >= text;
}

/** Gzip or nothing: browsers offer Brotli only over TLS, which a NodePort does not have. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  const wanted = weights(acceptEncoding);
  return (wanted.get('gzip') ?? wanted.get('*') ?? 0) > 0 ? 'gzip' : 'identity';
}

function weights(header: string | undefined): Map<string, number> {
  const parsed = (header ?? '').split(',').map((entry): [string, number] => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
  });
  return new Map(parsed);
}
