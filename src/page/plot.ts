import uPlot from 'uplot';
import { byId } from './dom.ts';
import { outlineOf, type Paint } from './paint.ts';
import type { Model } from './state/model.ts';
import type { VersionStyle } from './state/version-style.ts';
import type { Words } from './words/words.ts';

/** The window grows with what there is to show. */
const WINDOWS_SECONDS = [60, 120, 180, 300] as const;
const HEIGHT_PX = 220;

/** Requests a second by version, one on top of the other, and on top of all what was lost. */
export class Plot {
  readonly #box = byId('plot');
  #plot: uPlot | null = null;
  #shown = '';

  show(view: {
    model: Model;
    nowMs: number;
    versionStyles: ReadonlyMap<string, VersionStyle>;
    words: Words;
    paint: Paint;
    clock: (atMs: number) => string;
  }): void {
    const { model, nowMs, versionStyles, words, paint, clock } = view;
    const versions = [...versionStyles.keys()];
    const width = this.#box.clientWidth;
    const shown = JSON.stringify([[...versionStyles], paint, words.fixed.lost]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#plot?.destroy();
      this.#plot = new uPlot(options(versions, versionStyles, words, paint, width, clock), [[]], this.#box);
    }
    if (this.#plot && this.#plot.width !== width) this.#plot.setSize({ width, height: HEIGHT_PX });
    const seconds = windowSeconds(model, nowMs);
    this.#plot?.setData(stack(model, versions, nowMs, seconds));
    const label = words.plotLabel(seconds / 60);
    if (this.#box.getAttribute('aria-label') !== label) this.#box.setAttribute('aria-label', label);
  }
}

function windowSeconds(model: Model, nowMs: number): number {
  const oldest = model.history.seconds[0]?.second ?? nowMs / 1000;
  return WINDOWS_SECONDS.find((seconds) => nowMs / 1000 - oldest < seconds) ?? 300;
}

/**
 * Highest first, since each is drawn down to the axis: all with the lost ones, then all versions, then all
 * but the last. Times are those of the wall, so that the axis has round ones.
 */
function stack(model: Model, versions: readonly string[], nowMs: number, length: number): uPlot.AlignedData {
  const bySecond = new Map(model.history.seconds.map((each) => [each.second, each]));
  // The current second is not over yet.
  const newest = Math.floor(nowMs / 1000) - 1;
  const seconds = Array.from({ length }, (_, index) => newest - length + 1 + index);
  const columns: (number | null)[][] = Array.from({ length: versions.length + 1 }, () => []);
  for (const each of seconds) {
    const second = bySecond.get(each);
    let sum = 0;
    for (const [index, version] of versions.entries()) {
      sum += second?.byVersion.get(version) ?? 0;
      columns[versions.length - index]?.push(second ? sum : null);
    }
    const lost = second?.requests.filter(({ lane, loss }) => lane === 'fresh' && loss !== null).length ?? 0;
    columns[0]?.push(lost > 0 ? sum + lost : null);
  }
  // A step lasts until the next one, and the last one for its second.
  const times = [...seconds, newest + 1].map((second) => second + performance.timeOrigin / 1000);
  for (const [index, column] of columns.entries()) column.push(index === 0 ? null : (column.at(-1) ?? null));
  return [times, ...columns];
}

function options(
  versions: readonly string[],
  versionStyles: ReadonlyMap<string, VersionStyle>,
  words: Words,
  paint: Paint,
  width: number,
  clock: (atMs: number) => string,
): uPlot.Options {
  const { bars, stepped } = uPlot.paths;
  const steps = stepped?.({ align: 1 });
  const lostBars = bars?.({ size: [1, 100, 3], align: 1 });
  const font = `11px ${paint.font}`;
  const axis = { stroke: paint.quiet, font, ticks: { show: false }, grid: { stroke: paint.line, width: 1 } };
  return {
    width,
    height: HEIGHT_PX,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: { range: (_plot, _least, most) => [0, Math.max(2, Math.ceil((most || 0) * 1.12))] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 90,
        incrs: [10, 15, 30, 60],
        values: (_plot, ticks) => ticks.map((second) => clock(second * 1000 - performance.timeOrigin)),
      },
      { ...axis, size: 34, incrs: [1, 2, 5, 10, 20], space: 28 },
    ],
    series: [
      {},
      {
        label: words.fixed.lost ?? '',
        fill: paint.loss,
        stroke: paint.loss,
        width: 0,
        points: { show: false },
        ...(lostBars && { paths: lostBars }),
      },
      ...versions.toReversed().map((version) => ({
        label: version,
        fill: versionStyles.get(version)?.colour ?? paint.quiet,
        stroke: outlineOf(versionStyles.get(version)?.colour ?? paint.quiet, paint),
        width: 1,
        points: { show: false },
        ...(steps && { paths: steps }),
      })),
    ],
  };
}
