import { headlineOf, losingOf, slowOf } from '../state/headline.ts';
import { milliseconds } from '../words/figures.ts';
import type { PageView } from './page-view.ts';

/** The sentence on top and the figures beside it. Lines that come and go have their place kept. */
export function Figures({ view }: { view: PageView }) {
  const { model, words, nowMs } = view;
  const { totals, lastLossMs, history } = model;
  const losing = model.isPaused ? null : losingOf(model, nowMs);
  const slow = model.isPaused ? null : slowOf(model, nowMs);
  const unwatchedSeconds = model.watchTime.unwatchedSeconds(nowMs);
  const { p50, p99 } = history.latency(nowMs);
  const detail = [
    words.losses(totals.byLoss),
    lastLossMs === null
      ? words.say('noLoss')
      : words.say('lastLoss', { ago: words.secondsAgo((nowMs - lastLossMs) / 1000) }),
    unwatchedSeconds >= 1 && words.say('unwatched', { duration: words.duration(unwatchedSeconds) }),
  ];
  return (
    <section class="headline" aria-labelledby="headline">
      <div class="sentences">
        <h2 id="headline">{words.headline(headlineOf(model, nowMs))}</h2>
        <p id="losing">{losing && words.say('losing', { ...losing })}</p>
        <p id="slow">{slow && words.say('slow', { ...slow })}</p>
      </div>
      <dl class="figures">
        <div class={totals.lost > 0 ? 'figure lost some' : 'figure lost'} id="lost-figure">
          <dt>{words.say('lost')}</dt>
          <dd id="lost">{totals.lost}</dd>
          <dd class="detail" id="lost-detail">
            {detail.filter(Boolean).join(' · ')}
          </dd>
        </div>
        <div class="figure">
          <dt>{words.say('answered')}</dt>
          <dd id="answered">{totals.answered.toLocaleString('en-US').replaceAll(',', '\u202f')}</dd>
        </div>
        <div class="figure time">
          <dt>{words.say('p50')}</dt>
          <dd id="p50">{p50 === null ? '–' : milliseconds(p50)}</dd>
        </div>
        <div class="figure time">
          <dt>{words.say('p99')}</dt>
          <dd id="p99">{p99 === null ? '–' : milliseconds(p99)}</dd>
        </div>
      </dl>
    </section>
  );
}
