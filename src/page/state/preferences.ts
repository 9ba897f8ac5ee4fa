import type { Locale } from '../../../messages/message.ts';

export type Theme = 'auto' | 'light' | 'dark';

export interface Preferences {
  /** `null`: as the browser says. */
  language: Locale | null;
  theme: Theme;
  ratePerSecond: number;
  keepAlive: boolean;
  /** Keeps sending while the tab is hidden. */
  background: boolean;
}

export const RATES = [2, 5, 10, 20] as const;

const KEY = 'app-1-2-2-1.page';

/**
 * The choices of the last visit. Where the browser keeps nothing, or somebody edited what it keeps, the
 * defaults apply.
 */
export function readPreferences(storage: () => Pick<Storage, 'getItem'>): Preferences {
  let kept: Partial<Preferences> = {};
  try {
    kept = Object(JSON.parse(storage().getItem(KEY) ?? '{}'));
  } catch {
    // A private window may refuse access, and the text may be no JSON.
  }
  const { language, theme, ratePerSecond, keepAlive, background } = kept;
  return {
    language: language === 'en' || language === 'ko' ? language : null,
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    ratePerSecond: RATES.find((rate) => rate === ratePerSecond) ?? 10,
    keepAlive: keepAlive === true,
    background: background === true,
  };
}

export function keepPreferences(storage: () => Pick<Storage, 'setItem'>, preferences: Preferences): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A private window may refuse access: the choice then lasts until the page is closed.
  }
}
