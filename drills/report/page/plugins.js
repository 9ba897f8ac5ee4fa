/* What uPlot draws nothing of. Stands before report.js. */

/* global colour, devicePixelRatio */

/** Names each pod within its band, in the middle of the longest stretch on which it answered. */
// biome-ignore lint/correctness/noUnusedVariables: panels.js calls it
function podNames(layers, bins) {
  const draw = (plot) => {
    const { ctx, data } = plot;
    ctx.save();
    ctx.font = font(13, 600);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    layers.forEach(({ short, tint }, index) => {
      const [from, to] = longestRun(bins().counts[index]);
      const middle = Math.floor((from + to) / 2);
      const series = data.length - 1 - index;
      const [left, right] = [from, to].map((bin) => plot.valToPos(data[0][bin], 'x', true));
      const [top, bottom] = [series, series + 1].map((one) =>
        plot.valToPos(data[one]?.[middle] ?? 0, 'y', true),
      );
      const room = 18 * devicePixelRatio;
      if (ctx.measureText(short).width + room > right - left || bottom - top < room) return;
      ctx.fillStyle = colour('on-tint', tint);
      ctx.fillText(short, (left + right) / 2, (top + bottom) / 2);
    });
    ctx.restore();
  };
  return { hooks: { draw } };
}

function longestRun(counts) {
  let longest = [0, 0];
  let start = 0;
  [...counts, 0].forEach((count, bin) => {
    if (count > 0) return;
    if (bin - start > longest[1] - longest[0]) longest = [start, bin];
    start = bin + 1;
  });
  return longest;
}

/** A limit, a request, a target: a dashed line with its name. */
// biome-ignore lint/correctness/noUnusedVariables: panels.js calls it
function levelLines(levels) {
  const draw = ({ ctx, bbox, valToPos }) => {
    ctx.save();
    ctx.strokeStyle = colour('quiet');
    ctx.fillStyle = colour('ink');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([8 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.font = font(12);
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    for (const [label, value] of levels) {
      const [y, right] = [valToPos(value, 'y', true), bbox.left + bbox.width];
      ctx.stroke(new Path2D(`M${bbox.left} ${y}H${right}`));
      ctx.fillText(label, right - 4 * devicePixelRatio, y - 2 * devicePixelRatio);
    }
    ctx.restore();
  };
  return { hooks: { draw } };
}

function font(pixels, weight = 400) {
  return `${weight} ${pixels * devicePixelRatio}px system-ui, sans-serif`;
}

/** Lost requests, told from the answers by more than their colour. */
// biome-ignore lint/correctness/noUnusedVariables: panels.js calls it
function hatch({ ctx }) {
  const size = 8 * devicePixelRatio;
  const tile = Object.assign(document.createElement('canvas'), { width: size, height: size });
  const pen = tile.getContext('2d');
  pen.fillStyle = colour('paper');
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colour('loss');
  pen.lineWidth = 3 * devicePixelRatio;
  pen.stroke(
    new Path2D(`M${-size} ${size}L${size} ${-size}M0 ${size}L${size} 0M0 ${2 * size}L${2 * size} 0`),
  );
  return ctx.createPattern(tile, 'repeat');
}

/** Each event has its flag in the first row with room for it; where that takes too many rows, its number. */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function eventFlags(track) {
  const flags = [...(track?.querySelectorAll('.flag') ?? [])];
  const draw = (plot) => {
    const most = plot.over.clientWidth < 500 ? 4 : 9;
    const rows = placeFlags(plot, false);
    track?.style.setProperty('--rows', rows <= most ? rows : placeFlags(plot, true));
  };
  const placeFlags = (plot, isBare) => {
    const rows = [];
    for (const flag of flags) {
      flag.classList.remove('turned');
      flag.classList.toggle('bare', isBare);
      const [left, length] = [leftOf(plot, flag), flag.offsetWidth];
      const isTurned = left + length > plot.over.clientWidth && left > length;
      flag.classList.toggle('turned', isTurned);
      const [from, to] = isTurned ? [left - length, left] : [left, left + length];
      const isFree = (taken = []) => taken.every(([start, end]) => from > end + 4 || to < start - 4);
      let row = 0;
      while (!isFree(rows[row])) row += 1;
      rows[row] = [...(rows[row] ?? []), [from, to]];
      flag.style.setProperty('--row', row);
    }
    return rows.length;
  };
  return { hooks: { draw } };
}

/** Where badges of losses would cover each other the later ones give way; the bands over the panels stay. */
// biome-ignore lint/correctness/noUnusedVariables: report.js calls it
function lossBadges(losses) {
  const draw = (plot) => {
    let end = Number.NEGATIVE_INFINITY;
    losses.forEach((loss, index) => {
      loss.classList.remove('turned', 'bare', 'hidden');
      const [left, following] = [leftOf(plot, loss), losses[index + 1]];
      const next = following === undefined ? plot.over.clientWidth : leftOf(plot, following) - 34;
      if (left - 28 + loss.offsetWidth > next) {
        const isTurned = following === undefined && left + 28 - loss.offsetWidth > Math.max(0, end);
        loss.classList.add(isTurned ? 'turned' : 'bare');
      }
      if (left - 28 < end) loss.classList.add('hidden');
      else end = left - 28 + loss.offsetWidth;
    });
  };
  return { hooks: { draw } };
}

function leftOf(plot, element) {
  return plot.valToPos(Number(element.style.getPropertyValue('--at')), 'x');
}
