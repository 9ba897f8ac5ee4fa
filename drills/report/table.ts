import { html, Markup } from './escape.ts';

export type Cell = string | number | Markup;

/**
 * The cell of column `title` names its row. On a narrow screen each row is a card, where other cells have
 * their heading before them: report.css. A row that is Markup is given as it is.
 */
export function table(
  kind: string,
  heads: readonly string[],
  title: number,
  rows: readonly (readonly Cell[] | Markup)[],
  caption = '',
): Markup {
  return html`
<table class="${kind}">
  ${caption !== '' && html`<caption>${caption}</caption>`}
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

/** Names with a value each, or several. */
export function definitions(
  kind: string,
  entries: readonly (readonly [string, string | readonly string[]])[],
): Markup {
  const values = (value: string | readonly string[]) => [value].flat().map((one) => html`<dd>${one}</dd>`);
  return html`<dl class="${kind}">${entries.map(([name, value]) => html`<div><dt>${name}</dt>${values(value)}</div>`)}</dl>`;
}
