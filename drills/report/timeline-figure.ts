import type { Say } from '../language/say.ts';
import { html, type Markup } from './escape.ts';
import type { DrillModel, MarkModel, PodModel, Tint } from './model.ts';
import type { PodPhase, PodSpan } from './pods.ts';
import { timeTicks } from './ticks.ts';
import { formatOutcomes, formatSeconds, formatTick } from './wording.ts';

/** Of the width of the picture. */
const POINT_WIDTH = 0.02;

/** As the terminal has them, and the legend. */
const PHASES: Readonly<Record<PodPhase, string>> = {
  pending: 'pending',
  starting: 'starting',
  ready: 'ready',
  'not-ready': 'not ready',
  down: 'down',
  leaving: 'stopping',
};

/** The picture of one drill. What is drawn on a canvas comes from the page's script; all else stands here. */
export function timelineFigure(model: DrillModel, index: number, say: Say): Markup {
  const at = (atMs: number) => `--at:${Math.round(Math.min(model.endMs, Math.max(0, atMs)))}`;
  return html`
  <div class="timeline" data-drill="${index}" style="--from:0;--span:${Math.round(model.endMs)}" tabindex="0" role="group" aria-roledescription="timeline" aria-label="${say(summary(model))} ${say('Arrow keys move through time, plus and minus zoom, 0 shows all.')}">
    <div class="controls">
      <output class="readout" aria-live="polite">${model.lost === 0 ? '' : `${say(`${model.lost} lost`)}. `}${say('Point at a moment, or use the arrow keys; drag to zoom.')}</output>
      <button type="button" data-zoom="in" title="${say('zoom in')} (+)">+</button>
      <button type="button" data-zoom="out" title="${say('zoom out')} (-)">−</button>
      <button type="button" data-zoom="all" title="${say('show all')} (0)">${say('all')}</button>
    </div>
    <div class="panels">
      ${
        model.marks.length === 0
          ? html``
          : html`<div class="track events" aria-hidden="true">
        <div class="gutter">${say('events')}</div>
        <div class="plot">${model.marks.map(
          (mark) =>
            html`<a class="flag ${mark.kind}" href="#drill-${index}-event-${mark.number}" tabindex="-1" style="${at(mark.atMs)}" title="${formatSeconds(mark.atMs)} ${say(mark.label)}"><b>${mark.number}</b><span class="flag-label">${say(mark.label)}</span></a>`,
        )}</div>
      </div>`
      }
      <div class="track lost">
        <div class="gutter${model.lost === 0 ? '' : ' alarm'}">${say('lost')}</div>
        <div class="plot">${
          model.lost === 0
            ? html`<span class="nothing-lost">✓ ${say(`nothing lost of ${model.sent}`)}</span>`
            : model.losses.map(
                (loss) =>
                  html`<button type="button" class="loss" data-from="${Math.round(loss.fromMs)}" data-to="${Math.round(loss.toMs)}" style="${at((loss.fromMs + loss.toMs) / 2)}" title="${formatSeconds(loss.fromMs)}: ${say(formatOutcomes(loss.outcomes))}; ${say('zoom to it')}"><b>✕ ${loss.requests}</b><span class="loss-how">${say(formatOutcomes(loss.outcomes))}</span></button>`,
              )
        }</div>
      </div>
      <div class="chart" data-panel="requests"><div class="title">${say('req/s')}</div></div>
      ${model.pods.length === 0 ? html`` : html`<div class="pods">${model.pods.map((pod) => podTrack(model, pod, at, say))}</div>`}
      ${model.replicas.length === 0 ? html`` : html`<div class="chart" data-panel="replicas"><div class="title">${say('replicas')}</div></div>`}
      ${model.cpu.curves.length === 0 ? html`` : html`<div class="chart" data-panel="cpu"><div class="title">CPU</div></div>`}
      ${model.memory.curves.length === 0 ? html`` : html`<div class="chart" data-panel="memory"><div class="title">${say('memory')}</div></div>`}
      <noscript><div class="track axis" aria-hidden="true"><div class="gutter"></div><div class="plot">${timeTicks(
        model.endMs,
      ).map((atMs) => html`<span style="${at(atMs)}">${formatTick(atMs)}</span>`)}</div></div></noscript>
      <div class="lines" aria-hidden="true">${[
        ...model.losses.map(
          (loss) =>
            html`<i class="loss-band" style="${at(loss.fromMs)};--for:${Math.round(loss.toMs - loss.fromMs)}"></i>`,
        ),
        ...model.marks.map((mark) => html`<i class="${mark.kind}" style="${at(mark.atMs)}"></i>`),
      ]}</div>
    </div>
    <div class="tip" aria-hidden="true"></div>
    ${legend(model, say)}
  </div>`;
}

