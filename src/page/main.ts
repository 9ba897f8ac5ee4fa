import { Cards } from './cards.ts';
import { type Look, looks } from './colours.ts';
import { byId, create, lossIcon, setText, shapeIcon } from './dom.ts';
import { FaultPanel } from './fault-panel.ts';
import { milliseconds } from './figures.ts';
import { headlineOf, losingOf } from './headline.ts';
import { LogView } from './log-view.ts';
import { Model } from './model.ts';
import { type Paint, readPaint, toHex } from './paint.ts';
import { Plot } from './plot.ts';
import { markOf } from './pod.ts';
import { keepPreferences, type Preferences, readPreferences, type Theme } from './preferences.ts';
import { type Loss, Sampler, takeSample } from './sampling.ts';
import { Stream } from './stream.ts';
import { languageFor, WORDS, type Words } from './words.ts';

/** Figures that change faster cannot be read. */
const FIGURES_EVERY_MS = 500;
const TICK_MS = 1000;

const now = () => performance.now();
const storage = () => window.localStorage;
const request: typeof fetch = (url, options) => window.fetch(url, options);

const preferences: Preferences = readPreferences(storage);
const model = new Model();
const sampler = new Sampler({
  take: (lane) => takeSample(lane, request, now),
  now,
  onSample: (sample) => {
    model.record(sample);
    redraw();
  },
  onSkipped: () => model.skip(now()),
});

let words: Words = WORDS[preferences.language ?? languageFor(navigator.languages)];
let paint: Paint = applyTheme();
let versionLooks: ReadonlyMap<string, Look> = new Map();
let isPausedByHand = false;
let isDrawing = false;
let figuresAtMs = Number.NEGATIVE_INFINITY;

const stream = new Stream();
const plot = new Plot();
const log = new LogView();
const panel = new FaultPanel({ model, fetch: request, words });
const cards = new Cards({ aim: (pod) => panel.aim(pod), stop: (pod, fault) => void panel.stop(pod, fault) });

byId('address').textContent = window.location.host;
applyWords();
applySampling();
listen();
setInterval(() => {
  model.tick(now());
  redraw();
}, TICK_MS);

function listen(): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=rate]')) {
    radio.checked = Number(radio.value) === preferences.ratePerSecond;
    radio.addEventListener('change', () => {
      choose({ ratePerSecond: Number(radio.value) });
      applySampling();
    });
  }
  const keepAlive = byId<HTMLInputElement>('keep-alive');
  keepAlive.checked = preferences.keepAlive;
  keepAlive.addEventListener('change', () => {
    choose({ keepAlive: keepAlive.checked });
    applySampling();
  });
  byId('pause').addEventListener('click', () => {
    isPausedByHand = !isPausedByHand;
    applySampling();
    applyWords();
  });
  byId('theme').addEventListener('click', () => {
    const next: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
    choose({ theme: next[preferences.theme] });
    paint = applyTheme();
    applyWords();
  });
  byId('language').addEventListener('click', () => {
    choose({ language: words === WORDS.en ? 'ko' : 'en' });
    words = WORDS[preferences.language ?? 'en'];
    applyWords();
  });
  document.addEventListener('visibilitychange', applySampling);
  window.addEventListener('resize', redrawAll);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    paint = applyTheme();
    redrawAll();
  });
}

function choose(choice: Partial<Preferences>): void {
  Object.assign(preferences, choice);
  keepPreferences(storage, preferences);
}

/** Nobody looks at a hidden tab: it sends nothing. */
function applySampling(): void {
  sampler.ratePerSecond = preferences.ratePerSecond;
  sampler.keepAliveLane = preferences.keepAlive;
  if (isPausedByHand || document.hidden) {
    sampler.stop();
    model.pause(now());
  } else {
    model.resume(now());
    sampler.start();
  }
  redrawAll();
}

function applyTheme(): Paint {
  document.documentElement.dataset.theme = preferences.theme;
  return readPaint();
}

