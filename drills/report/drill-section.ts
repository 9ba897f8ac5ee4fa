import type { Check, Verdict } from '../timeline.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup } from './escape.ts';
import type { Loss } from './losses.ts';
import type { DrillModel, MarkModel } from './model.ts';
import { timelineFigure } from './timeline-figure.ts';
import { formatOutcomes, formatSeconds, RESULT_SIGNS } from './wording.ts';

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

export function drillSection(model: DrillModel, verdict: Verdict, index: number): Markup {
  return html`
<section class="drill" id="drill-${index}" aria-labelledby="drill-${index}-name">
  <header>
    <h2 id="drill-${index}-name">${badge(verdict.result)} ${verdict.drill}</h2>
    <p class="reason">${verdict.reason}</p>
  </header>
  ${model.sent === 0 && model.pods.length === 0 ? html`` : timelineFigure(model, index)}
  ${lossTable(model.losses)}
  ${verdict.checks.length === 0 ? html`` : checksTable(verdict.checks)}
  ${figures(verdict)}
  ${eventsTable(model.marks, index)}
  ${model.sent === 0 ? html`` : dataTable(model)}
</section>`;
}

export function badge(result: Verdict['result']): Markup {
  return html`<span class="badge ${result.toLowerCase()}"><span aria-hidden="true">${RESULT_SIGNS[result]}</span> ${result}</span>`;
}

function checksTable(checks: readonly Check[]): Markup {
  return html`
  <h3>Checks</h3>
  <table class="checks">
    <thead><tr><th scope="col">result</th><th scope="col">check</th><th scope="col">expected</th><th scope="col">actual</th></tr></thead>
    <tbody>${checks.map(checkRow)}</tbody>
  </table>`;
}

function checkRow({ name, passed, expected, actual, remedy }: Check): Markup {
  const row = passed ? 'passed' : 'failed';
  return html`<tr class="${row}"><td>${badge(passed ? 'PASS' : 'FAIL')}</td><th scope="row">${name}</th><td data-head="expected">${expected}</td><td data-head="actual">${actual}</td></tr>${
    remedy === undefined
      ? html``
      : html`<tr class="${row} advice"><td></td><td colspan="3"><p class="remedy"><b>What to do:</b> ${remedy}</p></td></tr>`
  }`;
}

/** More than these are in report.json, one by one. */
const MOST_LOSSES = 50;

function lossTable(losses: readonly Loss[]): Markup {
  if (losses.length === 0) return html``;
  const more = losses.length - MOST_LOSSES;
  return html`
  <h3>Lost requests</h3>
  <table class="losses">
    <thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col" class="number">lost</th><th scope="col">how</th></tr></thead>
    <tbody>${losses
      .slice(0, MOST_LOSSES)
      .map(
        ({ fromMs, toMs, requests, outcomes }) =>
          html`<tr><td>${formatSeconds(fromMs)}</td><td>${formatSeconds(toMs)}</td><td class="number lost">✕ ${requests}</td><td>${formatOutcomes(outcomes)}</td></tr>`,
      )}</tbody>
  </table>${more > 0 ? html`<p>and ${more} more times</p>` : html``}`;
}

function figures({ figures }: Verdict): Markup {
  const entries = Object.entries(figures);
  if (entries.length === 0) return html``;
  return html`
  <h3>Figures</h3>
  <dl class="figures">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function eventsTable(marks: readonly MarkModel[], index: number): Markup {
  if (marks.length === 0) return html``;
  return html`
  <h3>Events</h3>
  <table class="event-list">
    <thead><tr><th scope="col">no.</th><th scope="col">at</th><th scope="col">kind</th><th scope="col">what</th></tr></thead>
    <tbody>${marks.map(
      (mark) =>
        html`<tr id="drill-${index}-event-${mark.number}"><td>${mark.number}</td><td>${formatSeconds(mark.atMs)}</td><td><i class="kind ${mark.kind}"></i> ${KIND_WORDS[mark.kind]}</td><td>${mark.label}</td></tr>`,
    )}</tbody>
  </table>`;
}
