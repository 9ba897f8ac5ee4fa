/* What uPlot does not draw: names of pods, levels, a hatch. The colours come from the style sheet. */

/* global devicePixelRatio */

import { tintStyle } from '../tint.ts';

const probe = document.body.appendChild(Object.assign(document.createElement('i'), { hidden: true }));

/** The style sheet owns the colours; a canvas needs one as a value. */
export function colour(name, tint) {
  probe.style = `${tint === undefined ? '' : tintStyle(tint)};color:var(--${name})`;
  return getComputedStyle(probe).color;
}

/** Names each pod within its band, in the middle of the longest stretch on which it answered. */
export function podNames(layers, bins) {
  return drawing((plot) => {
    const { ctx, data } = plot;
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
  });
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
export function levelLines(levels) {
  return drawing(({ ctx, bbox, valToPos }) => {
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
  });
}

function drawing(draw) {
  const keepingStyle = (plot) => {
    plot.ctx.save();
    draw(plot);
    plot.ctx.restore();
  };
  return { hooks: { draw: keepingStyle } };
}

function font(pixels, weight = 400) {
  return `${weight} ${pixels * devicePixelRatio}px system-ui, sans-serif`;
}

/** Lost requests are hatched: they differ from answers without colours too. */
export function hatch({ ctx }) {
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
