import type { ReportWords } from '../../messages/report.ts';
import type { Check, LossCause, Verdict } from '../timeline.ts';
import { html, type Markup } from './escape.ts';
import type { DrillModel, MarkModel } from './model.ts';
import { LOST_OUTCOMES } from './requests.ts';
import type { SaidVerdict } from './said-verdict.ts';
import { definitions, row, table } from './table.ts';
import { markStyle, timelineFigure } from './timeline-figure.ts';
import { headlineOf, RESULT_SIGNS } from './wording.ts';

/** The summary line says what happened; a drill that passed is collapsed. */
export function drillSection(
  model: DrillModel,
  verdict: SaidVerdict,
  index: number,
  words: ReportWords,
  isOpen: boolean,
): Markup {
  const figures = Object.entries(verdict.figures);
  const { checks, lossCauses } = verdict;
  return html`
<section class="drill" id="drill-${index}" aria-labelledby="drill-${index}-name">
  <details class="drill-body" ${isOpen && 'open'}>
  <summary>
    <h2 id="drill-${index}-name">${badge(verdict.result)} ${verdict.drill}</h2>
    <p class="reason">${headlineOf(verdict)}</p>
  </summary>
  ${(model.sent > 0 || model.pods.length > 0) && timelineFigure(model, index, words)}
  ${lossCauses.length > 0 && html`<h3>${words('report.lostRequests')}</h3>${lossTable(lossCauses, index, words)}`}
  ${checks.length > 0 && html`<h3>${words('report.checks')}</h3>${checksTable(checks, words)}`}
  ${figures.length > 0 && html`<h3>${words('report.figures')}</h3>${definitions('figures', figures)}`}
  ${model.marks.length > 0 && html`<h3>${words('report.events')}</h3>${eventsTable(model.marks, index, words)}`}
  ${model.sent > 0 && dataTable(model, words)}
  </details>
</section>`;
}

export function badge(result: Verdict['result']): Markup {
  return html`<span class="badge ${result.toLowerCase()}"><span aria-hidden="true">${RESULT_SIGNS[result]}</span> ${result}</span>`;
}

export function remedyLine(remedy: string | undefined, words: ReportWords): Markup {
  return html`${remedy !== undefined && html`<p class="remedy"><b>${words('report.whatToDo')}</b> ${remedy}</p>`}`;
}

function checksTable(checks: readonly Check<string>[], words: ReportWords): Markup {
  const heads = (['result', 'check', 'expected', 'actual'] as const).map((head) => words(`report.${head}`));
  const rows = checks.flatMap(({ name, passed, expected, actual, remedy }) => [
    [badge(passed === null ? 'SKIP' : passed ? 'PASS' : 'FAIL'), name, expected, actual],
    ...(remedy === undefined
      ? []
      : [html`<tr class="advice"><td></td><td colspan="3">${remedyLine(remedy, words)}</td></tr>`]),
  ]);
  return table({ kind: 'checks', heads, title: 1, rows });
}

/** report.json lists every lost request. */
const MOST_LOSSES = 50;

function lossTable(causes: readonly LossCause<string>[], index: number, words: ReportWords): Markup {
  const more = causes.length - MOST_LOSSES;
  const heads = (['from', 'to', 'lost', 'how', 'why'] as const).map((head) => words(`report.${head}`));
  const rows = causes
    .slice(0, MOST_LOSSES)
    .map((loss, number) => [
      words('duration.tenths', { ms: loss.fromMs }),
      words('duration.tenths', { ms: loss.toMs }),
      html`<b class="lost">✕ ${loss.requests}</b>`,
      words(`how.${loss.outcome}`),
      html`<details id="drill-${index}-loss-${number}" class="loss-cause" data-from="${Math.round(loss.fromMs)}" data-to="${Math.round(loss.toMs)}"><summary>${loss.cause}</summary>${momentList(loss, words)}${remedyLine(loss.remedy, words)}</details>`,
    ]);
  return html`${table({ kind: 'losses', heads, rows })}
  ${more > 0 && html`<p>${words('report.moreLosses', { more })}</p>`}`;
}

/** The steps of the pod's stop that the losses are compared with, in order of time. */
function momentList({ moments }: LossCause<string>, words: ReportWords): Markup {
  const names = ['sigtermMs', 'leftEndpointsMs', 'containerEndedMs', 'removedMs'] as const;
  const known = names
    .flatMap((name) => (moments[name] === null ? [] : [{ name, atMs: moments[name] }]))
    .sort((a, b) => a.atMs - b.atMs);
  return html`<ul>${known.map(({ name, atMs }) => html`<li>${words('duration.tenths', { ms: atMs })} ${words(`moment.${name}`)}</li>`)}</ul>`;
}

function eventsTable(marks: readonly MarkModel[], index: number, words: ReportWords): Markup {
  const heads = (['number', 'at', 'kind', 'what'] as const).map((head) => words(`report.${head}`));
  const rows = marks.map(({ number, atMs, kind, label }) => [
    html`<span id="drill-${index}-event-${number}">${number}</span>`,
    words('duration.tenths', { ms: atMs }),
    html`<i class="kind" style="${markStyle(kind)}"></i> ${words(`kind.${kind}`)}`,
    label,
  ]);
  return table({ kind: 'event-list', heads, rows });
}

/** A longer table is hard to read, and to listen to with a screen reader. */
const MOST_ROWS = 40;

/** The numbers of the picture, for readers who cannot see it or want to copy them. */
function dataTable({ bins, layers, replicas }: DrillModel, words: ReportWords): Markup {
  const perRow = Math.ceil(bins.startsMs.length / MOST_ROWS);
  const caption = words('data.caption', { span: words('duration.minutes', { ms: perRow * bins.binMs }) });
  const steps = replicas.length === 0 ? [] : (['ready', 'desired', 'hpaDesired'] as const);
  const rows = bins.startsMs.flatMap((fromMs, first) => {
    if (first % perRow > 0) return [];
    const sum = (counts: readonly number[]) =>
      counts.slice(first, first + perRow).reduce((total, count) => total + count, 0);
    const lost = LOST_OUTCOMES.reduce((total, outcome) => total + sum(bins.lost[outcome]), 0);
    const step = replicas.findLast(({ atMs }) => atMs <= fromMs + perRow * bins.binMs);
    const cells = [
      words('duration.minutes', { ms: fromMs }),
      ...layers.map(({ counts }) => sum(counts)),
      lost > 0 ? html`<b class="lost">${lost}</b>` : lost,
      ...steps.map((name) => step?.[name] ?? '–'),
    ];
    return row(cells, 0);
  });
  const heads = [
    words('report.from'),
    ...layers.map(({ pod, version }) => (version === '' ? pod : `${pod} (${version})`)),
    words('report.lost'),
    ...steps.map((name) => words(`report.${name}`)),
  ];
  return html`
  <details class="data">
    <summary>${words('data.title')}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${words('data.title')}">${table({ kind: 'counts', caption, heads, rows })}</div>
  </details>`;
}
