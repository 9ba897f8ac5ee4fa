import type { Check, Verdict } from '../timeline.ts';
import { dataTable } from './data-table.ts';
import { html, type Markup } from './escape.ts';
import type { DrillModel, MarkModel, PodModel, Tint } from './model.ts';
import { timeTicks } from './ticks.ts';
import { formatDuration, formatOutcomes, formatSeconds, RESULT_SIGNS } from './wording.ts';

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
  ${model.sent === 0 && model.pods.length === 0 ? html`` : timeline(model, index)}
  ${verdict.checks.length === 0 ? html`` : checksTable(verdict.checks)}
  ${figures(verdict)}
  ${eventsTable(model.marks, index)}
  ${model.sent === 0 ? html`` : dataTable(model)}
</section>`;
}

export function badge(result: Verdict['result']): Markup {
  return html`<span class="badge ${result.toLowerCase()}"><span aria-hidden="true">${RESULT_SIGNS[result]}</span> ${result}</span>`;
}

function timeline(model: DrillModel, index: number): Markup {
  const percent = (atMs: number) => `${Math.min(100, Math.max(0, (atMs / model.endMs) * 100)).toFixed(3)}%`;
  return html`
  <figure class="timeline" data-drill="${index}" tabindex="0" role="group" aria-roledescription="timeline" aria-label="${summary(model)} Arrow keys move through time.">
    <output class="readout" aria-live="polite">${model.lost === 0 ? '' : `${model.lost} lost. `}Point at a moment, or use the arrow keys.</output>
    <div class="panels">
      ${
        model.marks.length === 0
          ? html``
          : html`<div class="track events" aria-hidden="true">
        <div class="gutter">events</div>
        <div class="plot">${model.marks.map(
          (mark) =>
            html`<a class="flag ${mark.kind}" href="#drill-${index}-event-${mark.number}" tabindex="-1" style="left:${percent(mark.atMs)}" title="${formatSeconds(mark.atMs)} ${mark.label}"><b>${mark.number}</b><span>${mark.label}</span></a>`,
        )}</div>
      </div>`
      }
      <div class="track lost${model.lost === 0 ? ' none' : ''}">
        <div class="gutter">lost</div>
        <div class="plot">${
          model.lost === 0
            ? html`<span class="nothing-lost">✓ nothing lost of ${model.sent}</span>`
            : model.losses.map(
                (loss) =>
                  html`<span class="loss" style="left:${percent(loss.fromMs)};--width:${percent(loss.toMs - loss.fromMs)}" title="${formatSeconds(loss.fromMs)}: ${formatOutcomes(loss.outcomes)}"><i></i><b>✕ ${loss.requests}</b><span>${formatOutcomes(loss.outcomes)}</span></span>`,
              )
        }</div>
      </div>
      <div class="chart" data-panel="requests"><div class="title">req/s</div></div>
      ${model.pods.length === 0 ? html`` : podTracks(model, percent)}
      ${model.replicas.length === 0 ? html`` : html`<div class="chart" data-panel="replicas"><div class="title">replicas</div></div>`}
      ${model.cpu.curves.length === 0 ? html`` : html`<div class="chart" data-panel="cpu"><div class="title">CPU, m</div></div>`}
      ${model.memory.curves.length === 0 ? html`` : html`<div class="chart" data-panel="memory"><div class="title">memory, MiB</div></div>`}
      <div class="track axis" aria-hidden="true"><div class="gutter"></div><div class="plot">${timeTicks(
        model.endMs,
      ).map((atMs) => html`<span style="left:${percent(atMs)}">${formatDuration(atMs)}</span>`)}</div></div>
      <div class="lines" aria-hidden="true">${[
        ...model.losses.map(
          (loss) =>
            html`<i class="loss-band" style="left:${percent(loss.fromMs)};--width:${percent(loss.toMs - loss.fromMs)}"></i>`,
        ),
        ...model.marks.map((mark) => html`<i class="${mark.kind}" style="left:${percent(mark.atMs)}"></i>`),
      ]}</div>
    </div>
    <figcaption>${legend(model)}</figcaption>
  </figure>`;
}

function summary({ drill, sent, lost, losses, pods }: DrillModel): string {
  const first = losses[0];
  const last = losses.at(-1);
  const when = first && last ? `, from ${formatSeconds(first.fromMs)} to ${formatSeconds(last.toMs)}` : '';
  return `${drill}: ${sent} requests, ${lost === 0 ? 'none' : lost} lost${when}, ${pods.length} pods.`;
}

function podTracks(model: DrillModel, percent: (atMs: number) => string): Markup {
  return html`<div class="pods">${model.pods.map(
    (pod) => html`<div class="track pod ${tintClass(pod.tint)}">
        <div class="gutter" title="${pod.pod}"><i class="swatch"></i>${pod.short}</div>
        <div class="plot" role="img" aria-label="${lifeInWords(pod)}">${pod.spans.map(
          ({ phase, fromMs, toMs }) =>
            html`<span class="span ${phase}" style="left:${percent(fromMs)};width:${percent(toMs - fromMs)}" title="${pod.short} ${phase} from ${formatSeconds(fromMs)} to ${formatSeconds(toMs)}">${phase === 'ready' ? podCaption(pod) : phase}</span>`,
        )}${model.marks
          .filter((mark) => mark.pod === pod.pod && mark.kind !== 'probe-failed')
          .map(
            (mark) =>
              html`<b class="point ${mark.kind}" style="left:${percent(mark.atMs)}" title="${mark.label}">${mark.number}</b>`,
          )}</div>
      </div>`,
  )}</div>`;
}

function podCaption({ version, image, ok, node }: PodModel): string {
  return [version || image, `${ok} answers`, node].filter((word) => word !== '').join(' · ');
}

function lifeInWords({ pod, spans }: PodModel): string {
  const words = spans.map(
    ({ phase, fromMs, toMs }) => `${phase} ${formatSeconds(fromMs)} to ${formatSeconds(toMs)}`,
  );
  return `pod ${pod}: ${words.join(', ')}`;
}

function tintClass({ hue, shade }: Tint): string {
  return `hue-${hue} shade-${shade}`;
}

function legend(model: DrillModel): Markup {
  const versions = Map.groupBy(model.layers, ({ version }) => version);
  return html`<ul class="legend">
      ${[...versions].map(
        ([version, layers]) =>
          html`<li>${layers.map(({ tint }) => html`<i class="swatch ${tintClass(tint)}"></i>`)} ${version === '' ? 'answers' : `version ${version}`}</li>`,
      )}
      <li><i class="swatch lost"></i> lost requests</li>
      ${model.pods.length === 0 ? html`` : html`<li><i class="swatch starting"></i> not ready yet</li><li><i class="swatch leaving"></i> stopping</li>`}
      ${model.replicas.length === 0 ? html`` : html`<li><i class="line ready"></i> ready</li><li><i class="line wanted"></i> wanted</li><li><i class="line wish"></i> the HPA’s wish</li>`}
      ${model.cpu.curves.some(({ pod }) => pod === null) ? html`<li><i class="line mean"></i> mean CPU as the HPA saw it</li>` : html``}
    </ul>`;
}

function checksTable(checks: readonly Check[]): Markup {
  return html`
  <h3>Checks</h3>
  <div class="scroll"><table class="checks">
    <thead><tr><th scope="col">result</th><th scope="col">check</th><th scope="col">expected</th><th scope="col">actual</th></tr></thead>
    <tbody>${checks.map(
      (check) =>
        html`<tr class="${check.passed ? 'passed' : 'failed'}"><td>${badge(check.passed ? 'PASS' : 'FAIL')}</td><th scope="row">${check.name}${check.remedy === undefined ? html`` : html`<p class="remedy"><b>What to do:</b> ${check.remedy}</p>`}</th><td>${check.expected}</td><td>${check.actual}</td></tr>`,
    )}</tbody>
  </table></div>`;
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
  <div class="scroll"><table class="event-list">
    <thead><tr><th scope="col">no.</th><th scope="col">at</th><th scope="col">kind</th><th scope="col">what</th></tr></thead>
    <tbody>${marks.map(
      (mark) =>
        html`<tr id="drill-${index}-event-${mark.number}"><td>${mark.number}</td><td>${formatSeconds(mark.atMs)}</td><td><i class="kind ${mark.kind}"></i> ${KIND_WORDS[mark.kind]}</td><td>${mark.label}</td></tr>`,
    )}</tbody>
  </table></div>`;
}
