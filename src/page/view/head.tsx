import { DASHBOARD } from '../state/grafana-address.ts';
import { headlineOf, recentProblems } from '../state/headline.ts';
import { RATES, type Theme } from '../state/preferences.ts';
import type { PageView } from './page-view.ts';

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

/** The head of the page: its name and its settings. */
export function Settings({ view }: { view: PageView }) {
  const { words, preferences, actions, grafana } = view;
  const { ratePerSecond, theme } = preferences;
  const other = words.locale === 'ko' ? 'en' : 'ko';
  return (
    <header class="top">
      <h1>
        app-1-2-2-1 <span>{words.say('title')}</span> <span id="address">{window.location.host}</span>
      </h1>
      <div class="settings">
        <fieldset class="rate">
          <legend>{words.say('rate')}</legend>
          {RATES.map((rate) => (
            <input
              key={rate}
              type="radio"
              name="rate"
              value={rate}
              aria-label={String(rate)}
              checked={rate === ratePerSecond}
              onChange={() => actions.prefer({ ratePerSecond: rate })}
            />
          ))}
        </fieldset>
        <Switch view={view} id="keep-alive" name="keepAlive" />
        <Switch view={view} id="background" name="background" />
        <button type="button" id="pause" onClick={actions.togglePause}>
          {view.isPausedByHand ? words.say('resume') : words.say('pause')}
        </button>
        <button
          type="button"
          id="new-lesson"
          title={words.say('newLessonHint')}
          onClick={actions.beginLesson}
        >
          {words.say('newLesson')}
        </button>
        <button type="button" id="present" onClick={() => actions.present(true)}>
          {words.say('present')}
        </button>
        {grafana !== null && (
          <a id="grafana" href={`${grafana}${DASHBOARD}`} target="_blank" rel="noopener">
            {words.say('grafana')}
          </a>
        )}
        <button type="button" id="theme" onClick={() => actions.prefer({ theme: NEXT_THEME[theme] })}>
          {words.say(`theme.${theme}`)}
        </button>
        <button type="button" id="language" lang={other} onClick={() => actions.prefer({ language: other })}>
          {words.say('otherLanguage')}
        </button>
      </div>
    </header>
  );
}

function Switch({ view, id, name }: { view: PageView; id: string; name: 'keepAlive' | 'background' }) {
  const { words, preferences, actions } = view;
  return (
    <label class="switch" title={words.say(`${name}Hint`)}>
      <input
        type="checkbox"
        id={id}
        checked={preferences[name]}
        onChange={() => actions.prefer({ [name]: !preferences[name] })}
      />
      <span>{words.say(name)}</span>
    </label>
  );
}

/** The headline and the figures beside it. Lines that come and go keep their space. */
export function Figures({ view }: { view: PageView }) {
  const { model, words, nowMs } = view;
  const { totals, lastLossMs, history } = model;
  const { losing, slow } = recentProblems(model, nowMs);
  const unwatchedSeconds = model.watchTime.unwatchedSeconds(nowMs);
  const { p50, p99 } = history.latency(nowMs);
  const detail = [
    words.losses(totals.byLoss),
    lastLossMs === null
      ? words.say('noLoss')
      : words.say('lastLoss', { ago: words.secondsAgo((nowMs - lastLossMs) / 1000) }),
    unwatchedSeconds >= 1 && words.say('unwatched', { seconds: unwatchedSeconds }),
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
          <dd id="p50">{p50 === null ? '–' : words.latency(p50)}</dd>
        </div>
        <div class="figure time">
          <dt>{words.say('p99')}</dt>
          <dd id="p99">{p99 === null ? '–' : words.latency(p99)}</dd>
        </div>
      </dl>
    </section>
  );
}
