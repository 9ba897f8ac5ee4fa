import { useMemo, useRef } from 'preact/hooks';
import type { PageEvent } from '../state/event-log.ts';
import type { PageView } from './page-view.ts';

const MOST_SHOWN = 80;
/** A screen reader announces events at most this often. */
const ANNOUNCE_EVERY_MS = 5000;
const MOST_ANNOUNCED = 3;

/** The log in words, newest first. */
export function EventList({ view }: { view: PageView }) {
  const { model, words, clock } = view;
  const items = useMemo(
    () =>
      model.log.entries
        .slice(-MOST_SHOWN)
        .toReversed()
        .map(({ id, atMs, event }) => (
          <li key={id} class={weightOf(event)}>
            <time>{clock(atMs)}</time>
            <span>{words.event(event, clock)}</span>
          </li>
        )),
    [model.log.revision, words],
  );
  return (
    <section class="panel log" aria-labelledby="log-title">
      <h2 id="log-title">{words.say('log')}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <ol id="log" tabIndex={0} aria-labelledby="log-title">
        {items}
      </ol>
      <p class="empty" id="no-log" hidden={items.length > 0}>
        {words.say('logEmpty')}
      </p>
      {view.isPresenting && (
        <button type="button" id="present-end" onClick={() => view.actions.present(false)}>
          {words.say('presentEnd')}
        </button>
      )}
    </section>
  );
}

/** Announces new events to a screen reader. */
export function Announcer({ view: { model, words, nowMs, clock } }: { view: PageView }) {
  const announced = useRef({ id: 0, atMs: 0, text: '' });
  const fresh = model.log.entries.filter(({ id }) => id > announced.current.id);
  if (fresh.length > 0 && nowMs - announced.current.atMs >= ANNOUNCE_EVERY_MS) {
    const latest = fresh.slice(-MOST_ANNOUNCED).map(({ event }) => words.event(event, clock));
    announced.current = { id: fresh.at(-1)?.id ?? 0, atMs: nowMs, text: latest.join('. ') };
  }
  return (
    <div class="unseen" id="announcer" role="status">
      {announced.current.text}
    </div>
  );
}

function weightOf(event: PageEvent): string {
  if (event.kind === 'lost') return 'bad';
  if (event.kind === 'lesson') return 'good';
  const isStriking =
    ['restarted', 'unready', 'fault-started'].includes(event.kind) ||
    (event.kind === 'silent' && event.status !== 'silent');
  return isStriking ? 'warn' : 'plain';
}
