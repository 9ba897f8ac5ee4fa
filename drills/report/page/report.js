// Draws the panels of each timeline with uPlot and moves one cursor through all of them.
// Everything that is text came with the page; without this script only the curves are missing.

/* global uPlot */

const models = JSON.parse(document.getElementById('models').textContent);
const LOST_OUTCOMES = ['refused', 'reset', 'timeout', '5xx', 'wrong-body'];
const MEBIBYTE = 2 ** 20;

for (const figure of document.querySelectorAll('.timeline'))
  drawTimeline(figure, models[Number(figure.dataset.drill)]);

function drawTimeline(figure, model) {
  const readout = figure.querySelector('.readout');
  const panels = [...figure.querySelectorAll('.chart')];
  let plots = [];
  let width = 0;

  new ResizeObserver(() => {
    if (figure.clientWidth !== width) draw();
  }).observe(figure);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.print = '';
    draw();
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.print;
    draw();
  });
  figure.addEventListener('keydown', onKey);

  function draw() {
    width = figure.clientWidth;
    for (const plot of plots) plot.destroy();
    const theme = readTheme(figure);
    plots = panels.map((panel) => {
      const { data, series, height, range, draw, splits, format } = PANELS[panel.dataset.panel](model, theme);
      const options = {
        width: panel.clientWidth,
        height,
        padding: [16, theme.edge, 4, 0],
        cursor: {
          y: false,
          points: { show: false },
          drag: { setScale: false, x: false, y: false },
          sync: { key: model.drill, scales: ['x', null] },
        },
        legend: { show: false },
        scales: { x: { time: false, range: () => [0, model.endMs] }, y: { range: () => range } },
        axes: [
          {
            size: 0,
            values: () => [],
            splits: () => timeTicks(figure, model),
            grid: { stroke: theme.grid, width: 1 },
            ticks: { show: false },
          },
          {
            size: theme.gutter,
            gap: 6,
            font: '12px system-ui, sans-serif',
            stroke: theme.quiet,
            grid: { stroke: theme.grid, width: 1 },
            ticks: { show: false },
            splits,
            values: (_, values) => values.map(format ?? String),
          },
        ],
        series: [{}, ...series],
        hooks: {
          draw: draw === undefined ? [] : [draw],
          setCursor: [
            (plot) => {
              if (plot.cursor.left >= 0)
                readout.textContent = describe(model, plot.posToVal(plot.cursor.left, 'x'));
            },
          ],
        },
      };
      return new uPlot(options, data, panel);
    });
    layOutFlags(figure);
    layOutLosses(figure);
  }

  function onKey(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    const [plot] = plots;
    if (event.target !== figure || step === undefined || plot === undefined) return;
    event.preventDefault();
    const atMs = plot.cursor.left >= 0 ? plot.posToVal(plot.cursor.left, 'x') : 0;
    const toMs = Math.min(model.endMs, Math.max(0, atMs + step * model.bins.binMs));
    plot.setCursor({ left: plot.valToPos(toMs, 'x'), top: 0 });
  }
}

const PANELS = { requests: requestsPanel, replicas: replicasPanel, cpu: cpuPanel, memory: memoryPanel };

