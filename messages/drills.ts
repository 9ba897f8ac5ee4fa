/**
 * The messages of the drills, for terminal and report. A new sentence is a row here; `Text` in drills/timeline.ts
 * takes it beside the older sentences of drills/language/.
 */

import { catalogue, messagesOf } from './message.ts';

export const DRILL_MESSAGES = catalogue({
  'verdict.reason': { en: '{check}: {actual}', ko: '{check}: {actual}' },
  'verdict.reasons': { en: '{reasons:; }', ko: '{reasons:; }' },
});

export const message = messagesOf(DRILL_MESSAGES);