function summary({ drill, sent, lost, losses, pods }: DrillModel): string {
  const first = losses[0];
  const last = losses.at(-1);
  const when = first && last ? `, from ${formatSeconds(first.fromMs)} to ${formatSeconds(last.toMs)}` : '';
  return `${drill}: ${sent} requests, ${lost === 0 ? 'none' : lost} lost${when}, ${pods.length} pods.`;
}

function podTrack(model: DrillModel, pod: PodModel, at: (atMs: number) => string, say: Say): Markup {
  const captioned = pod.spans
    .filter(({ phase }) => phase === 'ready')
    .reduce<PodSpan | null>((longest, span) => (lengthMs(span) > lengthMs(longest) ? span : longest), null);
  return html`<div class="track pod ${tintClass(pod.tint)}">
        <div class="gutter name" title="${pod.pod}"><i class="swatch"></i>${pod.short}</div>
        <div class="plot" role="img" aria-label="${lifeInWords(pod, say)}">${pod.spans.map((span) => {
          const { phase, fromMs, toMs } = span;
          return html`<span class="span ${phase}" style="${at(fromMs)};--for:${Math.round(toMs - fromMs)}" title="${pod.short} ${say(`${PHASES[phase]} from ${formatSeconds(fromMs)} to ${formatSeconds(toMs)}`)}">${span === captioned ? podCaption(pod, say) : phase === 'ready' ? '' : say(PHASES[phase])}</span>`;
        })}${pointsOf(model, pod).map(
          (mark) =>
            html`<b class="point ${mark.kind}" style="${at(mark.atMs)}" title="${say(mark.label)}">${mark.number}</b>`,
        )}</div>
      </div>`;
}

function lengthMs(span: PodSpan | null): number {
  return span === null ? 0 : span.toMs - span.fromMs;
}

/** Numbers that would cover each other are left to the row of events. */
function pointsOf({ marks, endMs }: DrillModel, { pod }: PodModel): MarkModel[] {
  const points: MarkModel[] = [];
  for (const mark of marks) {
    if (mark.pod !== pod || mark.kind === 'probe-failed') continue;
    const before = points.at(-1);
    if (before === undefined || mark.atMs - before.atMs > endMs * POINT_WIDTH) points.push(mark);
  }
  return points;
}

function podCaption({ version, image, ok, node }: PodModel, say: Say): string {
  return [version || image, say(`${ok} answers`), node].filter((word) => word !== '').join(' · ');
}

function lifeInWords({ pod, spans }: PodModel, say: Say): string {
  const words = spans.map(({ phase, fromMs, toMs }) =>
    say(`${PHASES[phase]} from ${formatSeconds(fromMs)} to ${formatSeconds(toMs)}`),
  );
  return `${say('pod')} ${pod}: ${words.join(', ')}`;
}

function tintClass({ hue, shade }: Tint): string {
  return `hue-${hue} shade-${shade}`;
}

function legend(model: DrillModel, say: Say): Markup {
  const versions = Map.groupBy(model.layers, ({ version }) => version);
  return html`<ul class="legend">
      ${[...versions].map(
        ([version, layers]) =>
          html`<li>${layers.map(({ tint }) => html`<i class="swatch ${tintClass(tint)}"></i>`)} ${say(version === '' ? 'answers' : `version ${version}`)}</li>`,
      )}
      <li><i class="swatch lost"></i> ${say('lost requests')}</li>
      ${model.pods.length === 0 ? html`` : html`<li><i class="swatch starting"></i> ${say('not ready yet')}</li><li><i class="swatch leaving"></i> ${say('stopping')}</li>`}
      ${model.replicas.length === 0 ? html`` : html`<li><i class="line ready"></i> ${say('ready')}</li><li><i class="line desired"></i> ${say('desired')}</li><li><i class="line hpa-desired"></i> ${say('desired by the HPA')}</li>`}
      ${model.cpu.curves.some(({ pod }) => pod === null) ? html`<li><i class="line mean"></i> ${say('mean CPU as the HPA saw it')}</li>` : html``}
      ${model.memory.curves.some(({ by }) => by === 'prometheus') ? html`<li><i class="scrape"></i> ${say('memory as Prometheus has it')}</li>` : html``}
    </ul>`;
}
