// Draws the panels of each timeline with uPlot and moves one cursor through all of them.
// Everything that is text came with the page; without this script only the curves are missing.

/* global uPlot */

const models = JSON.parse(document.getElementById('models').textContent);
const words = JSON.parse(document.getElementById('words').textContent);
const MEBIBYTE = 2 ** 20;
const PANELS = { requests: requestsPanel, replicas: replicasPanel, cpu: cpuPanel, memory: memoryPanel };

addEventListener('beforeprint', () => {
  document.documentElement.dataset.print = '';
  // On paper nothing can be opened.
  for (const drill of document.querySelectorAll('details.drill-body:not([open])')) {
    drill.dataset.closed = '';
    drill.open = true;
  }
});
addEventListener('afterprint', () => {
  delete document.documentElement.dataset.print;
  for (const drill of document.querySelectorAll('details.drill-body[data-closed]')) {
    delete drill.dataset.closed;
    drill.open = false;
  }
});
// After the listener above: what each picture draws for paper is as wide as the paper.
for (const figure of document.querySelectorAll('.timeline'))
  drawTimeline(figure, models[Number(figure.dataset.drill)]);
addEventListener('hashchange', openTarget);
openTarget();

/** A link into a drill that is closed opens it. */
function openTarget() {
  const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
  if (target === null) return;
  for (const drill of target.matches('.drill')
    ? target.querySelectorAll('.drill-body')
    : [target.closest('.drill-body')])
    if (drill !== null) drill.open = true;
  target.scrollIntoView();
}

function drawTimeline(figure, model) {
  const readout = figure.querySelector('.readout');
  const tip = figure.querySelector('.tip');
  const crosshair = figure.querySelector('.crosshair');
  const panels = [...figure.querySelectorAll('.chart')];
  let plots = [];
  let width = 0;
  let look = lookAt(model, 0, model.endMs);
  let cursorMs = null;

  new ResizeObserver(() => {
    if (figure.clientWidth !== width) draw();
  }).observe(figure);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  // After the page took the paper's width, which no observer tells before it is printed.
  addEventListener('beforeprint', draw);
  addEventListener('afterprint', draw);
  listenForZoom(figure, model, { look: () => look, cursorMs: () => cursorMs, show, point, leave });

  function show(fromMs, toMs) {
    look = lookAt(model, fromMs, toMs);
    figure.style.setProperty('--from', look.fromMs);
    figure.style.setProperty('--span', look.toMs - look.fromMs);
    figure.classList.toggle('zoomed', !look.isAll);
    drawTicks(figure, look);
    draw();
  }

  function point(atMs, pointer) {
    cursorMs = atMs;
    const said = describe(model, look, atMs);
    readout.textContent = said.join(' · ');
    crosshair.hidden = false;
    crosshair.style.setProperty('--at', atMs);
    tip.hidden = pointer === null;
    if (pointer === null) return;
    tip.replaceChildren(
      ...said.map((line) => {
        const row = document.createElement('div');
        row.textContent = line;
        return row;
      }),
    );
    const { left, top, width: all } = tip.parentElement.getBoundingClientRect();
    const [x, y] = [pointer.clientX - left, pointer.clientY - top];
    tip.style.left = `${x + 14 + tip.offsetWidth > all ? Math.max(0, x - 14 - tip.offsetWidth) : x + 14}px`;
    tip.style.top = `${y + 14}px`;
  }

  function leave() {
    tip.hidden = true;
  }

  function draw() {
    width = figure.clientWidth;
    for (const plot of plots) plot.destroy();
    plots = [];
    if (width === 0) return;
    const theme = readTheme(figure);
    plots = panels.map((panel) => {
      const { data, series, height, range, draw, splits, format } = PANELS[panel.dataset.panel](
        model,
        theme,
        look,
      );
      const options = {
        width: panel.clientWidth,
        height,
        padding: [16, theme.edge, 4, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false, range: () => [look.fromMs, look.toMs] }, y: { range: () => range } },
        axes: [
          {
            size: 0,
            values: () => [],
            splits: () => timeTicks(figure),
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
        hooks: { draw: draw === undefined ? [] : [draw] },
      };
      return new uPlot(options, data, panel);
    });
    layOutFlags(figure);
    layOutLosses(figure);
  }
}

/** Layers are stacked by drawing the highest sum first and the lower ones over it. */
function requestsPanel(model, theme, look) {
  const { layers } = model;
  const { bins } = look;
  const lost = bins.startsMs.map((_, bin) =>
    LOST_OUTCOMES.reduce((sum, outcome) => sum + bins.lost[outcome][bin], 0),
  );
  const all = [
    ...layers.map(({ tint, short }, index) => ({
      counts: look.counts[index],
      fill: theme.tint(tint),
      short,
    })),
    { counts: lost, fill: theme.hatch, short: '' },
  ];
  const sums = [];
  let below = bins.startsMs.map(() => 0);
  for (const { counts } of all) {
    below = below.map((sum, bin) => sum + rate(look, counts[bin], bin));
    sums.push(below);
  }
  const most = Math.max(1, ...below) * 1.08;
  const steps = uPlot.paths.stepped({ align: 1 });
  const xs = [...bins.startsMs, (bins.startsMs.at(-1) ?? 0) + bins.binMs];
  if (look.isAll) xs[xs.length - 1] = model.endMs;
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
        labelBand(plot, layer, sums[index], sums[index - 1], look, theme);
      });
    },
  };
}

