import { DRILL_MESSAGES } from '../../messages/drills.ts';
import { wordsIn } from '../../messages/message.ts';
import type { Text } from '../timeline.ts';
import { KOREAN } from './korean.ts';

export type Language = 'en' | 'ko';

/**
 * A message or an English sentence in the reader's language; a sentence without a translation stays as it is.
 */
export type Say = (text: Text) => string;

/** For whom something is written. */
export interface Reader {
  readonly language: Language;
  readonly say: Say;
}

export const ENGLISH: Reader = {
  language: 'en',
  say: (text) => (typeof text === 'string' ? text : text.text),
};

/** As the flag says, else as the locale does. */
export function languageFor(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (flag === 'en' || flag === 'ko') return flag;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en';
}

/** For programs. */
export const english: (text: Text) => string = ENGLISH.say;

export function sayIn(language: Language): Say {
  if (language === 'en') return ENGLISH.say;
  const translate = translator(KOREAN);
  const words = wordsIn(DRILL_MESSAGES, language, translate);
  return (text) => (typeof text === 'string' ? translate(text) : words(text));
}

interface Pattern {
  readonly matches: RegExp;
  readonly names: readonly string[];
  readonly translation: string;
  /** Letters that are given: of two patterns that fit, the one with more of them says more. */
  readonly weight: number;
}

/**
 * Verdicts are written once, in English, with their figures in them; a translation is found by the sentence's
 * pattern: `{sent} sent, {missing} without an outcome`. What stands for a name is translated in turn.
 */
export function translator(catalogue: Readonly<Record<string, string>>): (english: string) => string {
  const patterns = Object.entries(catalogue)
    .filter(([english]) => english.includes('{'))
    .map(([english, translation]) => patternOf(english, translation))
    .sort((a, b) => b.weight - a.weight);
  const isKnown = (english: string) =>
    english in catalogue || patterns.some(({ matches }) => matches.test(english));
  const say = (english: string): string => {
    const literal = catalogue[english];
    if (literal !== undefined) return literal;
    // A list first: what stands for a name would otherwise swallow the sentences after it.
    const sentences = english.split('; ');
    if (sentences.length > 1 && sentences.every(isKnown)) return sentences.map(say).join('; ');
    for (const { matches, names, translation } of patterns) {
      const found = matches.exec(english);
      if (found === null) continue;
      const values = new Map(names.map((name, index) => [name, say(found[index + 1] ?? '')]));
      return translation.replace(/\{(\w+)\}/gu, (_, name: string) => values.get(name) ?? '');
    }
    for (const separator of ['; ', ', ']) {
      const parts = english.split(separator);
      if (parts.length > 1) return parts.map(say).join(separator);
    }
    return english;
  };
  return say;
}

function patternOf(english: string, translation: string): Pattern {
  const names: string[] = [];
  const source = english
    .split(/(\{\w+\})/u)
    .map((part) => {
      const name = /^\{(\w+)\}$/u.exec(part)?.[1];
      if (name === undefined) return RegExp.escape(part);
      names.push(name);
      return '(.+?)';
    })
    .join('');
  const weight = english.replace(/\{\w+\}/gu, '').length;
  return { matches: new RegExp(`^${source}$`, 'su'), names, translation, weight };
}
