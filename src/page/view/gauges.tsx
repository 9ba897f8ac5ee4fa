import type { Distribution } from '../state/load-distribution.ts';
import type { Pod } from '../state/pod.ts';
import { bytes, cores, outOf } from '../words/figures.ts';
import type { Words } from '../words/words.ts';
import type { PageView } from './page-view.ts';

const WIDTH = 100;
const HEIGHT_PX = 34;
/** The window grows with the readings. */
const SHORTEST_WINDOW_MS = 30_000;

interface UsageProps {
  readonly figure: 'cpuMillicores' | 'memoryBytes';
  readonly pod: Pod;
  readonly view: PageView;
}

/** CPU or memory of a pod: value, share of the limit, and a curve of the last minutes. */
export function UsageGauge({ figure, pod, view }: UsageProps) {
  const { words } = view;
  const { usage, limits } = pod.answer;
  const [name, format] =
    figure === 'cpuMillicores' ? (['cpu', cores] as const) : (['memory', bytes] as const);
  const [label, used, limit] = [words.say(name), usage[figure], limits[figure]];
  const value = () => {
    if (used === null) return words.say('unknown');
    return limit === null
      ? words.say('unlimited', { used: format(used) })
      : outOf(format(used), format(limit));
  };
  const share = used !== null && limit !== null ? (used / limit) * 100 : null;
  return (
    <div class="gauge">
      <span class="gauge-label">
        {share === null ? label : words.say('gauge', { label, percent: Math.round(share) })}
      </span>
      <span class="gauge-value">{value()}</span>
      <Curve {...{ figure, pod, view }} />
    </div>
  );
}

/** The limit is the dashed line; without a limit the top is a quarter above the highest value. */
function Curve({ figure, pod, view: { nowMs } }: UsageProps) {
  const limit = pod.answer.limits[figure];
  const points = pod.readings.flatMap(({ atMs, [figure]: value }) =>
    value === null ? [] : [{ atMs, value }],
  );
  const highest = points.reduce((most, { value }) => Math.max(most, value), 0);
  const top = Math.max(limit ?? highest * 1.25, highest, 1);
  // Readings come once a second, so the curve moves once a second.
  const rightMs = Math.ceil(nowMs / 1000) * 1000;
  const windowMs = Math.max(SHORTEST_WINDOW_MS, rightMs - (points[0]?.atMs ?? rightMs));
  const x = (atMs: number) => (WIDTH - ((rightMs - atMs) / windowMs) * WIDTH).toFixed(1);
  const y = (value: number) => (HEIGHT_PX - 1 - (value / top) * (HEIGHT_PX - 4)).toFixed(1);
  const [first, last] = [points[0], points.at(-1)];
  const line = points.map(({ atMs, value }) => `${x(atMs)} ${y(value)}`).join(' ');
  return (
    <svg class="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT_PX}`} preserveAspectRatio="none" aria-hidden="true">
      {limit !== null && <path class="limit" d={`M0 ${y(limit)}h${WIDTH}`} />}
      {first && last && (
        <>
          <path
            class="area"
            d={`M${x(first.atMs)} ${HEIGHT_PX - 1}L${line} ${x(last.atMs)} ${HEIGHT_PX - 1}z`}
          />
          <polyline points={line} />
          <path class="dot" d={`M${x(last.atMs)} ${y(last.value)}h.01`} />
        </>
      )}
    </svg>
  );
}

interface ShareProps {
  readonly pod: string;
  readonly distribution: Distribution;
  readonly words: Words;
}

/** A pod's share of the answers, and the range that random choice explains. */
export function ShareBar({ pod, distribution, words }: ShareProps) {
  const { requests, expected, suspects } = distribution;
  const answers = distribution.answers.get(pod) ?? null;
  const shareOf = (count: number) => (count / Math.max(1, requests)) * 100;
  const range = answers === null ? null : expected;
  const shareText =
    answers === null || requests === 0
      ? '–'
      : words.say('share', { percent: Math.round(shareOf(answers)), requests: String(requests) });
  const [from, to] = range ? [shareOf(range.lowest), shareOf(range.highest)] : [0, 0];
  return (
    <div class={suspects.has(pod) ? 'share outside' : 'share'}>
      <div class="track">
        <span class="fill" style={{ scale: `${(shareOf(answers ?? 0) / 100).toFixed(3)} 1` }} />
        {range && (
          <span
            class="bracket"
            style={{ left: `${from.toFixed(1)}%`, width: `${Math.max(0, to - from).toFixed(1)}%` }}
          />
        )}
      </div>
      <p>
        <span class="share-text">{shareText}</span>
        <span class="expected">
          {range && words.say('expected', { lowest: Math.round(from), highest: Math.round(to) })}
        </span>
      </p>
    </div>
  );
}
