import { MESSAGES } from './all.ts';
import { type Locale, type Text, textOf, wordsIn } from './message.ts';

/** Puts what a drill says into words, for the person who reads it. */
export type Say = (text: Text) => string;

/** For whom something is written. */
export interface Reader {
  readonly language: Locale;
  readonly say: Say;
}

/** For programs. */
export const english: Say = textOf;

export const ENGLISH: Reader = { language: 'en', say: english };

/** As the flag says, else as the locale does. */
export function languageFor(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  if (flag === 'en' || flag === 'ko') return flag;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en';
}

/** Before any flag is parsed: what is wrong with the flags is said in this language, too. */
export function languageOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  return languageFor(/--lang[= ](\w+)/u.exec(args.join(' '))?.[1], environment);
}

export function sayIn(language: Locale): Say {
  return wordsIn(MESSAGES, language);
}
