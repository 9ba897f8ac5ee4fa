import { byId, create } from './dom.ts';
import type { LogEntry, PageEvent } from './state/event-log.ts';
import type { Model } from './state/model.ts';
import type { Words } from './words/words.ts';

const MOST_SHOWN = 80;
/** A screen reader is told what happened at most this often. */
const ANNOUNCE_EVERY_MS = 5000;
const MOST_ANNOUNCED = 3;

/** The log in words, newest first, and now and then aloud. */
export class LogView {
  readonly #list = byId('log');
  readonly #announcer = byId('announcer');
  #shown = '';
  #announcedId = 0;
  #announcedAtMs = 0;

  show(model: Model, words: Words, nowMs: number, clock: (atMs: number) => string): void {
    const shown = `${model.log.revision} ${words.fixed.otherLanguage}`;
    if (shown !== this.#shown) {
      this.#shown = shown;
      const newest = model.log.entries.slice(-MOST_SHOWN).toReversed();
      this.#list.replaceChildren(...newest.map((entry) => item(entry, words, clock)));
      byId('no-log').hidden = newest.length > 0;
    }
    this.#announce(model, words, nowMs, clock);
  }

  #announce(model: Model, words: Words, nowMs: number, clock: (atMs: number) => string): void {
    if (nowMs - this.#announcedAtMs < ANNOUNCE_EVERY_MS) return;
    const fresh = model.log.entries.filter(({ id }) => id > this.#announcedId);
    if (fresh.length === 0) return;
    this.#announcedAtMs = nowMs;
    this.#announcedId = fresh.at(-1)?.id ?? this.#announcedId;
    const latest = fresh.slice(-MOST_ANNOUNCED).map(({ event }) => words.happening(event, clock));
    this.#announcer.textContent = latest.join('. ');
  }
}

function item({ atMs, event }: LogEntry, words: Words, clock: (atMs: number) => string): HTMLElement {
  const time = create('time', { text: clock(atMs) });
  const sentence = create('span', { text: words.happening(event, clock) });
  return create('li', { className: weightOf(event) }, time, sentence);
}

function weightOf(happening: PageEvent): string {
  switch (happening.kind) {
    case 'lost':
      return 'bad';
    case 'silent':
      return happening.status === 'silent' ? 'plain' : 'warn';
    case 'restarted':
    case 'unready':
    case 'fault-started':
      return 'warn';
    case 'lesson':
      return 'good';
    default:
      return 'plain';
  }
}
