/* What each panel of a timeline shows. */

import uPlot from 'uplot';
import { formatOutcomes, LOST_OUTCOMES, ratePerSecond } from '../requests.ts';
import { colour, hatch, levelLines, podNames } from './canvas.js';

const MEBIBYTE = 2 ** 20;

/** A height, and options of uPlot. `data` is called again when another part of the time is shown. */
export function panelOf(name, model, words) {
  if (name === 'requests') return requestsPanel(model);
  if (name === 'replicas') return replicasPanel(model);
  const [unit, suffix] = name === 'cpu' ? [1, 'm'] : [MEBIBYTE, 'Mi'];
  return usagePanel(model, model[name], (value) => value / unit, suffix, words);
}

/** Layers are stacked: the highest sum is drawn first, lower sums over it. */
function requestsPanel({ layers }) {
  const fills = [...layers.map(({ tint }) => tinted(tint)), hatch];
  return {
    height: 220,
    data: (bins) => {
      const sums = [];
      for (const counts of [...bins.counts, lostIn(bins)])
        sums.push(counts.map((count, bin) => (sums.at(-1)?.[bin] ?? 0) + rateIn(bins, count, bin)));
      // The last bin ends where the time does.
      return [[...bins.startsMs, bins.endMs], ...sums.reverse().map((sum) => [...sum, sum.at(-1)])];
    },
    series: fills
      .map((fill, index) =>
        stepped({ fill, stroke: () => colour(index < layers.length ? 'ground' : 'loss'), width: 1 }),
      )
      .reverse(),
    range: (_plot, _least, most) => [0, Math.max(1, most) * 1.08],
    plugins: (bins) => [podNames(layers, bins)],
  };
}

function tinted(tint) {
  return () => colour('tint', tint);
}

function lostIn({ startsMs, lost }) {
  return startsMs.map((_, bin) => LOST_OUTCOMES.reduce((sum, outcome) => sum + lost[outcome][bin], 0));
}

function rateIn({ coveredMs, binMs }, count, bin) {
  return ratePerSecond(count, coveredMs[bin], binMs);
}

function replicasPanel({ replicas, endMs }) {
  const values = (key) => [...replicas, replicas.at(-1)].map((step) => step[key]);
  const times = [...replicas.map(({ atMs }) => atMs), endMs];
  const counts = ['hpaDesired', 'ready', 'desired'].map(values);
  const most = Math.max(...counts.flat());
  return {
    height: 40 + 22 * (most + 1),
    data: () => [times, ...counts],
    // Widest first, so that all three can be seen where they agree.
    series: [
      stepped({ stroke: () => colour('hpa-desired'), width: 8 }),
      stepped({ stroke: () => colour('good'), width: 3, fill: () => colour('ready-area') }),
      stepped({ stroke: () => colour('ink'), width: 1.5, dash: [6, 4] }),
    ],
    range: [0, most + 0.6],
    splits: Array.from({ length: most + 1 }, (_, count) => count),
  };
}

function stepped(series) {
  return { ...series, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } };
}

function usagePanel({ layers, pods }, { curves, levels }, inUnit, suffix, words) {
  const tints = new Map([...layers, ...pods].map(({ pod, tint }) => [pod, tint]));
  const values = [...levels, ...curves.flatMap(({ points }) => points)].map(({ value }) => inUnit(value));
  const data = uPlot.join(
    curves.map(({ points }) => [points.map(({ atMs }) => atMs), points.map(({ value }) => inUnit(value))]),
  );
  const lines = levels.map(({ label, value }) => [
    words(`level.${label}`, { value: `${Math.round(inUnit(value))}${suffix}` }),
    inUnit(value),
  ]);
  return {
    height: curves.some(({ pod }) => pod !== null) ? 150 : 110,
    data: () => data,
    series: curves.map(({ pod, by }) => ({ spanGaps: true, ...usageLine(pod, by, tints.get(pod)) })),
    range: [0, Math.max(...values) * 1.12],
    format: (value) => `${value}${suffix}`,
    plugins: () => [levelLines(lines)],
  };
}

/** The mean of all pods, one pod, or the samples of a pod that Prometheus has stored. */
function usageLine(pod, by, tint) {
  const ink = () => colour('ink');
  const ofPod = tint ? tinted(tint) : () => colour('quiet');
  if (by !== undefined)
    return {
      stroke: ink,
      width: 1,
      dash: [2, 4],
      points: { show: true, size: 9, width: 2, stroke: ink, fill: ofPod },
    };
  if (pod !== null) return { stroke: ofPod, width: 2.5, points: { show: false } };
  return { stroke: ink, width: 2, points: { show: true, size: 7, fill: () => colour('paper') } };
}

/** What is known of one moment, as a list of facts. */
export function describe(model, bins, atMs, nearMs, words) {
  const nearest = Math.floor((atMs - bins.startsMs[0]) / bins.binMs);
  const bin = Math.min(bins.startsMs.length - 1, Math.max(0, nearest));
  const answers = model.layers.flatMap(({ short, version }, index) => {
    const count = bins.counts[index][bin];
    const name = `${short}${version === '' ? '' : ` (${version})`}`;
    return count === 0 ? [] : `${name} ${Math.round(rateIn(bins, count, bin))}/s`;
  });
  const outcomes = formatOutcomes(
    Object.fromEntries(LOST_OUTCOMES.map((one) => [one, bins.lost[one][bin]])),
    words,
  );
  const step = model.replicas.findLast((one) => one.atMs <= atMs);
  const mark = model.marks.findLast((one) => Math.abs(one.atMs - atMs) < nearMs);
  return [
    words('duration.seconds', { count: (atMs / 1000).toFixed(bins.binMs < 100 ? 2 : 1) }),
    ...answers,
    outcomes === '' ? words('traffic.nothingLost') : `✕ ${words('readout.lost', { outcomes })}`,
    step && words('readout.replicas', step),
    step?.hpaDesired && words('readout.hpa', { count: step.hpaDesired }),
    mark && `${mark.number}: ${mark.label}`,
  ].filter(Boolean);
}
