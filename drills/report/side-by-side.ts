import { message } from '../../messages/all.ts';
import { english, type Say } from '../../messages/say.ts';
import type { Verdict } from '../timeline.ts';
import type { Markup } from './escape.ts';
import { table } from './table.ts';
import { alignColumns } from './terminal/wording.ts';

/** The figures of a drill done by hand beside those of the same drill done by the cluster itself. */
export type SideBySide = ReturnType<typeof sideBySide>[number];

const BY_HAND = '-by-hand';

/** For each drill that ran both ways: the figures that both runs have and that differ. */
export function sideBySide(verdicts: readonly Verdict[]) {
  return verdicts.flatMap((byItself) => {
    const byHand = verdicts.find(({ drill }) => drill === `${byItself.drill}${BY_HAND}`);
    if (byHand === undefined || byHand.result === 'SKIP' || byItself.result === 'SKIP') return [];
    const rows = byHand.figures.flatMap(({ name: figure, value }) => {
      const other = byItself.figures.find(({ name }) => english(name) === english(figure))?.value;
      return other === undefined || english(other) === english(value)
        ? []
        : [{ figure, byHand: value, byItself: other }];
    });
    return [{ drill: byItself.drill, rows }];
  });
}

export function sideBySideLines({ drill, rows }: SideBySide, say: Say): string[] {
  const [, ...heads] = headsIn(say);
  const figures = rows.map((row) => cellsOf(row, say)).map(([name, ...both]) => [`  ${name}`, ...both]);
  return alignColumns([[`${drill}:`, ...heads], ...figures]);
}

export function sideBySideTable({ drill, rows }: SideBySide, say: Say): Markup {
  const heads = headsIn(say);
  const caption = `${drill}: ${heads.slice(1).join(' / ')}`;
  return table({
    kind: 'side-by-side',
    caption,
    heads,
    title: 0,
    rows: rows.map((row) => cellsOf(row, say)),
  });
}

function headsIn(say: Say): string[] {
  return [message('report.figure'), message('report.byHand'), message('report.byItself')].map(say);
}

function cellsOf({ figure, byHand, byItself }: SideBySide['rows'][number], say: Say): string[] {
  return [figure, byHand, byItself].map(say);
}
