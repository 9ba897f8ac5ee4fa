import { render } from 'preact';
import type { Locale } from '../../messages/message.ts';
import { RequestGrid } from './grid/request-grid.ts';
import { readThemeColors, toHex } from './grid/theme-colors.ts';
import { Clock } from './state/clock.ts';
import { FaultControl } from './state/fault-control.ts';
import { grafanaAddress } from './state/grafana-address.ts';
import { LessonProgress } from './state/lessons.ts';
import { Model } from './state/model.ts';
import { keepPreferences, type Preferences, readPreferences } from './state/preferences.ts';
import { Sampler, takeSample } from './state/sampler.ts';
import { statusOf } from './state/status.ts';
import { versionStyles } from './state/version-style.ts';
import { LONGEST_LOOK_BACK_SECONDS, type PageView } from './view/page-view.ts';
import { Page } from './view/page.tsx';
import { localeFor, Words } from './words/words.ts';

/** Figures that change more often are hard to read. */
const RENDER_EVERY_MS = 500;
const TICK_MS = 1000;

const now = () => performance.now();
const storage = () => window.localStorage;
const request: typeof fetch = (url, options) => window.fetch(url, options);
const clock = (atMs: number) => new Date(performance.timeOrigin + atMs).toLocaleTimeString('en-GB');

const WORDS = { en: new Words('en'), ko: new Words('ko') };
const preferences = readPreferences(storage);
const model = new Model();
const progress = new LessonProgress();
const grid = new RequestGrid();
const timer = new Clock(document.getElementById('script')?.dataset.clock ?? '');
const sampler = new Sampler({
  take: (lane) => takeSample(lane, request, now),
  now,
  schedule: (callback, delayMs) => timer.schedule(callback, delayMs),
  onSample: (sample) => {
    model.record(sample);
    drawSoon();
  },
  onSkipped: () => {
    model.history.second(now()).skipped += 1;
  },
});
const control = new FaultControl({ model, fetch: request, now, onChange: redraw });

let isPausedByHand = false;
let isPresenting = new URLSearchParams(window.location.search).has('present');
/** The moment at the right edge of the grid; `null`: now. */
let lookBackMs: number | null = null;
let colors = applyTheme();
let isDrawing = false;
/** The moment and the statuses of the last rendering. */
let rendered = '';

const actions: PageView['actions'] = {
  prefer(choice: Partial<Preferences>) {
    Object.assign(preferences, choice);
    keepPreferences(storage, preferences);
    colors = applyTheme();
    applySampling();
  },
  togglePause() {
    isPausedByHand = !isPausedByHand;
    applySampling();
  },
  beginLesson() {
    model.beginLesson(now());
    progress.reset();
    redraw();
  },
  present,
  lookBack(secondsAgo) {
    lookBackMs = secondsAgo === 0 ? null : shownMs() - secondsAgo * 1000;
    redraw();
  },
  redraw,
};

document.addEventListener('visibilitychange', applySampling);
window.addEventListener('resize', redraw);
window.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && isPresenting) present(false);
});
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  colors = applyTheme();
  redraw();
});
applySampling();
if (isPresenting) present(true);
void control.learn();
timer.repeat(() => {
  model.tick(now());
  progress.update(model, now());
  showTitle();
  drawSoon();
}, TICK_MS);

/** A hidden tab sends nothing, unless the person has chosen to count in the background. */
function applySampling(): void {
  sampler.ratePerSecond = preferences.ratePerSecond;
  sampler.keepAliveLane = preferences.keepAlive;
  const isUnseen = document.hidden && !preferences.background;
  if (isPausedByHand || isUnseen) {
    sampler.stop();
    model.pause(now(), isPausedByHand ? 'paused' : 'hidden');
  } else {
    model.resume(now());
    sampler.start();
  }
  showTitle();
  redraw();
}

/** For a class: only the grid, the headline, the losses and the log, in large type. */
function present(isOn: boolean): void {
  isPresenting = isOn;
  document.documentElement.toggleAttribute('data-present', isOn);
  const url = new URL(window.location.href);
  url.searchParams.delete('present');
  if (isOn) url.searchParams.set('present', '');
  window.history.replaceState(null, '', url.href.replace('present=', 'present'));
  rendered = '';
  draw();
  // The pressed button is gone: the other one gets the focus.
  document.getElementById(isOn ? 'present-end' : 'present')?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  // The rows are laid out again: the grid has another size now.
  redraw();
}

function applyTheme(): PageView['colors'] {
  document.documentElement.dataset.theme = preferences.theme;
  document.documentElement.lang = localeNow();
  return readThemeColors();
}

/** Called in a hidden tab too, where the title is all that a person sees. */
function showTitle(): void {
  const { totals, isPaused } = model;
  document.title = `${isPaused ? '⏸ ' : ''}${totals.lost > 0 ? `✕ ${totals.lost} · ` : ''}app-1-2-2-1`;
}

function localeNow(): Locale {
  return preferences.language ?? localeFor(navigator.languages);
}

/** While paused, the picture does not move. */
function shownMs(): number {
  return model.watchTime.stoppedAtMs ?? now();
}

function redraw(): void {
  rendered = '';
  drawSoon();
}

function drawSoon(): void {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    draw();
  });
}

/** The grid is drawn at once; the rest is rendered twice a second, and when a status changes. */
function draw(): void {
  const view = viewNow();
  const { answered, lost } = model.totals;
  // While paused, only outstanding answers change something.
  const moment = model.isPaused ? answered + lost : Math.floor(now() / RENDER_EVERY_MS);
  const next = JSON.stringify([moment, ...view.statuses]);
  if (next !== rendered) {
    rendered = next;
    render(<Page view={view} />, document.body);
  }
  grid.draw(view);
}

function viewNow(): PageView {
  const nowMs = shownMs();
  const earliestMs = nowMs - LONGEST_LOOK_BACK_SECONDS * 1000;
  const always = { model, progress, control, grid, preferences, clock, actions };
  return {
    ...always,
    colors,
    nowMs,
    isPausedByHand,
    isPresenting,
    words: WORDS[localeNow()],
    untilMs: lookBackMs === null || isPresenting ? nowMs : Math.max(lookBackMs, earliestMs),
    statuses: new Map(model.pods.map((pod) => [pod.name, statusOf(pod, nowMs)])),
    styles: versionStyles(
      new Map([...model.versions].map(([version, claimed]) => [version, toHex(claimed)])),
    ),
    grafana: grafanaAddress(model.pods.at(-1)?.answer.grafanaUrl, window.location),
  };
}