/** Layers are stacked by drawing the highest sum first and the lower ones over it. */
function requestsPanel(model, theme) {
  const { bins, layers } = model;
  const lost = bins.startsMs.map((_, bin) =>
    LOST_OUTCOMES.reduce((sum, outcome) => sum + bins.lost[outcome][bin], 0),
  );
  const all = [
    ...layers.map(({ counts, tint, short }) => ({ counts, fill: theme.tint(tint), short })),
    { counts: lost, fill: theme.hatch, short: '' },
  ];
  const sums = [];
  let below = bins.startsMs.map(() => 0);
  for (const { counts } of all) {
    below = below.map((sum, bin) => sum + rate(model, counts[bin], bin));
    sums.push(below);
  }
  const most = Math.max(1, ...below) * 1.08;
  const steps = uPlot.paths.stepped({ align: 1 });
  const xs = [...bins.startsMs, model.endMs];
  const closed = (values) => [...values, values.at(-1)];
  const order = all.map((_, index) => all.length - 1 - index);
  return {
    height: 220,
    data: [xs, ...order.map((index) => closed(sums[index]))],
    series: order.map((index) => ({
      fill: all[index].fill,
      stroke: index === all.length - 1 ? theme.lost : theme.panel,
      width: 1,
      paths: steps,
      points: { show: false },
    })),
    range: [0, most],
    draw: (plot) => {
      all.forEach((layer, index) => {
        labelBand(plot, layer, sums[index], sums[index - 1], model, theme);
      });
    },
  };
}

/** Names a pod within its band, in the middle of the longest stretch on which it answered. */
function labelBand(plot, { short, counts, fill }, top, bottom, model, theme) {
  if (short === '') return;
  const [from, to] = longestRun(counts);
  const median = (values) =>
    values?.slice(from, to).toSorted((a, b) => a - b)[Math.floor((to - from) / 2)] ?? 0;
  const left = plot.valToPos(model.bins.startsMs[from] ?? 0, 'x', true);
  const right = plot.valToPos(model.bins.startsMs[to] ?? model.endMs, 'x', true);
  const over = plot.valToPos(median(top), 'y', true);
  const under = plot.valToPos(median(bottom), 'y', true);
  const { ctx } = plot;
  ctx.save();
  ctx.font = `600 ${13 * devicePixelRatio}px system-ui, sans-serif`;
  const roomy =
    ctx.measureText(short).width + 12 * devicePixelRatio < right - left &&
    under - over > 18 * devicePixelRatio;
  if (roomy) {
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = theme.onColour(fill);
    ctx.fillText(short, (left + right) / 2, (over + under) / 2);
  }
  ctx.restore();
}

function longestRun(counts) {
  let best = [0, 0];
  let start = 0;
  for (let bin = 0; bin <= counts.length; bin += 1) {
    if (bin < counts.length && counts[bin] > 0) continue;
    if (bin - start > best[1] - best[0]) best = [start, bin];
    start = bin + 1;
  }
  return best;
}

function replicasPanel(model, theme) {
  const { replicas, endMs } = model;
  const xs = [...replicas.map(({ atMs }) => atMs), endMs];
  const values = (key) => [...replicas, replicas.at(-1)].map((step) => step[key]);
  const steps = uPlot.paths.stepped({ align: 1 });
  const most = Math.max(
    ...replicas.flatMap(({ ready, desired, hpaDesired }) => [ready, desired ?? 0, hpaDesired ?? 0]),
  );
  const line = (stroke, width, dash) => ({ stroke, width, dash, paths: steps, points: { show: false } });
  return {
    height: 40 + 22 * (most + 1),
    // Widest first, so that all three can be seen where they agree.
    data: [xs, values('hpaDesired'), values('ready'), values('desired')],
    series: [
      line(theme.hpaDesired, 8),
      { ...line(theme.ready, 3), fill: theme.readyFill },
      line(theme.desired, 1.5, [6, 4]),
    ],
    range: [0, most + 0.6],
    splits: () => Array.from({ length: most + 1 }, (_, count) => count),
  };
}

function cpuPanel(model, theme) {
  return usagePanel(model, theme, model.cpu, 1, 'm');
}

function memoryPanel(model, theme) {
  return usagePanel(model, theme, model.memory, MEBIBYTE, 'Mi');
}

