import type { ReportWords } from '../../messages/report.ts';
import { html, type Markup } from './escape.ts';
import type { Loss } from './losses.ts';
import type { DrillModel, MarkModel, PodModel } from './model.ts';
import type { PodSpan } from './pods.ts';
import { formatOutcomes } from './requests.ts';
import { formatTick, timeTicks } from './ticks.ts';
import { tintStyle } from './tint.ts';

/** A point's width as a share of the picture's. */
const POINT_SHARE = 0.02;

/** The picture of one drill. The page's script draws the canvases; everything else is here. */
export function timelineFigure(model: DrillModel, index: number, words: ReportWords): Markup {
  const { endMs, losses, marks, sent, lost, pods, replicas, cpu, memory } = model;
  const at = (atMs: number) => `--at:${Math.round(Math.min(endMs, Math.max(0, atMs)))}`;
  const chart = (panel: string, title: string) =>
    html`<div class="chart" data-panel="${panel}"><div class="title">${title}</div></div>`;
  return html`
  <div class="timeline" data-drill="${index}" style="--from:0;--span:${Math.round(endMs)}" tabindex="0" role="group" aria-roledescription="timeline" aria-label="${summary(model, words)} ${words('timeline.keys')}">
    <div class="controls">
      <output class="readout" aria-live="polite">${lost > 0 && `${words('timeline.lost', { lost })}. `}${words('timeline.hint')}</output>
      <button type="button" data-zoom="in" title="${words('zoom.in')} (+)">+</button>
      <button type="button" data-zoom="out" title="${words('zoom.out')} (-)">−</button>
      <button type="button" data-zoom="all" title="${words('zoom.showAll')} (0)">${words('zoom.all')}</button>
    </div>
    <div class="panels">
      ${
        marks.length > 0 &&
        html`<div class="track events" aria-hidden="true">
        <div class="gutter">${words('timeline.events')}</div>
        <div class="plot">${marks.map(
          ({ kind, number, atMs, label }) =>
            html`<a class="flag ${kind}" href="#drill-${index}-event-${number}" tabindex="-1" style="${at(atMs)};${markStyle(kind)}" title="${words('duration.tenths', { ms: atMs })} ${label}"><b>${number}</b><span class="flag-label">${label}</span></a>`,
        )}</div>
      </div>`
      }
      <div class="track lost">
        <div class="gutter ${lost > 0 && 'alarm'}">${words('report.lost')}</div>
        <div class="plot">${lost === 0 && html`<span class="nothing-lost">✓ ${words('timeline.nothingLost', { sent })}</span>`}${losses.map((loss) => lossBadge(loss, at, words))}</div>
      </div>
      ${chart('requests', words('timeline.rate'))}
      ${pods.length > 0 && html`<div class="pods">${pods.map((pod) => podTrack(model, pod, at, words))}</div>`}
      ${replicas.length > 0 && chart('replicas', words('timeline.replicas'))}
      ${cpu.curves.length > 0 && chart('cpu', 'CPU')}
      ${memory.curves.length > 0 && chart('memory', words('timeline.memory'))}
      <noscript><div class="track axis" aria-hidden="true"><div class="gutter"></div><div class="plot">${timeTicks(
        endMs,
      ).map(
        (atMs) => html`<span style="${at(atMs)}">${formatTick(atMs, 1000, words)}</span>`,
      )}</div></div></noscript>
      <div class="lines" aria-hidden="true">${losses.map(
        ({ fromMs, toMs }) =>
          html`<i class="loss-band" style="${at(fromMs)};--for:${Math.round(toMs - fromMs)}"></i>`,
      )}${marks.map(({ kind, atMs }) => html`<i class="${kind}" style="${at(atMs)};${markStyle(kind)}"></i>`)}</div>
    </div>
    <div class="tip" aria-hidden="true"></div>
    ${legend(model, words)}
  </div>`;
}

function summary({ drill, sent, lost, losses, pods }: DrillModel, words: ReportWords): string {
  const [values, first, last] = [{ drill, sent, pods: pods.length }, losses[0], losses.at(-1)];
  if (!first || !last) return words('timeline.summary', values);
  return words('timeline.summaryOfLosses', { ...values, lost, from: first.fromMs, to: last.toMs });
}

