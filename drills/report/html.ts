import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { message } from '../../messages/all.ts';
import { sayIn } from '../../messages/message.ts';
import { REPORT, type ReportWords } from '../../messages/report.ts';
import { ENGLISH, type Reader } from '../../messages/say.ts';
import type { Verdict } from '../timeline.ts';
import { badge, drillSection, remedyLine } from './drill-section.ts';
import { html, Markup, scriptJson } from './escape.ts';
import { type EvidenceName, evidenceOf } from './evidence.ts';
import { type DrillModel, modelOf, type ReportedDrill } from './model.ts';
import { type SaidVerdict, sayVerdict } from './said-verdict.ts';
import { sideBySide, sideBySideTable } from './side-by-side.ts';
import { definitions, table } from './table.ts';
import { formatLosses, formatOverall, headlineOf, sumOf } from './wording.ts';

/** A drill whose sentences are in the reader's language. */
interface ShownDrill extends Pick<ReportedDrill, 'timeline'> {
  readonly verdict: SaidVerdict;
  readonly model: DrillModel;
}

/** One file that needs nothing else: no network, no fonts, no other files. */
export async function reportHtml(given: readonly ReportedDrill[], reader: Reader = ENGLISH): Promise<string> {
  const { language, say } = reader;
  const words = sayIn(REPORT, language);
  const drills = failedFirst(given).map(({ timeline, verdict }) => ({
    timeline,
    verdict: sayVerdict(verdict, say),
    model: modelOf(timeline, say),
  }));
  const script = await bundleScript();
  const styles = ['uplot/dist/uPlot.min.css', '../../src/page/styles/palette.css', './page/report.css'];
  const verdicts = drills.map(({ verdict }) => verdict);
  const overall = say(formatOverall(verdicts));
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${overall} – ${words('report.title')}</title>
<style>${new Markup(styles.map(read).join('\n'))}</style>
<noscript><style>.chart, .controls, .flag-label { display: none }</style></noscript>
</head>
<body>
<main>
<header class="top">
  <h1>${badge(RESULTS.find((result) => verdicts.some((one) => one.result === result)) ?? 'SKIP')} ${overall}</h1>
  ${drills.length === 0 ? html`<p class="top-line">${words('report.nothingRun')}</p>` : summary(drills, given, reader, words)}
</header>
${drills.length > 0 && verdictTable(drills, words)}
${sideBySide(given.map(({ verdict }) => verdict)).map((both) => sideBySideTable(both, say))}
${evidence(drills, words)}
${drills.map(({ model, verdict }, index) =>
  drillSection(model, verdict, index, words, verdict.result === 'FAIL' || drills.length === 1),
)}
</main>
<script type="application/json" id="models">${new Markup(scriptJson(drills.map(({ model }) => model)))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

/** The overall result is the first of these that occurs. */
const RESULTS: readonly Verdict['result'][] = ['FAIL', 'PASS', 'SKIP'];

function failedFirst(drills: readonly ReportedDrill[]): ReportedDrill[] {
  return drills.toSorted((a, b) => RESULTS.indexOf(a.verdict.result) - RESULTS.indexOf(b.verdict.result));
}

/** What was lost and how sure that is, how long the drills took, and what they are compared with. */
function summary(
  drills: readonly ShownDrill[],
  given: readonly ReportedDrill[],
  { say }: Reader,
  words: ReportWords,
): Markup {
  const verdicts = given.map(({ verdict }) => verdict);
  const { sent, lost } = sumOf(verdicts.map(({ loss }) => loss));
  const bound = formatLosses(verdicts);
  const tookMs = drills.reduce((total, { timeline }) => total + timeline.durationMs, 0);
  const controls = drills.flatMap(({ verdict: { drill, control } }) =>
    control === null ? [] : [`${drill}: ${words('losses.meant', { ...control })}`],
  );
  const pairs = sideBySide(verdicts).map(
    ({ drill }) => `${drill}: ${words('report.byHand')} / ${words('report.byItself')}`,
  );
  return html`<p class="top-line">${say(lost === 0 ? bound : message('losses.counted', { sent, lost, bound }))}</p>
  ${definitions('evidence', [
    [words('report.took'), words('duration.minutes', { ms: tookMs })],
    [words('report.comparedWith'), [...controls, ...pairs]],
  ])}`;
}

function verdictTable(drills: readonly ShownDrill[], words: ReportWords): Markup {
  const heads = (['result', 'drill', 'what', 'requests', 'lost', 'took'] as const).map((head) =>
    words(`report.${head}`),
  );
  const rows = drills.map(({ verdict, timeline }, index) => {
    const lost = verdict.loss?.lost ?? 0;
    const meant = verdict.control?.lost ?? 0;
    return [
      badge(verdict.result),
      html`<a href="#drill-${index}">${verdict.drill}</a>`,
      whatHappened(verdict, words),
      words('count', { count: timeline.requests.length }),
      html`${lost > 0 ? html`<b class="lost">✕\u00a0${words('count', { count: lost })}</b>` : lost}${meant > 0 && html` <small>${words('losses.meantOf', { meant })}</small>`}`,
      words('duration.minutes', { ms: timeline.durationMs }),
    ];
  });
  return table({ kind: 'verdicts', caption: words('report.verdicts'), heads, title: 1, rows });
}

function whatHappened(verdict: SaidVerdict, words: ReportWords): Markup {
  const failed = verdict.checks.filter(({ passed }) => passed === false);
  if (failed.length === 0) return html`${headlineOf(verdict)}`;
  return html`${failed.map(
    ({ name, expected, actual, remedy }) =>
      html`<p><b>${name}</b>: ${words('report.asExpected', { actual, expected })}</p>${remedyLine(remedy, words)}`,
  )}`;
}

function evidence(drills: readonly ShownDrill[], words: ReportWords): Markup | false {
  const known = Object.entries(evidenceOf(drills.map(({ timeline }) => timeline)));
  return definitions(
    'evidence',
    known.map(([name, value]) => [words(`evidence.${name as EvidenceName}`), value]),
  );
}

/** The page's script and everything that it imports, as one script. */
async function bundleScript(): Promise<string> {
  // rolldown loads slowly, and most commands write no report.
  const { build } = await import('rolldown');
  const { output } = await build({
    input: fileURLToPath(new URL('page/report.js', import.meta.url)),
    platform: 'browser',
    tsconfig: false,
    write: false,
    output: { format: 'iife', minify: true },
  });
  return output[0].code;
}

function read(specifier: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(specifier)), 'utf8');
}
