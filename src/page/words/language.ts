import { en } from './en.ts';
import { ko } from './ko.ts';
import type { Language, Words } from './words.ts';

export const WORDS: Readonly<Record<Language, Words>> = { en, ko };

export function languageFor(preferred: readonly string[]): Language {
  for (const each of preferred) {
    if (each.toLowerCase().startsWith('ko')) return 'ko';
    if (each.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}
