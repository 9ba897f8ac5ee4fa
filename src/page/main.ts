import { Cards } from './cards/cards.ts';
import { byId } from './dom.ts';
import { FaultPanel } from './faults/fault-panel.ts';
import { showFigures, showTitle } from './figures-view.ts';
import { showGrafana } from './grafana.ts';
import { Presentation, placeForm } from './layout.ts';
import { Legend } from './legend.ts';
import { LessonStrip } from './lessons/lesson-strip.ts';
import { LogView } from './log-view.ts';
import { Lookback } from './lookback.ts';
import { type Paint, readPaint, toHex } from './paint.ts';
import { Plot } from './plot.ts';
import { listenToSettings, showWords } from './settings.ts';
import { Clock } from './state/clock.ts';
import { LessonProgress } from './state/lesson-progress.ts';
import { Model } from './state/model.ts';
import { keepPreferences, readPreferences } from './state/preferences.ts';
import { Sampler, takeSample } from './state/sampler.ts';
import { versionStyles } from './state/version-style.ts';
import { Wall } from './wall/wall.ts';
import { languageFor, WORDS } from './words/language.ts';
import type { Language } from './words/words.ts';

/** Figures that change faster cannot be read. */
const FIGURES_EVERY_MS = 500;
const TICK_MS = 1000;

const now = () => performance.now();
const storage = () => window.localStorage;
const request: typeof fetch = (url, options) => window.fetch(url, options);
const time = (atMs: number) => new Date(performance.timeOrigin + atMs).toLocaleTimeString('en-GB');

const preferences = readPreferences(storage);
const model = new Model();
const timer = new Clock(byId('script').dataset.clock ?? '');
const sampler = new Sampler({
  take: (lane) => takeSample(lane, request, now),
  now,
  schedule: (callback, delayMs) => timer.schedule(callback, delayMs),
  onSample: (sample) => {
    model.record(sample);
    redraw();
  },
  onSkipped: () => model.skip(now()),
});

let isPausedByHand = false;
let isDrawing = false;
let figuresAtMs = Number.NEGATIVE_INFINITY;
let paint: Paint = applyTheme();

const wall = new Wall();
const plot = new Plot();
const log = new LogView();
const legend = new Legend();
const watch = new LessonProgress();
const strip = new LessonStrip(redrawAll);
const lookback = new Lookback(shownMs, redrawAll);
const panel = new FaultPanel({ model, fetch: request, now, words: WORDS[language()] });
const cards = new Cards({ aim: (pod) => panel.aim(pod), stop: (pod, fault) => panel.stop(pod, fault) });
const presentation = new Presentation(redrawAll);

byId('address').textContent = window.location.host;
placeForm();
listenToSettings({
  preferences,
  choose(choice) {
    Object.assign(preferences, choice);
    keepPreferences(storage, preferences);
  },
  onSampling: applySampling,
  onLook() {
    paint = applyTheme();
    applyWords();
  },
  onPause() {
    isPausedByHand = !isPausedByHand;
    applySampling();
    applyWords();
  },
  onNewLesson() {
    model.beginLesson(now());
    watch.reset();
    redrawAll();
  },
  nextLanguage: () => (language() === 'en' ? 'ko' : 'en'),
});
document.addEventListener('visibilitychange', applySampling);
window.addEventListener('resize', redrawAll);
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  paint = applyTheme();
  redrawAll();
});
applyWords();
applySampling();
timer.repeat(() => {
  model.tick(now());
  watch.update(model, now());
  showTitle(model);
  redraw();
}, TICK_MS);

function language(): Language {
  return preferences.language ?? languageFor(navigator.languages);
}

/** Paused, the picture stands still. */
function shownMs(): number {
  return model.watchTime.stoppedAtMs ?? now();
}

/** Nobody looks at a hidden tab: it sends nothing, unless it is to go on counting. */
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
  showTitle(model);
  redrawAll();
}

function applyTheme(): Paint {
  document.documentElement.dataset.theme = preferences.theme;
  return readPaint();
}

function applyWords(): void {
  showWords(WORDS[language()], language(), preferences.theme, isPausedByHand);
  redrawAll();
}

function redrawAll(): void {
  figuresAtMs = Number.NEGATIVE_INFINITY;
  redraw();
}

function redraw(): void {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    draw();
  });
}

function draw(): void {
  const nowMs = shownMs();
  const claimed = [...model.versions].map(([version, colour]): [string, string] => [version, toHex(colour)]);
  const view = {
    ...{
      model,
      nowMs,
      versionStyles: versionStyles(new Map(claimed)),
      words: WORDS[language()],
      paint,
      clock: time,
    },
    ...{ rate: preferences.ratePerSecond, keepAlive: preferences.keepAlive },
  };
  const isPresenting = presentation.isOn;
  wall.draw({ ...view, untilMs: isPresenting ? nowMs : lookback.untilMs, isPresenting });
  log.show(model, view.words, now(), time);
  if (now() - figuresAtMs < FIGURES_EVERY_MS) return;
  figuresAtMs = now();
  panel.show(view.words);
  const grafana = showGrafana(model, view.words);
  cards.show({ ...view, canControl: panel.canControl, grafana });
  plot.show(view);
  strip.show({ ...view, watch });
  lookback.show(view.words);
  legend.show(model, view.versionStyles, view.words);
  showFigures(view);
}
