import type { Locale } from '../../../messages/message.ts';

export type Theme = 'auto' | 'light' | 'dark';

export interface Preferences {
  /** `null`: as the browser says. */
  language: Locale | null;
  theme: Theme;
  ratePerSecond: number;
  keepAlive: boolean;
  /** Goes on counting while the tab is hidden. */
  background: boolean;
}

export const RATES = [2, 5, 10, 20] as const;

const KEY = 'app-1-2-2-1.page';
const DEFAULTS: Preferences = {
  language: null,
  theme: 'auto',
  ratePerSecond: 10,
  keepAlive: false,
  background: false,
};

/**
 * What was chosen here last time. A browser that keeps nothing gets the defaults, as does whoever edited what
 * is kept.
 */
export function readPreferences(storage: () => Pick<Storage, 'getItem'>): Preferences {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return { ...DEFAULTS };
    const { language, theme, ratePerSecond, keepAlive, background } = kept as Partial<Preferences>;
    return {
      language: language === 'en' || language === 'ko' ? language : DEFAULTS.language,
      theme: theme === 'light' || theme === 'dark' ? theme : DEFAULTS.theme,
      ratePerSecond: RATES.find((rate) => rate === ratePerSecond) ?? DEFAULTS.ratePerSecond,
      keepAlive: keepAlive === true,
      background: background === true,
    };
  } catch {
    return { ...DEFAULTS };
  }
}

export function keepPreferences(storage: () => Pick<Storage, 'setItem'>, preferences: Preferences): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A private window may refuse; the choice then lasts as long as the page.
  }
}