function usagePanel(model, theme, { curves, levels }, unit, suffix) {
  const tables = curves.map(({ points }) => [
    points.map(({ atMs }) => atMs),
    points.map(({ value }) => value / unit),
  ]);
  const data = tables.length === 0 ? [[0], []] : uPlot.join(tables);
  const tints = new Map([...model.layers, ...model.pods].map(({ pod, tint }) => [pod, theme.tint(tint)]));
  const most = Math.max(
    ...levels.map(({ value }) => value / unit),
    ...data
      .slice(1)
      .flat()
      .map((value) => value ?? 0),
  );
  return {
    height: curves.some(({ pod }) => pod !== null) ? 150 : 110,
    data,
    series: curves.map(({ pod, by }) => {
      const stroke = pod === null ? theme.mean : (tints.get(pod) ?? theme.quiet);
      if (by !== undefined) return scrapes(stroke, theme);
      return pod === null
        ? { stroke, width: 2, spanGaps: true, points: { show: true, size: 7, fill: theme.page } }
        : { stroke, width: 2.5, spanGaps: true, points: { show: false } };
    }),
    range: [0, most * 1.12],
    format: (value) => `${value}${suffix}`,
    draw: (plot) => {
      for (const { label, value } of levels)
        drawLevel(plot, `${label} ${Math.round(value / unit)}${suffix}`, value / unit, theme);
    },
  };
}

/** A point for each sample as it was stored, over the curve that it samples. */
function scrapes(stroke, theme) {
  const points = { show: true, size: 9, width: 2, stroke: theme.text, fill: stroke };
  return { stroke: theme.text, width: 1, dash: [2, 4], spanGaps: true, points };
}

