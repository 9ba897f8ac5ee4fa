/* What each panel of a timeline shows. Stands before report.js, which makes the plots of them. */

/* global colour, uPlot */

const LOST_OUTCOMES = ['refused', 'reset', 'timeout', '5xx', 'wrong-body'];
const BIN_STEPS_MS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];
const MOST_BINS = 120;
const MEBIBYTE = 2 ** 20;

/** A name, a height, and what uPlot takes; `data` is asked again for each part of the time that is shown. */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function panelOf(name, model) {
  if (name === 'requests') return requestsPanel(model);
  if (name === 'replicas') return replicasPanel(model);
  return name === 'cpu'
    ? usagePanel(model, model.cpu, 1, 'm')
    : usagePanel(model, model.memory, MEBIBYTE, 'Mi');
}

/** All of it in the bins that came with the page; a part of it counted anew from the requests themselves. */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function binsOf(model, fromMs, toMs) {
  const { bins, layers, times, endMs } = model;
  if (fromMs <= 0 && toMs >= endMs)
    return { ...bins, endMs, isAll: true, counts: layers.map(({ counts }) => counts) };
  const binMs = BIN_STEPS_MS.find((step) => (toMs - fromMs) / step <= MOST_BINS) ?? BIN_STEPS_MS.at(-1);
  const firstMs = Math.floor(fromMs / binMs) * binMs;
  const startsMs = Array.from(
    { length: Math.ceil((toMs - firstMs) / binMs) },
    (_, bin) => firstMs + bin * binMs,
  );
  const count = (timesMs = []) => {
    const counts = startsMs.map(() => 0);
    for (const atMs of timesMs) {
      const bin = Math.floor((atMs - firstMs) / binMs);
      if (bin in counts) counts[bin] += 1;
    }
    return counts;
  };
  return {
    binMs,
    startsMs,
    endMs: firstMs + startsMs.length * binMs,
    isAll: false,
    coveredMs: startsMs.map(() => binMs),
    lost: Object.fromEntries(LOST_OUTCOMES.map((outcome) => [outcome, count(times.lost[outcome])])),
    counts: layers.map(({ pod, version }) =>
      count(times.layers.find((one) => one.pod === pod && one.version === version)?.atMs),
    ),
  };
}

/** Layers are stacked by drawing the highest sum first and the lower ones over it. */
function requestsPanel({ layers }) {
  const fills = [
    ...layers.map(
      ({ tint }) =>
        () =>
          colour('tint', tint),
    ),
    hatch,
  ];
  return {
    height: 220,
    data: (bins) => {
      const lost = bins.startsMs.map((_, bin) =>
        LOST_OUTCOMES.reduce((sum, outcome) => sum + bins.lost[outcome][bin], 0),
      );
      const sums = [];
      for (const counts of [...bins.counts, lost])
        sums.push(counts.map((count, bin) => (sums.at(-1)?.[bin] ?? 0) + rateOf(bins, count, bin)));
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

function rateOf({ coveredMs, binMs }, count, bin) {
  return (count * 1000) / Math.max(coveredMs[bin], binMs / 4);
}

function replicasPanel({ replicas, endMs }) {
  const values = (key) => [...replicas, replicas.at(-1)].map((step) => step[key]);
  const data = [
    [...replicas.map(({ atMs }) => atMs), endMs],
    values('hpaDesired'),
    values('ready'),
    values('desired'),
  ];
  const most = Math.max(...data.slice(1).flat());
  return {
    height: 40 + 22 * (most + 1),
    data: () => data,
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

function usagePanel({ layers, pods }, { curves, levels }, unit, suffix) {
  const data = uPlot.join(
    curves.map(({ points }) => [points.map(({ atMs }) => atMs), points.map(({ value }) => value / unit)]),
  );
  const tints = new Map([...layers, ...pods].map(({ pod, tint }) => [pod, tint]));
  const values = [
    ...levels.map(({ value }) => value / unit),
    ...data
      .slice(1)
      .flat()
      .map((value) => value ?? 0),
  ];
  return {
    height: curves.some(({ pod }) => pod !== null) ? 150 : 110,
    data: () => data,
    series: curves.map(({ pod, by }) => ({ spanGaps: true, ...usageLine(pod, by, tints.get(pod)) })),
    range: [0, Math.max(...values) * 1.12],
    format: (value) => `${value}${suffix}`,
    plugins: () => [
      levelLines(
        levels.map(({ label, value }) => [`${label} ${Math.round(value / unit)}${suffix}`, value / unit]),
      ),
    ],
  };
}

/** The mean of all pods, one pod, or the samples that another has stored of it. */
function usageLine(pod, by, tint) {
  const ink = () => colour('ink');
  const ofPod = () => (tint ? colour('tint', tint) : colour('quiet'));
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

/** What was at one moment, a fact each. */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function describe(model, bins, atMs, nearMs, words) {
  const bin = Math.min(
    bins.startsMs.length - 1,
    Math.max(0, Math.floor((atMs - bins.startsMs[0]) / bins.binMs)),
  );
  const answers = model.layers.flatMap(({ short, version }, index) => {
    const count = bins.counts[index][bin];
    if (count === 0) return [];
    return `${short}${version === '' ? '' : ` (${version})`} ${Math.round(rateOf(bins, count, bin))}/s`;
  });
  const lost = LOST_OUTCOMES.filter((outcome) => bins.lost[outcome][bin] > 0).map(
    (outcome) => `${bins.lost[outcome][bin]} ${outcome}`,
  );
  const step = model.replicas.findLast((one) => one.atMs <= atMs);
  const mark = model.marks.findLast((one) => Math.abs(one.atMs - atMs) < nearMs);
  return [
    `${(atMs / 1000).toFixed(bins.binMs < 100 ? 2 : 1)} s`,
    ...answers,
    lost.length === 0 ? words['nothing lost'] : `✕ ${words.LOST} ${lost.join(', ')}`,
    step && `${step.ready} ${words['ready of']} ${step.desired}`,
    step?.hpaDesired != null && `${words['HPA desires']} ${step.hpaDesired}`,
    mark && `${mark.number}: ${mark.label}`,
  ].filter(Boolean);
}
