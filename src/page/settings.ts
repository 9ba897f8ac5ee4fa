import { byId, setText } from './dom.ts';
import type { Preferences, Theme } from './state/preferences.ts';
import type { Words } from './words/words.ts';

interface SettingsNeeds {
  readonly preferences: Readonly<Preferences>;
  /** A choice is kept. */
  choose(choice: Partial<Preferences>): void;
  /** How and whether requests are sent has changed. */
  onSampling(): void;
  onLook(): void;
  onPause(): void;
  onNewLesson(): void;
  nextLanguage(): Preferences['language'];
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

export function listenToSettings(needs: SettingsNeeds): void {
  const { preferences, choose } = needs;
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=rate]')) {
    radio.checked = Number(radio.value) === preferences.ratePerSecond;
    radio.addEventListener('change', () => {
      choose({ ratePerSecond: Number(radio.value) });
      needs.onSampling();
    });
  }
  for (const [id, name] of [
    ['keep-alive', 'keepAlive'],
    ['background', 'background'],
  ] as const) {
    const box = byId<HTMLInputElement>(id);
    box.checked = preferences[name];
    box.addEventListener('change', () => {
      choose({ [name]: box.checked });
      needs.onSampling();
    });
  }
  byId('pause').addEventListener('click', needs.onPause);
  byId('new-lesson').addEventListener('click', needs.onNewLesson);
  byId('theme').addEventListener('click', () => {
    choose({ theme: NEXT_THEME[preferences.theme] });
    needs.onLook();
  });
  byId('language').addEventListener('click', () => {
    choose({ language: needs.nextLanguage() });
    needs.onLook();
  });
}

/** Everything of the document that is text, in the language chosen. */
export function showWords(words: Words, language: 'en' | 'ko', theme: Theme, isPaused: boolean): void {
  const { fixed } = words;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]'))
    setText(element, fixed[element.dataset.words ?? ''] ?? '');
  for (const element of document.querySelectorAll<HTMLElement>('[data-title]'))
    element.title = fixed[element.dataset.title ?? ''] ?? '';
  byId('language').lang = language === 'ko' ? 'en' : 'ko';
  setText(byId('theme'), fixed[`theme-${theme}`] ?? '');
  setText(byId('pause'), (isPaused ? fixed.resume : fixed.pause) ?? '');
}