function drawLevel(plot, label, value, theme) {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(value, 'y', true);
  ctx.save();
  ctx.strokeStyle = theme.quiet;
  ctx.fillStyle = theme.text;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([8 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(label, bbox.left + bbox.width - 4 * devicePixelRatio, y - 2 * devicePixelRatio);
  ctx.restore();
}

/** What was at one moment, in one line. */
function describe(model, atMs) {
  const { bins } = model;
  const bin = Math.min(bins.startsMs.length - 1, Math.max(0, Math.floor(atMs / bins.binMs)));
  const words = [`${(atMs / 1000).toFixed(1)} s`];
  for (const { short, version, counts } of model.layers) {
    if (counts[bin] > 0)
      words.push(
        `${short}${version === '' ? '' : ` (${version})`} ${Math.round(rate(model, counts[bin], bin))}/s`,
      );
  }
  const lost = LOST_OUTCOMES.filter((outcome) => bins.lost[outcome][bin] > 0).map(
    (outcome) => `${bins.lost[outcome][bin]} ${outcome}`,
  );
  words.push(lost.length === 0 ? 'nothing lost' : `✕ LOST ${lost.join(', ')}`);
  const step = model.replicas.findLast((one) => one.atMs <= atMs);
  if (step)
    words.push(
      `${step.ready} ready of ${step.desired}${step.hpaDesired === null ? '' : `, HPA desires ${step.hpaDesired}`}`,
    );
  const mark = model.marks.findLast((one) => Math.abs(one.atMs - atMs) < model.endMs / 150);
  if (mark) words.push(`${mark.number}: ${mark.label}`);
  return words.join(' · ');
}

function rate({ bins }, count, bin) {
  return (count * 1000) / Math.max(bins.coveredMs[bin], bins.binMs / 4);
}

function timeTicks(figure, model) {
  return [...figure.querySelectorAll('.axis .plot span')].map(
    (tick) => (Number.parseFloat(tick.style.left) / 100) * model.endMs,
  );
}

/** Labels go into the first row where they fit; where there is no room for so many rows, the numbers must do. */
function layOutFlags(figure) {
  const track = figure.querySelector('.events');
  if (track === null) return;
  const width = track.querySelector('.plot').clientWidth;
  const flags = [...track.querySelectorAll('.flag')];
  const rows = placeFlags(flags, width, false);
  const most = width < 500 ? 4 : 9;
  const used = rows <= most ? rows : placeFlags(flags, width, true);
  track.style.setProperty('--rows', used);
}

function placeFlags(flags, width, bare) {
  const ends = [];
  for (const flag of flags) {
    flag.classList.toggle('bare', bare);
    flag.classList.remove('turned');
    const at = positionOf(flag, width);
    const tooWide = at + flag.offsetWidth > width;
    const turned = tooWide && at > flag.offsetWidth;
    if (tooWide && !turned && !bare) return Number.POSITIVE_INFINITY;
    flag.classList.toggle('turned', turned);
    const from = turned ? at - flag.offsetWidth : at;
    const free = ends.findIndex((taken) =>
      taken.every(([start, end]) => from > end + 4 || from + flag.offsetWidth < start - 4),
    );
    const row = free === -1 ? ends.length : free;
    ends[row] = [...(ends[row] ?? []), [from, from + flag.offsetWidth]];
    flag.style.setProperty('--row', row);
  }
  return ends.length;
}

/** Where badges would cover each other the later ones give way; the bands over the panels stay. */
function layOutLosses(figure) {
  const width = figure.querySelector('.track.lost .plot').clientWidth;
  let end = Number.NEGATIVE_INFINITY;
  const losses = [...figure.querySelectorAll('.loss')];
  for (const loss of losses) loss.classList.remove('turned', 'bare', 'hidden');
  losses.forEach((loss, index) => {
    const at = positionOf(loss, width);
    const next = losses[index + 1] === undefined ? width : positionOf(losses[index + 1], width) - 34;
    if (at - 28 + loss.offsetWidth > next) {
      const turns = losses[index + 1] === undefined && at + 28 - loss.offsetWidth > Math.max(0, end);
      loss.classList.add(turns ? 'turned' : 'bare');
    }
    if (at - 28 < end) loss.classList.add('hidden');
    else end = at - 28 + loss.offsetWidth;
  });
}

function positionOf(element, width) {
  return (Number.parseFloat(element.style.left) / 100) * width;
}

/** The style sheet owns the colours; a canvas needs them as values. */
function readTheme(figure) {
  const probe = document.createElement('i');
  figure.append(probe);
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const style = getComputedStyle(figure);
  const tints = new Map();
  const tint = ({ hue, shade }) => {
    const name = `hue-${hue}-${shade}`;
    if (!tints.has(name)) tints.set(name, colour(name));
    return tints.get(name);
  };
  for (let hue = 0; hue <= 4; hue += 1) for (let shade = 0; shade < 4; shade += 1) tint({ hue, shade });
  const lost = colour('lost');
  const theme = {
    tint,
    lost,
    page: colour('page'),
    panel: colour('panel'),
    text: colour('text'),
    quiet: colour('quiet'),
    grid: colour('grid'),
    ready: colour('ready'),
    readyFill: translucent(colour('ready'), 0.14),
    desired: colour('desired'),
    hpaDesired: colour('hpa-desired-soft'),
    mean: colour('mean'),
    gutter: Number.parseFloat(style.getPropertyValue('--gutter')),
    edge: Number.parseFloat(style.getPropertyValue('--edge')),
    hatch: hatch(lost, colour('page')),
    onColour: (background) => (luminance(background) > 0.3 ? '#10151b' : '#ffffff'),
  };
  probe.remove();
  return theme;
}

function channels(colour) {
  return colour.match(/[\d.]+/g).map(Number);
}

function translucent(colour, alpha) {
  const [red, green, blue] = channels(colour);
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

function luminance(colour) {
  const [red, green, blue] = channels(colour).map((value) => (value / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hatch(stroke, background) {
  const canvas = document.createElement('canvas');
  const size = 8 * devicePixelRatio;
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  context.fillStyle = background;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = stroke;
  context.lineWidth = 3 * devicePixelRatio;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, size);
    context.lineTo(shift + size, 0);
  }
  context.stroke();
  return context.createPattern(canvas, 'repeat');
}