/** Names a pod within its band, in the middle of the longest stretch on which it answered. */
function labelBand(plot, { short, counts, fill }, top, bottom, look, theme) {
  if (short === '') return;
  const [from, to] = longestRun(counts);
  const median = (values) =>
    values?.slice(from, to).toSorted((a, b) => a - b)[Math.floor((to - from) / 2)] ?? 0;
  const left = plot.valToPos(look.bins.startsMs[from] ?? 0, 'x', true);
  const right = plot.valToPos(look.bins.startsMs[to] ?? look.toMs, 'x', true);
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

/** What was at one moment, a fact each. */
function describe(model, { bins, counts, fromMs, toMs }, atMs) {
  const bin = Math.min(
    bins.startsMs.length - 1,
    Math.max(0, Math.floor((atMs - (bins.startsMs[0] ?? 0)) / bins.binMs)),
  );
  const said = [`${(atMs / 1000).toFixed(bins.binMs < 100 ? 2 : 1)} s`];
  model.layers.forEach(({ short, version }, index) => {
    if (counts[index][bin] > 0)
      said.push(
        `${short}${version === '' ? '' : ` (${version})`} ${Math.round(rate({ bins }, counts[index][bin], bin))}/s`,
      );
  });
  const lost = LOST_OUTCOMES.filter((outcome) => bins.lost[outcome][bin] > 0).map(
    (outcome) => `${bins.lost[outcome][bin]} ${outcome}`,
  );
  said.push(lost.length === 0 ? words['nothing lost'] : `✕ ${words.LOST} ${lost.join(', ')}`);
  const step = model.replicas.findLast((one) => one.atMs <= atMs);
  if (step)
    said.push(
      `${step.ready} ${words['ready of']} ${step.desired}${step.hpaDesired === null ? '' : `, ${words['HPA desires']} ${step.hpaDesired}`}`,
    );
  const mark = model.marks.findLast((one) => Math.abs(one.atMs - atMs) < (toMs - fromMs) / 150);
  if (mark) said.push(`${mark.number}: ${mark.label}`);
  return said;
}

function rate({ bins }, count, bin) {
  return (count * 1000) / Math.max(bins.coveredMs[bin], bins.binMs / 4);
}

function timeTicks(figure) {
  return [...figure.querySelectorAll('.axis .plot span')].map((tick) => numberOf(tick, '--at'));
}

/** Round times within what is shown. */
function drawTicks(figure, { fromMs, toMs }) {
  const stepMs = BIN_STEPS_MS.map((step) => step * 10).find((step) => (toMs - fromMs) / step <= 8) ?? 600_000;
  const first = Math.ceil(fromMs / stepMs);
  const ticks = [];
  for (let atMs = first * stepMs; atMs <= toMs; atMs += stepMs) {
    const tick = document.createElement('span');
    tick.style.setProperty('--at', atMs);
    tick.textContent = `${(atMs / 1000).toFixed(stepMs < 1000 ? 1 : 0)} s`;
    ticks.push(tick);
  }
  figure.querySelector('.axis .plot').replaceChildren(...ticks);
}

function numberOf(element, name) {
  return Number(element.style.getPropertyValue(name));
}

/**
 * Labels go into the first row where they fit; where there is no room for so many rows, the numbers must do.
 */
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
  const figure = element.closest('.timeline');
  return ((numberOf(element, '--at') - numberOf(figure, '--from')) / numberOf(figure, '--span')) * width;
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
