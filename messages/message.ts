/**
 * Sentences in two languages. A message is chosen where something is found out, as a name with its values,
 * and put into words where a person reads it.
 *
 *   const rows = catalogue({
 *     'traffic.none': ['nothing lost', '유실 없음'],
 *     'traffic.lost': `
 *     {lost} of {sent} {sent:request|requests} lost
 *     요청 {sent}건 중 {lost}건 유실`,
 *   });
 *   const message = messagesOf(rows);
 *   const found = message('traffic.lost', { lost: 3, sent: 1495 });
 *   wordsIn(rows, 'ko')(found);   // 요청 1,495건 중 3건 유실
 *
 * A row is English and Korean: a pair, or one line below the other where a pair is too long for a line.
 *
 * A placeholder is `{name}`, a plural `{name:one|other}`, a list `{name:and}`, or one that is not joined with
 * commas `{name:; }`. A duration in milliseconds is `{name:seconds}` (30.3 s, 30.3초) or `{name:minutes}`
 * (2 min 05 s, 2분 05초). A duration in seconds is `{name:span}` (40 s, 3 min, 2 h). A row in which one
 * language lacks a value of the other does not compile.
 */

import { durationsIn } from './durations.ts';

export type Locale = 'en' | 'ko';

export interface Row {
  readonly en: string;
  readonly ko: string;
}

/** The value of a placeholder. A message is put into words too; a list is joined with commas. */
export type Value = string | number | Message | readonly Text[];

/** Plain data for recordings and reports. A type alias: an interface is not assignable to a drill's facts. */
export type Message = {
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  /** English, for programs, and for readers of another release that does not know the name. */
  readonly text: string;
};

/** What a person reads: a message, or a string that is a name, a figure or the words of another program. */
export type Text = string | Message;

export function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'values' in value && 'text' in value
  );
}

export function isNamed(text: Text | undefined, name: string): boolean {
  return isMessage(text) && text.name === name;
}

/** In English, as programs read it. */
export function textOf(text: Text): string {
  return typeof text === 'string' ? text : text.text;
}

/** Changes each string in a text: the report shortens the names of pods. */
export function mapStrings(text: Text, change: (part: string) => string): Text {
  if (typeof text === 'string') return change(text);
  const mapValue = (value: Value): Value => {
    if (typeof value === 'number') return value;
    if (typeof value === 'string' || isMessage(value)) return mapStrings(value, change);
    return value.map((one) => mapStrings(one, change));
  };
  const values = Object.fromEntries(
    Object.entries(text.values).map(([name, value]) => [name, mapValue(value)]),
  );
  return { name: text.name, values, text: change(text.text) };
}

/** What an error says to a person: its message of a catalogue, or else the text of another program. */
export function saidBy(err: unknown): Text {
  if (!(err instanceof Error)) return String(err);
  return 'said' in err ? (err.said as Text) : err.message;
}

/** The names of the messages, and what each says. */
export function catalogue<const Rows extends WrittenRows>(rows: Rows & WithEqualValues<Rows>) {
  const entries = Object.entries<WrittenRow>(rows).map(([name, row]) => [name, readRow(row)]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Rows]: RowOf<Rows[Name]> };
}

function readRow(row: WrittenRow): Row {
  if (typeof row !== 'string') return { en: row[0], ko: row[1] };
  const [, en = '', ...ko] = row.split(INDENT);
  return { en, ko: ko.join(INDENT) };
}

const INDENT = '\n    ';

export type MessageOf<Rows extends Readonly<Record<string, Row>>> = <Name extends keyof Rows & string>(
  name: Name,
  ...values: ValuesOf<Rows[Name]>
) => Message;

export type Say<Rows extends Readonly<Record<string, Row>>> = <Name extends keyof Rows & string>(
  name: Name,
  ...values: ValuesOf<Rows[Name]>
) => string;

export function messagesOf<const Rows extends Readonly<Record<string, Row>>>(rows: Rows): MessageOf<Rows> {
  const english = wordsIn(rows, 'en');
  return (name, ...[values = {}]) => ({ name, values, text: english({ name, values, text: name }) });
}

/** A message of another catalogue is said in English; a string is a name, the same in every language. */
export function wordsIn(rows: Readonly<Record<string, Row>>, locale: Locale): (text: Text) => string {
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const durations = durationsIn(locale);
  return say;

  function say(said: Text): string {
    if (typeof said === 'string') return said;
    const { name, values, text } = said;
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (row === undefined) return text;
    return row[locale].replace(PLACEHOLDER, (_, key: string, format?: string) => put(values[key], format));
  }

  function put(value: Value | undefined, format: string | undefined): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return putNumber(value, format);
    if (value === undefined) return '';
    return 'length' in value ? putList(value, format) : say(value);
  }

  /** Korean lists have no "and". */
  function putList(values: readonly Text[], format: string | undefined): string {
    const items = values.map(say);
    if (format !== 'and') return items.join(format ?? ', ');
    return locale === 'ko' ? items.join(', ') : new Intl.ListFormat('en-GB').format(items);
  }

  function putNumber(value: number, format: string | undefined): string {
    if (format === undefined) return numbers.format(value);
    const duration = durations[format];
    if (duration !== undefined) return duration(value);
    const [one = '', other = one] = format.split('|');
    return plurals.select(value) === 'one' ? one : other;
  }
}

/** Takes a name with its values and says it at once; `wordsIn` takes a message. */
export function sayIn<const Rows extends Readonly<Record<string, Row>>>(
  rows: Rows,
  locale: Locale,
): Say<Rows> {
  const say = wordsIn(rows, locale);
  return (name, ...[values = {}]) => say({ name, values, text: name });
}

const PLACEHOLDER = /\{(\w+)(?::([^}]*))?\}/gu;

type ValuesOf<R extends Row> = [ValueName<R>] extends [never] ? [] : [Readonly<Record<ValueName<R>, Value>>];

type ValueName<R extends Row> = Placeholder<R['en']> | Placeholder<R['ko']>;

type Placeholder<Template extends string> = Template extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}:${string}` ? Name : Inside) | Placeholder<Rest>
  : never;

type WrittenRow = readonly [en: string, ko: string] | `${typeof INDENT}${string}${typeof INDENT}${string}`;

type WrittenRows = Readonly<Record<string, WrittenRow>>;

type RowOf<W extends WrittenRow> = W extends readonly [infer En extends string, infer Ko extends string]
  ? { readonly en: En; readonly ko: Ko }
  : W extends `${typeof INDENT}${infer En}${typeof INDENT}${infer Ko}`
    ? { readonly en: En; readonly ko: Ko }
    : never;

type WithEqualValues<Rows extends WrittenRows> = {
  readonly [Name in keyof Rows]: HasEqualValues<RowOf<Rows[Name]>> extends true
    ? WrittenRow
    : `the Korean needs the values of the English: ${Placeholder<RowOf<Rows[Name]>['en']>}`;
};

type HasEqualValues<R extends Row> = [Placeholder<R['en']>] extends [Placeholder<R['ko']>]
  ? [Placeholder<R['ko']>] extends [Placeholder<R['en']>]
    ? true
    : false
  : false;
