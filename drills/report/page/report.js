// Draws the panels of each timeline with uPlot, whose cursor, selection and time they share.
// All text is in the HTML: without this script only the curves are missing.

import uPlot from 'uplot';
import { sayIn } from '../../../messages/message.ts';
import { REPORT } from '../../../messages/report.ts';
import { binTimes, LEAST_BIN_MS } from '../requests.ts';
import { formatTick, TICK_STEPS_MS } from '../ticks.ts';
import { colour } from './canvas.js';
import { eventFlags, lossBadges } from './flags.js';
import { describe, panelOf } from './panels.js';

const models = JSON.parse(document.getElementById('models').textContent);
const words = sayIn(REPORT, document.documentElement.lang);
const LEAST_SPAN_MS = 100;

for (const type of ['beforeprint', 'afterprint'])
  addEventListener(type, () =>
    document.documentElement.toggleAttribute('data-print', type === 'beforeprint'),
  );
// After the listener above: the pictures are drawn at the paper's width.
for (const figure of document.querySelectorAll('.timeline'))
  drawTimeline(figure, models[Number(figure.dataset.drill)]);
addEventListener('hashchange', openTarget);
openTarget();

/** A link into a drill that is closed opens it. */
function openTarget() {
  const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
  const drill = target?.closest('.drill')?.querySelector('.drill-body');
  if (drill) drill.open = true;
  target?.scrollIntoView();
}