function applyWords(): void {
  const { fixed } = words;
  document.documentElement.lang = words === WORDS.ko ? 'ko' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]'))
    setText(element, fixed[element.dataset.words ?? ''] ?? '');
  for (const element of document.querySelectorAll<HTMLElement>('[data-title]'))
    element.title = fixed[element.dataset.title ?? ''] ?? '';
  byId('language').lang = words === WORDS.ko ? 'en' : 'ko';
  setText(byId('theme'), fixed[`theme-${preferences.theme}`] ?? '');
  setText(byId('pause'), (isPausedByHand ? fixed.resume : fixed.pause) ?? '');
  redrawAll();
}

function clock(atMs: number): string {
  return new Date(performance.timeOrigin + atMs).toLocaleTimeString('en-GB');
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
    const nowMs = now();
    if (versionLooks.size !== model.versions.length)
      versionLooks = looks(model.versions.map(({ version, colour }) => ({ version, colour: toHex(colour) })));
    const view = { model, nowMs, looks: versionLooks, words, paint };
    stream.draw({ ...view, rate: preferences.ratePerSecond, keepAlive: preferences.keepAlive });
    log.show(model, words, nowMs, clock);
    if (nowMs - figuresAtMs < FIGURES_EVERY_MS) return;
    figuresAtMs = nowMs;
    panel.show(words);
    cards.show({ ...view, canControl: panel.canControl });
    plot.show({ ...view, clock });
    showFigures(nowMs);
  });
}

function showFigures(nowMs: number): void {
  const { totals, lastLossMs } = model;
  setText(byId('headline-text'), words.headline(headlineOf(model, nowMs)));
  const losing = model.isPaused ? null : losingOf(model, nowMs);
  setText(byId('losing'), losing ? words.losing(losing.lost, losing.sent, losing.seconds) : '');
  setText(byId('lost'), String(totals.lost));
  setText(byId('answered'), totals.answered.toLocaleString('en-US').replaceAll(',', '\u202f'));
  const { p50, p99 } = model.latency(nowMs);
  setText(byId('p50'), p50 === null ? '–' : milliseconds(p50));
  setText(byId('p99'), p99 === null ? '–' : milliseconds(p99));
  byId('lost-figure').classList.toggle('some', totals.lost > 0);
  setText(
    byId('lost-detail'),
    [words.lossesOf(totals.byLoss), words.lastLoss(lastLossMs === null ? null : (nowMs - lastLossMs) / 1000)]
      .filter(Boolean)
      .join(' · '),
  );
  document.title = `${totals.lost > 0 ? `✕ ${totals.lost} · ` : ''}app-1-2-2-1`;
  const { stay } = model;
  const isPinned = preferences.keepAlive && stay !== null;
  byId('stay').hidden = !isPinned;
  if (isPinned)
    setText(byId('stay'), words.pinned(markOf(stay.pod), (nowMs - stay.sinceMs) / 1000, stay.requests));
  const notes = [words.skipped(model.skipped), words.reused(model.reusedConnections)]
    .filter(Boolean)
    .join(' ');
  setText(byId('stream-notes'), notes);
  byId('stream-notes').hidden = notes === '';
  showLegend();
}

let legendShown = '';

function showLegend(): void {
  const lossKinds = (Object.keys(words.losses) as Loss[]).filter((kind) => model.totals.byLoss[kind] > 0);
  const shownLosses = lossKinds.length > 0 ? lossKinds : (['no-answer'] as const);
  const shown = JSON.stringify([[...versionLooks], shownLosses, words.fixed.otherLanguage]);
  if (shown === legendShown) return;
  legendShown = shown;
  byId('legend').replaceChildren(
    ...[...versionLooks].map(([version, { shape, colour }]) =>
      create('li', {}, shapeIcon(shape, colour), version),
    ),
    ...shownLosses.map((loss) =>
      create(
        'li',
        {},
        lossIcon(loss),
        `${words.fixed.lossShape}${lossKinds.length > 0 ? `: ${words.losses[loss]}` : ''}`,
      ),
    ),
    create('li', {}, create('span', { className: 'fault-mark' }), words.fixed.faultActive ?? ''),
    create('li', {}, create('span', { className: 'restart-mark', text: '↻' }), words.fixed.restartSeen ?? ''),
  );
}
