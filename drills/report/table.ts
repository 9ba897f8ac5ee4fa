import { html, Markup } from './escape.ts';

export type Cell = string | number | Markup;

interface Table {
  readonly kind: string;
  readonly caption?: string;
  readonly heads: readonly string[];
  /** The column whose cell names its row; none by default. */
  readonly title?: number;
  /** A row that is Markup is used as it is. */
  readonly rows: readonly (readonly Cell[] | Markup)[];
}

/** On a narrow screen report.css shows each row as a card, with its heading before each cell. */
export function table({ kind, caption, heads, title = -1, rows }: Table): Markup {
  return html`
<table class="${kind}">
  ${caption !== undefined && html`<caption>${caption}</caption>`}
  <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
  <tbody>${rows.map((one) => (one instanceof Markup ? one : row(one, title, heads)))}</tbody>
</table>`;
}

export function row(cells: readonly Cell[], title: number, heads: readonly string[] = []): Markup {
  return html`<tr>${cells.map((cell, column) =>
    column === title
      ? html`<th scope="row">${cell}</th>`
      : html`<td${heads[column] !== undefined && html` data-head="${heads[column]}"`}>${cell}</td>`,
  )}</tr>`;
}

type Values = string | readonly string[];

/** An entry without a value is left out. */
export function definitions(kind: string, entries: readonly (readonly [string, Values])[]): Markup | false {
  const values = (value: Values) => [value].flat().map((one) => html`<dd>${one}</dd>`);
  const known = entries.filter(([, value]) => value.length > 0);
  return (
    known.length > 0 &&
    html`<dl class="${kind}">${known.map(([name, value]) => html`<div><dt>${name}</dt>${values(value)}</div>`)}</dl>`
  );
}
