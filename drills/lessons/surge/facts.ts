import type { Text, Timeline } from '../../timeline.ts';

/** The bounds of the autoscaler, which the preflight asks for. */
export const PODS_BEFORE = 2;
export const PODS_AFTER = 4;

export type Period = { readonly fromMs: number; readonly untilMs: number };

export type SurgeFacts = {
  /** A few users, of the same kind. */
  readonly baseline: Period;
  readonly demand: {
    readonly requestCostMs: number;
    readonly ratePerSecond: number;
    readonly millicores: number;
    readonly limitMillicores: number;
  };
  readonly surgeStartedMs: number;
  /** All users, and four pods. */
  readonly served: Period;
  readonly surgeStoppedMs: number;
  /** Of each pod, as GET /info tells it; null from an image that does not. */
  readonly configDigests: { readonly [pod: string]: string | null };
  readonly refused: Text;
};

export type Surge = Timeline<SurgeFacts>;
