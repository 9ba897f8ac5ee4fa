import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ENGLISH, type Reader, type Say } from '../language/say.ts';
import { sayVerdict } from '../language/verdict.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';
import { badge, drillSection } from './drill-section.ts';
import { html, Markup, scriptJson } from './escape.ts';
import { evidence } from './evidence.ts';
import { type DrillModel, modelOf, type ReportedDrill } from './model.ts';
import { requestTimes } from './requests.ts';
import { type SideBySide, sideBySide, sideBySideTable } from './side-by-side.ts';
import { formatDuration, formatLosses, formatOverall, pageWords } from './wording.ts';

/** A drill whose verdict is in words. */
interface ShownDrill {
  readonly timeline: Timeline;
  readonly verdict: Verdict<string>;
}

/** One file that needs nothing else: no network, no fonts, no other files. */
export function reportHtml(given: readonly ReportedDrill[], reader: Reader = ENGLISH): string {
  const { say } = reader;
  const drills = failedFirst(given).map((one) => ({ ...one, verdict: sayVerdict(one.verdict, say) }));
  const models = drills.map(modelOf);
  const scripts = [
    readAsset('uplot/dist/uPlot.iife.min.js'),
    ['panels.js', 'plugins.js', 'report.js'].map(readPageFile).join('\n'),
  ];
  const styles = [
    readAsset('uplot/dist/uPlot.min.css'),
    readPageFile('../../../src/page/styles/palette.css'),
    readPageFile('report.css'),
  ].join('\n');
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'sha256-${sha256(script)}'`).join(' ')}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const verdicts = drills.map(({ verdict }) => verdict);
  const failed = verdicts.some(({ result }) => result === 'FAIL');
  const comparisons = sideBySide(given.map(({ verdict }) => verdict));
  const page = html`<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say(formatOverall(verdicts))} – ${say('drill report')}</title>
<style>${new Markup(styles)}</style>
<noscript><style>.chart, .controls, .flag-label { display: none }</style></noscript>
</head>
<body>
<main>
<header class="top">
  <h1>${failed ? badge('FAIL') : verdicts.some(({ result }) => result === 'PASS') ? badge('PASS') : badge('SKIP')} ${say(formatOverall(verdicts))}</h1>
  <p class="top-line">${overview(drills, say)}</p>
  ${drills.length === 0 ? html`` : scope(drills, comparisons, say)}
</header>
${verdictTable(drills, models, say)}
${comparisons.map((both) => sideBySideTable(both, say))}
${evidence(drills, say)}
${drills.map(({ verdict }, index) =>
  drillSection(
    models[index] as DrillModel,
    verdict,
    index,
    reader,
    verdict.result === 'FAIL' || drills.length === 1,
  ),
)}
</main>
<script type="application/json" id="words">${new Markup(scriptJson(pageWords(say)))}</script>
<script type="application/json" id="models">${new Markup(scriptJson(models.map((model, index) => ({ ...model, marks: model.marks.map((mark) => ({ ...mark, label: say(mark.label) })), times: requestTimes(drills[index]?.timeline.requests ?? []) }))))}</script>
${scripts.map((script) => html`<script>${new Markup(script)}</script>`)}
</body>
</html>
`;
  return page.text;
}

const ORDER: readonly Verdict['result'][] = ['FAIL', 'PASS', 'SKIP'];

function failedFirst(drills: readonly ReportedDrill[]): ReportedDrill[] {
  return drills.toSorted((a, b) => ORDER.indexOf(a.verdict.result) - ORDER.indexOf(b.verdict.result));
}

function overview(drills: readonly ReportedDrill[], say: Say): string {
  if (drills.length === 0) return say('nothing was run');
  const verdicts = drills.map(({ verdict }) => verdict);
  const sent = verdicts.reduce((total, { loss }) => total + (loss?.sent ?? 0), 0);
  const lost = verdicts.reduce((total, { loss }) => total + (loss?.lost ?? 0), 0);
  const bound = say(formatLosses(verdicts));
  return lost === 0 ? bound : `${say(`${sent} requests counted, ${lost} lost`)}. ${bound}`;
}

/** How long it took, and what it was compared with. */
function scope(drills: readonly ShownDrill[], comparisons: readonly SideBySide[], say: Say): Markup {
  const tookMs = drills.reduce((total, { timeline }) => total + timeline.durationMs, 0);
  const controls = drills.flatMap(({ verdict: { drill, control } }) =>
    control === null ? [] : [`${drill}: ${say(`meant to be lost: ${control.lost} of ${control.sent}`)}`],
  );
  const pairs = comparisons.map(({ drill }) => `${drill}: ${say('by hand')} / ${say('by itself')}`);
  const compared = [...controls, ...pairs].map((one) => html`<dd>${one}</dd>`);
  return html`<dl class="evidence"><div><dt>${say('took')}</dt><dd>${formatDuration(tookMs)}</dd></div>${
    compared.length === 0 ? html`` : html`<div><dt>${say('compared with')}</dt>${compared}</div>`
  }</dl>`;
}

function verdictTable(drills: readonly ShownDrill[], models: readonly DrillModel[], say: Say): Markup {
  if (drills.length === 0) return html``;
  return html`
<div class="scroll" tabindex="0" role="region" aria-label="${say('Verdicts')}"><table class="verdicts">
  <caption>${say('Verdicts')}</caption>
  <thead><tr><th scope="col">${say('result')}</th><th scope="col">${say('drill')}</th><th scope="col">${say('what')}</th><th scope="col" class="number">${say('requests')}</th><th scope="col" class="number">${say('lost')}</th><th scope="col" class="number">${say('took')}</th></tr></thead>
  <tbody>${drills.map(({ verdict, timeline }, index) => {
    const { sent } = models[index] as DrillModel;
    const lost = verdict.loss?.lost ?? 0;
    const meant = verdict.control?.lost ?? 0;
    const failed = verdict.checks.filter(({ passed }) => passed === false);
    return html`<tr><td>${badge(verdict.result)}</td><th scope="row"><a href="#drill-${index}">${verdict.drill}</a></th><td class="what">${
      failed.length > 0
        ? failed.map((one) => failure(one, say))
        : verdict.result === 'PASS' && verdict.deciding !== ''
          ? verdict.deciding
          : verdict.reason
    }</td><td class="number" data-head="${say('requests')}">${sent}</td><td class="number${lost > 0 ? ' lost' : ''}" data-head="${say('lost')}">${lost > 0 ? '✕\u00a0' : ''}${lost}${meant === 0 ? html`` : html` <small>${say(`${meant} meant to be`)}</small>`}</td><td class="number" data-head="${say('took')}">${formatDuration(timeline.durationMs)}</td></tr>`;
  })}</tbody>
</table></div>`;
}

function failure({ name, expected, actual, remedy }: Check<string>, say: Say): Markup {
  return html`<p><b>${name}</b>: ${actual} (${say('expected')} ${expected})</p>${
    remedy === undefined ? html`` : html`<p class="remedy"><b>${say('What to do:')}</b> ${remedy}</p>`
  }`;
}

function readAsset(specifier: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(specifier)), 'utf8');
}

function readPageFile(name: string): string {
  return readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
