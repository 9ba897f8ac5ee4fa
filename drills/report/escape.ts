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
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
      .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '')
  );
}

/** JSON for a script element: without `<`, the text can begin neither an end tag nor a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** Markup that is known to be safe; everything else that is interpolated by `html` is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** `false` renders nothing. */
type Interpolated = string | number | false | Markup | readonly Markup[];

export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...values.map(render)));
}

function render(value: Interpolated): string {
  if (value === false) return '';
  if (value instanceof Markup) return value.text;
  return typeof value === 'object' ? value.map(render).join('') : escapeMarkup(String(value));
}
