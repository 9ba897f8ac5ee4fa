import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { GridRow } from '../grid/layout.ts';
import type { DrawnMark } from '../grid/request-grid.ts';
import { kindsOf } from '../state/event-log.ts';
import { shortNameOf } from '../state/pod.ts';
import { STATUS_MARKS } from '../state/status.ts';
import { LOSS_PATHS, SHAPE_PATHS } from '../state/version-style.ts';
import { Icon, VersionIcon } from './icons.tsx';
import { LONGEST_LOOK_BACK_SECONDS, type PageView } from './page-view.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };

/** Every request: the grid with its legend, the names of its rows, and a slider into the past. */
export function Stream({ view }: { view: PageView }) {
  const { words, model, nowMs, preferences, grid } = view;
  const { keepAliveStreak, history } = model;
  const { skipped } = history.outcomes(nowMs, 60);
  const reused = history.reusedConnections(nowMs);
  const notes = [
    skipped > 0 && words.say('skipped', { count: skipped }),
    reused > 0 && words.say('reused', { count: reused }),
  ].filter(Boolean);
  // During the first layout the canvas has no size.
  useLayoutEffect(view.actions.redraw, []);
  const { rows, seconds, columns } = grid.layOut(view);
  const lost = seconds.reduce((sum, each) => sum + each.lost, 0);
  const sent = seconds.reduce((sum, { requests }) => sum + requests.length, 0);
  return (
    <section class="panel stream" aria-labelledby="stream-title">
      <div class="panel-head">
        <h2 id="stream-title">{words.say('stream')}</h2>
        <p class="hint">{words.say('streamHint')}</p>
        <Legend view={view} />
      </div>
      <div class="grid" id="grid">
        <div class="row-names" aria-hidden="true">
          {rows.map((row) => (
            <RowName key={row.key} row={row} view={view} />
          ))}
        </div>
        <Marks
          label={words.say('streamLabel', { seconds: columns, answered: sent - lost, lost })}
          view={view}
        />
      </div>
      <LookBack view={view} />
      {preferences.keepAlive && keepAliveStreak && (
        <p class="hint" id="streak">
          {words.say('pinned', {
            pod: shortNameOf(keepAliveStreak.pod),
            seconds: (nowMs - keepAliveStreak.sinceMs) / 1000,
            requests: keepAliveStreak.requests,
          })}
        </p>
      )}
      <p class="notes" id="stream-notes" hidden={notes.length === 0}>
        {notes.join(' ')}
      </p>
    </section>
  );
}

/** The versions on the page, and the kinds of loss that occurred. */
function Legend({ view: { model, words, styles } }: { view: PageView }) {
  const kinds = kindsOf(model.totals.byLoss);
  return (
    <ul class="legend" id="legend">
      {[...styles].map(([version, style]) => (
        <li key={version}>
          <VersionIcon style={style} />
          {version}
        </li>
      ))}
      {(kinds.length > 0 ? kinds : (['no-answer'] as const)).map((loss) => (
        <li key={loss}>
          <Icon kind="loss" path="M0 0h10v10H0z" sign={LOSS_PATHS[loss]} />
          {kinds.length > 0 ? `${words.say('lost')}: ${words.say(`loss.${loss}`)}` : words.say('lost')}
        </li>
      ))}
      <li class="minor">
        <Icon kind="slow" path={SHAPE_PATHS.square} />
        {words.say('slowShape')}
      </li>
      <li class="minor">
        <span class="fault-mark" />
        {words.say('faultActive')}
      </li>
      <li class="minor">
        <b>↻</b>
        {words.say('restartSeen')}
      </li>
    </ul>
  );
}

/** Text beside the canvas, so that it can be read at any size. */
function RowName({ row, view }: { row: GridRow; view: PageView }) {
  const { key, kind, topPx, heightPx } = row;
  const { model, styles, statuses, words } = view;
  const pod = model.pod(key);
  const status = statuses.get(key);
  const state = kind === 'pod' ? (status ?? 'gone') : kind;
  const mark = status && STATUS_MARKS[status];
  return (
    <div class="row-name" data-state={state} style={{ top: `${topPx}px`, height: `${heightPx}px` }}>
      <span class="row-pod">
        {pod && <VersionIcon style={styles.get(pod.answer.version)} />}
        <span>{kind === 'pod' ? shortNameOf(key) : words.say(`row.${kind}`)}</span>
      </span>
      {mark && (
        <span class="row-status" style={{ color: `var(--${mark.color})` }}>
          {mark.sign} {words.say(`status.${status}`)}
        </span>
      )}
    </div>
  );
}

/** The canvas. The pointer and the arrow keys choose a mark, whose request is then described. */
function Marks({ label, view }: { label: string; view: PageView }) {
  const { grid, words, clock } = view;
  const [chosen, choose] = useState<number | null>(null);
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = grid.marks.length - 1;
    const index = grid.marks.findIndex(({ request }) => request.number === chosen);
    choose(numberOf(grid.marks[index < 0 ? last : Math.max(0, Math.min(last, index + step))]));
  };
  const mark = grid.marks.find(({ request }) => request.number === chosen);
  return (
    <div class="marks">
      <canvas
        id="stream"
        role="img"
        tabIndex={0}
        aria-label={label}
        aria-describedby="mark-tip"
        ref={grid.attach}
        onPointerMove={({ offsetX, offsetY }) => choose(numberOf(grid.markAt(offsetX, offsetY)))}
        onPointerLeave={() => choose(null)}
        onBlur={() => choose(null)}
        onFocus={() => choose(numberOf(grid.marks.at(-1)))}
        onKeyDown={walk}
      />
      <p id="mark-tip" role="status" hidden={!mark} style={mark && placeBeside(mark, grid.widthPx)}>
        {mark && words.mark(mark.request, clock(mark.request.sentAtMs))}
      </p>
    </div>
  );
}

function numberOf(mark: DrawnMark | undefined): number | null {
  return mark?.request.number ?? null;
}

function placeBeside({ x, y, sizePx }: DrawnMark, widthPx: number) {
  const isRight = x > widthPx / 2;
  return {
    left: `${x + (isRight ? -6 : sizePx + 6)}px`,
    top: `${y - 4}px`,
    translate: isRight ? '-100% -100%' : '0 -100%',
  };
}

/** The moment at the right edge. As time passes, the slider moves to the left. */
function LookBack({ view: { words, nowMs, untilMs, actions } }: { view: PageView }) {
  const slider = useRef<HTMLInputElement>(null);
  const secondsAgo = (nowMs - untilMs) / 1000;
  const text = secondsAgo < 1 ? words.say('now') : words.say('ago', { seconds: secondsAgo });
  const toNow = () => {
    actions.lookBack(0);
    slider.current?.focus();
  };
  return (
    <div class="lookback">
      <label>
        <span>{words.say('lookback')}</span>{' '}
        <input
          type="range"
          id="lookback"
          ref={slider}
          min={-LONGEST_LOOK_BACK_SECONDS}
          max={0}
          step={1}
          value={-Math.round(secondsAgo)}
          aria-valuetext={text}
          onInput={({ currentTarget }) => actions.lookBack(-Number(currentTarget.value))}
        />
      </label>
      <output id="lookback-at" for="lookback">
        {text}
      </output>
      <button type="button" class="quiet" id="to-now" hidden={untilMs === nowMs} onClick={toNow}>
        {words.say('toNow')}
      </button>
    </div>
  );
}
