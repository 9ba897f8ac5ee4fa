import type { Target } from '../../cluster/service-address.ts';
import type { Setup } from '../../run/drill-run.ts';
import type { Check, Text } from '../../timeline.ts';

export type PreflightResult =
  | {
      readonly kind: 'ready';
      readonly checks: readonly Check[];
      readonly setup: Setup;
      readonly target: Target;
      readonly warnings: readonly Text[];
    }
  | { readonly kind: 'not-ready'; readonly checks: readonly Check[] }
  | { readonly kind: 'skip'; readonly reason: Text };
