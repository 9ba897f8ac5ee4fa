import { MESSAGES } from './all.ts';
import { type Locale, type Text, textOf, wordsIn } from './message.ts';

/** Puts a text into the words of one language. */
export type Say = (text: Text) => string;

/** The person who reads the output. */
export interface Reader {
  readonly language: Locale;
  readonly say: Say;
}

/** For programs. */
export const english: Say = textOf;

export const ENGLISH: Reader = { language: 'en', say: english };

/** From the flag, or else from the locale. */
export function languageFor(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  if (flag === 'en' || flag === 'ko') return flag;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en';
}

/** Read before the flags are parsed: an error in the flags has this language too. */
export function languageOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  return languageFor(/--lang[= ](\w+)/u.exec(args.join(' '))?.[1], environment);
}

export function sayIn(language: Locale): Say {
  return wordsIn(MESSAGES, language);
}
