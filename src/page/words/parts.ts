import type { ErrorAnswer, RefusalCode } from '../../contract.ts';
import type { Loss } from '../state/sampler.ts';

/** Below this share of the limit memory explains nothing. */
export const MEMORY_MATTERS_PERCENT = 80;

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)}\u00a0%`;
}

export function lossesIn(
  names: Readonly<Record<Loss, string>>,
  byKind: Readonly<Record<Loss, number>>,
): string {
  const kinds = Object.keys(names) as Loss[];
  return kinds
    .filter((kind) => byKind[kind] > 0)
    .map((kind) => `${names[kind]} ${byKind[kind]}`)
    .join(', ');
}

export function figure(value: number | string | boolean | undefined): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : String(value ?? '');
}

/** By the code, with its figures; the API's own words for a code that this page does not know. */
export function refusal(
  { code, figures = {}, message }: Pick<ErrorAnswer, 'code' | 'figures' | 'message'>,
  sentences: Readonly<Record<RefusalCode, string>>,
): string {
  const sentence = code === undefined ? undefined : sentences[code];
  return sentence?.replace(/\{(\w+)\}/g, (_, name: string) => figure(figures[name])) ?? message;
}
