const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * For text and for quoted attributes, in HTML and in XML. Characters that XML 1.0 cannot hold become U+FFFD.
 */
export function escapeMarkup(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
      .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '')
  );
}

/** JSON that may stand inside a script element: no end tag and no comment can begin in it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** Markup that is known to be safe; everything else that is interpolated by `html` is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Interpolated = string | number | Markup | readonly Markup[];

export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Markup {
  const parts = strings.map((string, index) =>
    index === 0 ? string : `${render(values[index - 1] ?? '')}${string}`,
  );
  return new Markup(parts.join(''));
}

function render(value: Interpolated): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeMarkup(String(value));
  return value.map(({ text }) => text).join('');
}
