import type { Reader, Say } from '../language/say.ts';
import type { Check, LossCause, Verdict } from '../timeline.ts';
import { dataTable } from './data-table.ts';
import { html, Markup } from './escape.ts';
import type { DrillModel, MarkModel } from './model.ts';
import { timelineFigure } from './timeline-figure.ts';
import { formatSeconds, RESULT_SIGNS } from './wording.ts';

const KIND_WORDS: Readonly<Record<MarkModel['kind'], string>> = {
  action: 'the drill',
  'probe-failed': 'probe failed',
  'oom-killed': 'OOM kill',
  restarted: 'restart',
  scaled: 'scaling',
  revision: 'revision',
  deadline: 'deadline',
  pod: 'pod',
  note: 'cluster',
};

/** A passed drill is closed: its line says what happened. */
export function drillSection(
  model: DrillModel,
  verdict: Verdict<string>,
  index: number,
  { say }: Reader,
  isOpen: boolean,
): Markup {
  const line = verdict.result === 'PASS' && verdict.deciding !== '' ? verdict.deciding : verdict.reason;
  return html`
<section class="drill" id="drill-${index}" aria-labelledby="drill-${index}-name">
  <details class="drill-body"${new Markup(isOpen ? ' open' : '')}>
  <summary>
    <h2 id="drill-${index}-name">${badge(verdict.result)} ${verdict.drill}</h2>
    <p class="reason">${line}</p>
  </summary>
  ${model.sent === 0 && model.pods.length === 0 ? html`` : timelineFigure(model, index, say)}
  ${lossTable(verdict, index, say)}
  ${verdict.checks.length === 0 ? html`` : checksTable(verdict.checks, say)}
  ${figures(verdict, say)}
  ${eventsTable(model.marks, index, say)}
  ${model.sent === 0 ? html`` : dataTable(model, say)}
  </details>
</section>`;
}

export function badge(result: Verdict['result']): Markup {
  return html`<span class="badge ${result.toLowerCase()}"><span aria-hidden="true">${RESULT_SIGNS[result]}</span> ${result}</span>`;
}

function checksTable(checks: readonly Check<string>[], say: Say): Markup {
  return html`
  <h3>${say('Checks')}</h3>
  <table class="checks">
    <thead><tr><th scope="col">${say('result')}</th><th scope="col">${say('check')}</th><th scope="col">${say('expected')}</th><th scope="col">${say('actual')}</th></tr></thead>
    <tbody>${checks.map((one) => checkRow(one, say))}</tbody>
  </table>`;
}

function checkRow({ name, passed, expected, actual, remedy }: Check<string>, say: Say): Markup {
  const row = passed === false ? 'failed' : 'passed';
  return html`<tr class="${row}"><td>${badge(passed === null ? 'SKIP' : passed ? 'PASS' : 'FAIL')}</td><th scope="row">${name}</th><td data-head="${say('expected')}">${expected}</td><td data-head="${say('actual')}">${actual}</td></tr>${
    remedy === undefined
      ? html``
      : html`<tr class="${row} advice"><td></td><td colspan="3"><p class="remedy"><b>${say('What to do:')}</b> ${remedy}</p></td></tr>`
  }`;
}

/** More than these are in report.json, one by one. */
const MOST_LOSSES = 50;

function lossTable({ lossCauses }: Verdict<string>, index: number, say: Say): Markup {
  if (lossCauses.length === 0) return html``;
  const more = lossCauses.length - MOST_LOSSES;
  return html`
  <h3>${say('Lost requests')}</h3>
  <table class="losses">
    <thead><tr><th scope="col">${say('from')}</th><th scope="col">${say('to')}</th><th scope="col" class="number">${say('lost')}</th><th scope="col">${say('how')}</th><th scope="col">${say('why')}</th></tr></thead>
    <tbody>${lossCauses
      .slice(0, MOST_LOSSES)
      .map(
        (loss, number) =>
          html`<tr><td>${formatSeconds(loss.fromMs)}</td><td>${formatSeconds(loss.toMs)}</td><td class="number lost">✕ ${loss.requests}</td><td>${say(loss.outcome)}</td><td class="why"><details id="drill-${index}-loss-${number}" class="loss-cause" data-from="${Math.round(loss.fromMs)}" data-to="${Math.round(loss.toMs)}"><summary>${loss.cause}</summary>${momentList(loss, say)}<p class="remedy"><b>${say('What to do:')}</b> ${loss.remedy}</p></details></td></tr>`,
      )}</tbody>
  </table>${more > 0 ? html`<p>${say(`and ${more} more times`)}</p>` : html``}`;
}

/** What the losses are put against, in the order of time. */
function momentList({ moments }: LossCause<string>, say: Say): Markup {
  const named = [
    ['SIGTERM', moments.sigtermMs],
    ['out of the endpoints', moments.leftEndpointsMs],
    ['container ended', moments.containerEndedMs],
    ['pod removed', moments.removedMs],
  ] as const;
  const known = named
    .flatMap(([name, atMs]) => (atMs === null ? [] : [{ name, atMs }]))
    .sort((a, b) => a.atMs - b.atMs);
  return html`<ul>${known.map(({ name, atMs }) => html`<li>${formatSeconds(atMs)} ${say(name)}</li>`)}</ul>`;
}

function figures({ figures }: Verdict<string>, say: Say): Markup {
  const entries = Object.entries(figures);
  if (entries.length === 0) return html``;
  return html`
  <h3>${say('Figures')}</h3>
  <dl class="figures">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function eventsTable(marks: readonly MarkModel[], index: number, say: Say): Markup {
  if (marks.length === 0) return html``;
  return html`
  <h3>${say('Events')}</h3>
  <table class="event-list">
    <thead><tr><th scope="col">${say('no.')}</th><th scope="col">${say('at')}</th><th scope="col">${say('kind')}</th><th scope="col">${say('what')}</th></tr></thead>
    <tbody>${marks.map(
      (mark) =>
        html`<tr id="drill-${index}-event-${mark.number}"><td>${mark.number}</td><td>${formatSeconds(mark.atMs)}</td><td><i class="kind ${mark.kind}"></i> ${say(KIND_WORDS[mark.kind])}</td><td>${say(mark.label)}</td></tr>`,
    )}</tbody>
  </table>`;
}
