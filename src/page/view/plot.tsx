import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { outlineOf } from '../grid/theme-colors.ts';
import type { Model } from '../state/model.ts';
import type { PageView } from './page-view.ts';

/** The window grows with the history. */
const WINDOWS_SECONDS = [60, 120, 180, 300] as const;
const HEIGHT_PX = 220;

/** Requests a second: versions stacked, with the losses on top. */
export function Plot({ view }: { view: PageView }) {
  const { model, nowMs, styles, words, colors } = view;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const seconds = windowSeconds(model, nowMs);
  useEffect(() => {
    if (!box.current) return;
    plot.current = new uPlot(options(view, box.current.clientWidth), [[]], box.current);
    return () => plot.current?.destroy();
  }, [JSON.stringify([...styles]), colors]);
  useEffect(() => {
    const width = box.current?.clientWidth;
    if (!plot.current || !width) return;
    if (plot.current.width !== width) plot.current.setSize({ width, height: HEIGHT_PX });
    plot.current.setData(stack(model, [...styles.keys()], nowMs, seconds));
  });
  return (
    <section class="panel plot" aria-labelledby="plot-title">
      <h2 id="plot-title">{words.say('plot')}</h2>
      <div id="plot" role="img" aria-label={words.say('plotLabel', { minutes: seconds / 60 })} ref={box} />
    </section>
  );
}

function windowSeconds(model: Model, nowMs: number): number {
  const oldest = model.history.seconds[0]?.second ?? nowMs / 1000;
  return WINDOWS_SECONDS.find((seconds) => nowMs / 1000 - oldest < seconds) ?? 300;
}

/**
 * The highest sum first, because each is drawn down to the axis: all versions with the losses, all versions,
 * all versions but the last, and so on. Times are the clock's, so that the axis has round ones.
 */
function stack(model: Model, versions: readonly string[], nowMs: number, length: number): uPlot.AlignedData {
  const bySecond = new Map(model.history.seconds.map((each) => [each.second, each]));
  // The current second is not complete.
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
  // A step lasts until the next one, the last step for its second.
  const times = [...seconds, newest + 1].map((second) => second + performance.timeOrigin / 1000);
  for (const [index, column] of columns.entries()) column.push(index === 0 ? null : (column.at(-1) ?? null));
  return [times, ...columns];
}

function options({ styles, colors, clock }: PageView, width: number): uPlot.Options {
  const { bars, stepped } = uPlot.paths;
  const steps = stepped?.({ align: 1 });
  const lostBars = bars?.({ size: [1, 100, 3], align: 1 });
  const font = `11px ${colors.font}`;
  const axis = {
    stroke: colors.quiet,
    font,
    ticks: { show: false },
    grid: { stroke: colors.line, width: 1 },
  };
  const points = { show: false };
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
        fill: colors.loss,
        stroke: colors.loss,
        width: 0,
        points,
        ...(lostBars && { paths: lostBars }),
      },
      ...[...styles.values()].toReversed().map(({ colour }) => ({
        fill: colour,
        stroke: outlineOf(colour, colors),
        width: 1,
        points,
        ...(steps && { paths: steps }),
      })),
    ],
  };
}
