import { byId, setText } from './dom.ts';
import { milliseconds } from './state/figures.ts';
import { headlineOf, losingOf, slowOf } from './state/headline.ts';
import type { Model } from './state/model.ts';
import { shortNameOf } from './state/pod.ts';
import type { Words } from './words/words.ts';

/** The sentence on top and the figures beside it. Lines that come and go have their place kept. */
export function showFigures(view: { model: Model; words: Words; nowMs: number; keepAlive: boolean }): void {
  const { model, words, nowMs } = view;
  const { totals, lastLossMs, history } = model;
  setText(byId('headline'), words.headline(headlineOf(model, nowMs)));
  const losing = model.isPaused ? null : losingOf(model, nowMs);
  const slow = model.isPaused ? null : slowOf(model, nowMs);
  setText(byId('losing'), losing ? words.losing(losing) : '');
  setText(byId('slow'), slow ? words.slow(slow) : '');
  setText(byId('lost'), String(totals.lost));
  setText(byId('answered'), totals.answered.toLocaleString('en-US').replaceAll(',', '\u202f'));
  const { p50, p99 } = history.latency(nowMs);
  setText(byId('p50'), p50 === null ? '–' : milliseconds(p50));
  setText(byId('p99'), p99 === null ? '–' : milliseconds(p99));
  byId('lost-figure').classList.toggle('some', totals.lost > 0);
  const detail = [
    words.lossesOf(totals.byLoss),
    words.lastLoss(lastLossMs === null ? null : (nowMs - lastLossMs) / 1000),
    words.unwatched(model.watchTime.unwatchedSeconds(nowMs)),
  ];
  setText(byId('lost-detail'), detail.filter(Boolean).join(' · '));
  const { keepAliveStreak: stay } = model;
  const isPinned = view.keepAlive && stay !== null;
  byId('stay').hidden = !isPinned;
  if (isPinned)
    setText(byId('stay'), words.pinned(shortNameOf(stay.pod), (nowMs - stay.sinceMs) / 1000, stay.requests));
  const notes = [words.skipped(history.skipped), words.reused(history.reusedConnections)].filter(Boolean);
  setText(byId('stream-notes'), notes.join(' '));
  byId('stream-notes').hidden = notes.length === 0;
}

/** Also where nothing is drawn, since a hidden tab has nothing but its title. */
export function showTitle({ totals, isPaused }: Model): void {
  document.title = `${isPaused ? '⏸ ' : ''}${totals.lost > 0 ? `✕ ${totals.lost} · ` : ''}app-1-2-2-1`;
}
