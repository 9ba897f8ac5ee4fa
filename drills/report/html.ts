import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ENGLISH, type Reader } from '../language/say.ts';
import { badge, drillSection } from './drill-section.ts';
import { html, Markup, scriptJson } from './escape.ts';
import { type DrillModel, modelOf, type ReportedDrill } from './model.ts';
import { formatDuration, formatOverall } from './wording.ts';

/** One file that needs nothing else: no network, no fonts, no other files. */
export function reportHtml(drills: readonly ReportedDrill[], reader: Reader = ENGLISH): string {
  const models = drills.map(modelOf);
  const scripts = [readAsset('uplot/dist/uPlot.iife.min.js'), readPageFile('report.js')];
  const styles = `${readAsset('uplot/dist/uPlot.min.css')}\n${readPageFile('report.css')}`;
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'sha256-${sha256(script)}'`).join(' ')}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const verdicts = drills.map(({ verdict }) => verdict);
  const failed = verdicts.some(({ result }) => result === 'FAIL');
  const page = html`<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${formatOverall(verdicts)} – drill report</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<main>
<header class="top">
  <h1>${failed ? badge('FAIL') : verdicts.some(({ result }) => result === 'PASS') ? badge('PASS') : badge('SKIP')} ${formatOverall(verdicts)}</h1>
  <p class="top-line">${overview(drills, models)}</p>
</header>
${verdictTable(drills, models)}
${drills.map(({ verdict }, index) => drillSection(models[index] as DrillModel, verdict, index))}
</main>
<script type="application/json" id="models">${new Markup(scriptJson(models))}</script>
${scripts.map((script) => html`<script>${new Markup(script)}</script>`)}
</body>
</html>
`;
  return page.text;
}

function overview(drills: readonly ReportedDrill[], models: readonly DrillModel[]): string {
  const sent = models.reduce((total, model) => total + model.sent, 0);
  const lost = models.reduce((total, model) => total + model.lost, 0);
  const started = drills[0]?.timeline.startedAt;
  const counted = `${sent} requests counted, ${lost === 0 ? 'none lost' : `${lost} lost`}`;
  return started === undefined
    ? counted
    : `${counted} · ${started.replace('T', ' ').replace(/\.\d+Z$/u, ' UTC')}`;
}

function verdictTable(drills: readonly ReportedDrill[], models: readonly DrillModel[]): Markup {
  return html`
<div class="scroll" tabindex="0" role="region" aria-label="Verdicts"><table class="verdicts">
  <caption>Verdicts</caption>
  <thead><tr><th scope="col">result</th><th scope="col">drill</th><th scope="col">why</th><th scope="col" class="number">requests</th><th scope="col" class="number">lost</th><th scope="col" class="number">took</th></tr></thead>
  <tbody>${drills.map(({ verdict, timeline }, index) => {
    const { sent, lost } = models[index] as DrillModel;
    const failed = verdict.checks.filter(({ passed }) => !passed);
    return html`<tr><td>${badge(verdict.result)}</td><th scope="row"><a href="#drill-${index}">${verdict.drill}</a></th><td data-head="why">${
      failed.length === 0 ? verdict.reason : failed.map(failure)
    }</td><td class="number" data-head="requests">${sent}</td><td class="number${lost > 0 ? ' lost' : ''}" data-head="lost">${lost > 0 ? '✕\u00a0' : ''}${lost}</td><td class="number" data-head="took">${formatDuration(timeline.durationMs)}</td></tr>`;
  })}</tbody>
</table></div>`;
}

function failure({ name, expected, actual, remedy }: ReportedDrill['verdict']['checks'][number]): Markup {
  return html`<p><b>${name}</b>: ${actual} (expected ${expected})</p>${
    remedy === undefined ? html`` : html`<p class="remedy"><b>What to do:</b> ${remedy}</p>`
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