function drawTimeline(figure, model) {
  const rows = figure.querySelector('.panels');
  const charts = [...figure.querySelectorAll('.chart')];
  const losses = [...figure.querySelectorAll('.loss')];
  let plots = [];
  let bins = binsOf(0, model.endMs);
  let cursorMs = null;

  new ResizeObserver(() => {
    if (charts[0].clientWidth !== plots[0]?.width) draw();
  }).observe(figure);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  // The page has the paper's width by now. No ResizeObserver reports it before the page is printed.
  addEventListener('beforeprint', draw);
  addEventListener('afterprint', draw);
  listenToPointer();
  listenToButtons();
  figure.addEventListener('keydown', onKey);

  function draw() {
    if (figure.clientWidth === 0) return;
    if (plots.length === 0) plots = charts.map(createPlot);
    plots.forEach((plot, index) => {
      // A batch is drawn at once: the browser prints without waiting.
      plot.batch(() => plot.setSize({ width: charts[index].clientWidth, height: plot.height }));
    });
  }

  function createPlot(chart, index) {
    const panel = panelOf(chart.dataset.panel, model, words);
    const isLast = index === charts.length - 1;
    const line = { stroke: () => colour('line'), width: 1 };
    const axis = {
      stroke: () => colour('quiet'),
      font: '12px system-ui, sans-serif',
      grid: line,
      ticks: { show: false },
    };
    const options = {
      width: chart.clientWidth,
      height: panel.height + (isLast ? 20 : 0),
      padding: [16, () => lengthOf('--margin'), 4, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, setScale: true, dist: 6 },
        sync: { key: figure.dataset.drill, scales: ['x', null] },
        bind: {
          dblclick: () => () => show(0, model.endMs),
          // A row of a pod between two panels belongs to the picture: the cursor stays.
          mouseleave: (_plot, _over, leave) => (event) => rows.contains(event.relatedTarget) || leave(event),
        },
      },
      scales: { x: { time: false, min: 0, max: model.endMs, range: rangeWithin }, y: { range: panel.range } },
      axes: [
        {
          ...axis,
          size: isLast ? 20 : 0,
          gap: 7,
          space: 55,
          incrs: TICK_STEPS_MS,
          values: (_plot, times, _axis, _space, stepMs) =>
            isLast ? times.map((atMs) => formatTick(atMs, stepMs, words)) : [],
        },
        {
          ...axis,
          size: () => lengthOf('--gutter'),
          gap: 6,
          splits: panel.splits && (() => panel.splits),
          values: (_plot, values) => values.map(panel.format ?? String),
        },
      ],
      series: [{}, ...panel.series],
      plugins: panel.plugins?.(() => bins) ?? [],
    };
    if (index === 0) {
      options.plugins.push(eventFlags(figure.querySelector('.events')), lossBadges(losses));
      options.hooks = {
        setScale: [(plot, key) => key === 'x' && onTime(plot, panel)],
        setCursor: [onCursor],
      };
    }
    return new uPlot(options, panel.data(bins), chart);
  }

  function lengthOf(name) {
    return Number.parseFloat(getComputedStyle(figure).getPropertyValue(name));
  }

  function rangeWithin(_plot, fromMs, toMs) {
    const spanMs = Math.min(model.endMs, Math.max(LEAST_SPAN_MS, toMs - fromMs));
    const startMs = Math.min(model.endMs - spanMs, Math.max(0, fromMs));
    return [startMs, startMs + spanMs];
  }

  function show(fromMs, toMs) {
    for (const plot of plots) plot.batch(() => plot.setScale('x', { min: fromMs, max: toMs }));
  }

  function binsOf(fromMs, toMs) {
    return binTimes(model.times, fromMs, toMs, toMs - fromMs < model.endMs ? 0 : LEAST_BIN_MS);
  }

  /** A shorter part of the time is shown in finer bins. */
  function onTime(plot, panel) {
    const { min, max } = plot.scales.x;
    bins = binsOf(min, max);
    figure.style.setProperty('--from', min);
    figure.style.setProperty('--span', max - min);
    figure.classList.toggle('zoomed', max - min < model.endMs);
    // uPlot is drawing now, and takes new data only after that.
    queueMicrotask(() => {
      plot.batch(() => {
        plot.setData(panel.data(bins), false);
        plot.setScale('x', { min, max });
      });
    });
  }

  function onCursor(plot) {
    if (plot.cursor.left < 0) return;
    cursorMs = Math.round(plot.posToVal(plot.cursor.left, 'x'));
    const { min, max } = plot.scales.x;
    const facts = describe(model, bins, cursorMs, (max - min) / 150, words);
    figure.querySelector('.readout').textContent = facts.join(' · ');
    const lines = facts.map((textContent) => Object.assign(document.createElement('div'), { textContent }));
    figure.querySelector('.tip').replaceChildren(...lines);
  }

  function point(atMs) {
    cursorMs = atMs;
    plots[0].setCursor({ left: plots[0].valToPos(atMs, 'x'), top: 0 });
  }

  function zoom(how) {
    const { min, max } = plots[0].scales.x;
    if (how === 'all') return show(0, model.endMs);
    const atMs = cursorMs;
    showAround(atMs ?? (min + max) / 2, (max - min) * (how === 'in' ? 0.5 : 2));
    if (atMs !== null) point(atMs);
  }

  function showAround(atMs, spanMs) {
    show(atMs - spanMs / 2, atMs + spanMs / 2);
  }

  function listenToPointer() {
    const tip = figure.querySelector('.tip');
    rows.addEventListener('mousemove', ({ clientX, clientY }) => {
      const { left, top, width } = figure.getBoundingClientRect();
      tip.style.left = `${clientX - left}px`;
      tip.style.top = `${clientY - top}px`;
      tip.classList.toggle('turned', clientX - left > width / 2);
    });
    // The first plot gets the pointer's events over the rows between the panels too.
    for (const type of ['mousemove', 'mousedown', 'dblclick']) {
      rows.addEventListener(type, (event) => {
        if (event.target.closest('.plot') === null) return;
        if (type !== 'mousemove' && event.target.closest('a, button') !== null) return;
        plots[0].over.dispatchEvent(new MouseEvent(type, event));
      });
    }
  }

  function listenToButtons() {
    for (const button of figure.querySelectorAll('[data-zoom]'))
      button.addEventListener('click', () => zoom(button.dataset.zoom));
    for (const loss of losses) {
      loss.addEventListener('click', () => {
        const [fromMs, toMs] = [Number(loss.dataset.from), Number(loss.dataset.to)];
        const aroundMs = Math.max(1000, (toMs - fromMs) / 2);
        show(fromMs - aroundMs, toMs + aroundMs);
        // Opens the causes of these losses, below the picture.
        for (const cause of figure.closest('.drill-body').querySelectorAll('.loss-cause'))
          cause.open = Number(cause.dataset.from) <= toMs && Number(cause.dataset.to) >= fromMs;
      });
    }
  }

  function onKey(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    const how = { '+': 'in', '=': 'in', '-': 'out', 0: 'all', Escape: 'all' }[event.key];
    if (event.target !== figure || event.ctrlKey || event.metaKey || event.altKey) return;
    if (step === undefined && how === undefined) return;
    event.preventDefault();
    if (how !== undefined) return zoom(how);
    const { min, max } = plots[0].scales.x;
    const atMs = Math.min(model.endMs, Math.max(0, (cursorMs ?? min) + step * bins.binMs));
    // The moment that a key chooses is brought into view.
    if (atMs < min || atMs > max) showAround(atMs, max - min);
    point(atMs);
  }
}