function lossBadge(
  { fromMs, toMs, requests, outcomes }: Loss,
  at: (ms: number) => string,
  words: ReportWords,
) {
  const how = formatOutcomes(outcomes, words);
  return html`<button type="button" class="loss" data-from="${Math.round(fromMs)}" data-to="${Math.round(toMs)}" style="${at((fromMs + toMs) / 2)}" title="${words('duration.tenths', { ms: fromMs })}: ${how}; ${words('zoom.toIt')}"><b>✕ ${requests}</b><span class="loss-how">${how}</span></button>`;
}

function podTrack(model: DrillModel, pod: PodModel, at: (ms: number) => string, words: ReportWords): Markup {
  const ready = pod.spans.filter(({ phase }) => phase === 'ready');
  const captioned = ready.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
  const say = ({ phase, fromMs, toMs }: PodSpan) =>
    words('timeline.span', { phase: words(`phase.${phase}`), from: fromMs, to: toMs });
  const caption = [pod.version || pod.image, words('timeline.answers', { count: pod.ok }), pod.node];
  const insideOf = (span: PodSpan) =>
    span === captioned
      ? caption.filter(Boolean).join(' · ')
      : span.phase !== 'ready' && words(`phase.${span.phase}`);
  return html`<div class="track pod" style="${tintStyle(pod.tint)}">
        <div class="gutter name" title="${pod.pod}"><i class="swatch"></i>${pod.short}</div>
        <div class="plot" role="img" aria-label="${words('timeline.pod', { pod: pod.pod, spans: pod.spans.map(say) })}">${pod.spans.map(
          (span) =>
            html`<span class="span ${span.phase}" style="${at(span.fromMs)};--for:${Math.round(span.toMs - span.fromMs)}" title="${pod.short} ${say(span)}">${insideOf(span)}</span>`,
        )}${pointsOf(model, pod).map(
          ({ kind, atMs, label, number }) =>
            html`<b class="point ${kind}" style="${at(atMs)};${markStyle(kind)}" title="${label}">${number}</b>`,
        )}</div>
      </div>`;
}

/** A number that would cover the one before it is left out: the row of events has every number. */
function pointsOf({ marks, endMs }: DrillModel, { pod }: PodModel): MarkModel[] {
  const points: MarkModel[] = [];
  for (const mark of marks) {
    if (mark.pod !== pod || mark.kind === 'probe-failed') continue;
    const beforeMs = points.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (mark.atMs - beforeMs > endMs * POINT_SHARE) points.push(mark);
  }
  return points;
}

/** report.css has a colour for each kind of event. */
export function markStyle(kind: MarkModel['kind']): string {
  return `--mark:var(--mark-${kind})`;
}

function legend({ layers, pods, replicas, cpu, memory }: DrillModel, words: ReportWords): Markup {
  const versions = [...Map.groupBy(layers, ({ version }) => version)].map(([version, ofVersion]) => {
    const signs = ofVersion.map(({ tint }) => html`<i class="swatch" style="${tintStyle(tint)}"></i>`);
    return html`<li>${signs} ${version === '' ? words('legend.answers') : words('legend.version', { version })}</li>`;
  });
  const entry = (sign: string, meaning: string, isShown = true) =>
    isShown && html`<li><i class="${sign}"></i> ${meaning}</li>`;
  const [hasPods, hasReplicas] = [pods.length > 0, replicas.length > 0];
  return html`<ul class="legend">${versions}
      ${entry('swatch lost', words('legend.lost'))}
      ${entry('swatch starting', words('legend.starting'), hasPods)}
      ${entry('swatch leaving', words('phase.leaving'), hasPods)}
      ${entry('line ready', words('phase.ready'), hasReplicas)}
      ${entry('line desired', words('report.desired'), hasReplicas)}
      ${entry('line hpa-desired', words('report.hpaDesired'), hasReplicas)}
      ${entry(
        'line mean',
        words('legend.mean'),
        cpu.curves.some(({ pod }) => pod === null),
      )}
      ${entry(
        'scrape',
        words('legend.prometheus'),
        memory.curves.some(({ by }) => by === 'prometheus'),
      )}
    </ul>`;
}
