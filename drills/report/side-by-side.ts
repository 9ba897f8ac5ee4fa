import { english, type Say } from '../language/say.ts';
import type { Text, Verdict } from '../timeline.ts';
import { html, type Markup } from './escape.ts';

/** What a person did by hand, in front of what the cluster did by itself. */
export interface SideBySide {
  readonly drill: string;
  readonly rows: readonly { readonly figure: string; readonly byHand: Text; readonly byItself: Text }[];
}

const BY_HAND = '-by-hand';

/** Of each drill that was done both ways: the figures that both have, but for those that are the same. */
export function sideBySide(verdicts: readonly Verdict[]): SideBySide[] {
  return verdicts.flatMap((byItself) => {
    const byHand = verdicts.find(({ drill }) => drill === `${byItself.drill}${BY_HAND}`);
    if (byHand === undefined || byHand.result === 'SKIP' || byItself.result === 'SKIP') return [];
    const rows = Object.entries(byHand.figures).flatMap(([figure, value]) => {
      const other = byItself.figures[figure];
      return other === undefined || english(other) === english(value)
        ? []
        : [{ figure, byHand: value, byItself: other }];
    });
    return [{ drill: byItself.drill, rows }];
  });
}

export function sideBySideLines({ drill, rows }: SideBySide, say: Say): string[] {
  const cells = [
    [`${drill}:`, say('by hand'), say('by itself')],
    ...rows.map(({ figure, byHand, byItself }) => [`  ${say(figure)}`, say(byHand), say(byItself)]),
  ];
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)) + 2);
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('')
      .trimEnd(),
  );
}

export function sideBySideTable({ drill, rows }: SideBySide, say: Say): Markup {
  return html`
<div class="scroll" tabindex="0" role="region" aria-label="${drill}"><table class="checks side-by-side">
  <caption>${drill}: ${say('by hand')} / ${say('by itself')}</caption>
  <thead><tr><th scope="col">${say('figure')}</th><th scope="col">${say('by hand')}</th><th scope="col">${say('by itself')}</th></tr></thead>
  <tbody>${rows.map(
    ({ figure, byHand, byItself }) =>
      html`<tr><th scope="row">${say(figure)}</th><td data-head="${say('by hand')}">${say(byHand)}</td><td data-head="${say('by itself')}">${say(byItself)}</td></tr>`,
  )}</tbody>
</table></div>`;
}
