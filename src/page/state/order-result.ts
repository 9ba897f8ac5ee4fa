import type { ErrorAnswer, FaultEnding } from '../../contract.ts';
import type { Status } from './status.ts';

/** A pod that an order did not reach, with what is known of it. */
export interface Missed {
  readonly pod: string;
  readonly status: Status;
  /** Until its fault is over by itself; `null` where none is known or it does not end by itself. */
  readonly endsInSeconds: number | null;
}

export type Parameters = Readonly<Record<string, number | string | boolean>>;

/** What became of an order, as data: each language has its own words for it. */
export type OrderResult =
  | {
      readonly kind: 'started';
      readonly pod: string;
      readonly fault: string;
      readonly parameters: Parameters;
      readonly endsInSeconds: number;
      readonly ending: FaultEnding;
    }
  | { readonly kind: 'started-on'; readonly fault: string; readonly started: number; readonly of: number }
  | { readonly kind: 'trying'; readonly pod: string; readonly tries: number }
  | { readonly kind: 'missed'; readonly missed: Missed; readonly tries: number }
  | {
      readonly kind: 'stopped';
      readonly stopped: number;
      readonly of: number;
      readonly missed: readonly Missed[];
    }
  | { readonly kind: 'verified'; readonly stopped: number; readonly pods: number }
  /** The field, its bound and the value, as the API would say it. */
  | {
      readonly kind: 'out-of-bounds';
      readonly parameter: string;
      readonly minimum: number | undefined;
      readonly maximum: number | undefined;
      readonly value: string;
    }
  | { readonly kind: 'wrong-token' | 'token-needed' | 'guard-off' | 'no-answer' }
  /** The message is the API's own, in English: for a code that this page does not know. */
  | ({ readonly kind: 'refused' } & Pick<ErrorAnswer, 'statusCode' | 'message' | 'code' | 'figures'>);

export function isBad({ kind }: OrderResult): boolean {
  return [
    'missed',
    'out-of-bounds',
    'wrong-token',
    'token-needed',
    'guard-off',
    'no-answer',
    'refused',
  ].includes(kind);
}
