/* Which part of its time a picture shows, and how closely. Stands before report.js. */

const LOST_OUTCOMES = ['refused', 'reset', 'timeout', '5xx', 'wrong-body'];
const BIN_STEPS_MS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];
const MOST_BINS = 120;
/** A drag of fewer pixels is a click. */
const LEAST_DRAG = 6;
const LEAST_SPAN_MS = 100;

/** All of it in the bins that came with the page; a part of it counted anew from the requests themselves. */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function lookAt(model, fromMs, toMs) {
  const isAll = fromMs <= 0 && toMs >= model.endMs;
  if (isAll) {
    return {
      fromMs: 0,
      toMs: model.endMs,
      isAll,
      bins: model.bins,
      counts: model.layers.map((one) => one.counts),
    };
  }
  const binMs = BIN_STEPS_MS.find((step) => (toMs - fromMs) / step <= MOST_BINS) ?? 60_000;
  const firstMs = Math.floor(fromMs / binMs) * binMs;
  const length = Math.max(1, Math.ceil((toMs - firstMs) / binMs));
  const count = (times) => {
    const counts = new Array(length).fill(0);
    for (const atMs of times ?? []) {
      const bin = Math.floor((atMs - firstMs) / binMs);
      if (bin >= 0 && bin < length) counts[bin] += 1;
    }
    return counts;
  };
  const times = new Map(model.times.layers.map((one) => [`${one.pod}\n${one.version}`, one.atMs]));
  return {
    fromMs,
    toMs,
    isAll,
    bins: {
      binMs,
      startsMs: Array.from({ length }, (_, index) => firstMs + index * binMs),
      coveredMs: new Array(length).fill(binMs),
      lost: Object.fromEntries(LOST_OUTCOMES.map((outcome) => [outcome, count(model.times.lost[outcome])])),
    },
    counts: model.layers.map(({ pod, version }) => count(times.get(`${pod}\n${version}`))),
  };
}

/**
 * By drag, by buttons, by a loss's own mark and by keyboard. `show(fromMs, toMs)` draws; `point(atMs)` reads
 * out.
 */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function listenForZoom(figure, model, { look, cursorMs, show, point, leave }) {
  const panels = figure.querySelector('.panels');
  const selection = figure.querySelector('.selection');
  let draggedFrom = null;

  const plot = () => figure.querySelector('.track.lost .plot').getBoundingClientRect();
  const timeAt = (clientX) => {
    const { left, width } = plot();
    const { fromMs, toMs } = look();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    return fromMs + share * (toMs - fromMs);
  };
  const zoom = (factor, aroundMs) => {
    const { fromMs, toMs } = look();
    const spanMs = Math.min(model.endMs, Math.max(LEAST_SPAN_MS, (toMs - fromMs) * factor));
    const startMs = Math.min(model.endMs - spanMs, Math.max(0, aroundMs - spanMs / 2));
    show(startMs, startMs + spanMs);
  };
  const middleMs = () => (look().fromMs + look().toMs) / 2;

  panels.addEventListener('pointerdown', (event) => {
    const { left, right } = plot();
    if (event.button !== 0 || event.pointerType === 'touch' || event.target.closest('a, button')) return;
    if (event.clientX < left || event.clientX > right) return;
    draggedFrom = event.clientX;
    panels.setPointerCapture(event.pointerId);
  });
  panels.addEventListener('pointermove', (event) => {
    point(timeAt(event.clientX), event);
    if (draggedFrom === null || Math.abs(event.clientX - draggedFrom) < LEAST_DRAG) return;
    const [from, to] = [timeAt(draggedFrom), timeAt(event.clientX)].sort((a, b) => a - b);
    selection.hidden = false;
    selection.style.setProperty('--at', from);
    selection.style.setProperty('--for', to - from);
  });
  const endDrag = (event) => {
    selection.hidden = true;
    if (draggedFrom !== null && Math.abs(event.clientX - draggedFrom) >= LEAST_DRAG) {
      const [from, to] = [timeAt(draggedFrom), timeAt(event.clientX)].sort((a, b) => a - b);
      show(from, Math.max(to, from + LEAST_SPAN_MS));
    }
    draggedFrom = null;
  };
  panels.addEventListener('pointerup', endDrag);
  panels.addEventListener('pointercancel', () => {
    draggedFrom = null;
    selection.hidden = true;
  });
  panels.addEventListener('pointerleave', leave);
  panels.addEventListener('dblclick', () => show(0, model.endMs));

  for (const button of figure.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'all') show(0, model.endMs);
      else zoom(button.dataset.zoom === 'in' ? 0.5 : 2, cursorMs() ?? middleMs());
    });
  }
  for (const loss of figure.querySelectorAll('.loss')) {
    loss.addEventListener('click', () => {
      const [fromMs, toMs] = [Number(loss.dataset.from), Number(loss.dataset.to)];
      const aroundMs = Math.max(1000, (toMs - fromMs) / 2);
      show(Math.max(0, fromMs - aroundMs), Math.min(model.endMs, toMs + aroundMs));
      openCauses(figure.closest('.drill-body'), fromMs, toMs);
    });
  }
  figure.addEventListener('keydown', (event) => {
    if (event.target !== figure || event.ctrlKey || event.metaKey || event.altKey) return;
    const { fromMs, toMs, bins } = look();
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    if (step !== undefined) {
      const atMs = Math.min(model.endMs, Math.max(0, (cursorMs() ?? fromMs) + step * bins.binMs));
      // What the keys move to is brought into view.
      if (atMs < fromMs || atMs > toMs) zoom(1, atMs);
      point(atMs, null);
    } else if (event.key === '+' || event.key === '=') zoom(0.5, cursorMs() ?? middleMs());
    else if (event.key === '-') zoom(2, cursorMs() ?? middleMs());
    else if (event.key === '0' || event.key === 'Escape') show(0, model.endMs);
    else return;
    event.preventDefault();
  });
}

/** Below the picture, why these were lost. */
function openCauses(drill, fromMs, toMs) {
  for (const cause of drill.querySelectorAll('.loss-cause'))
    cause.open = Number(cause.dataset.from) <= toMs && Number(cause.dataset.to) >= fromMs;
}
