import type { Check } from '../../drills/timeline.ts';
import { english } from '../../messages/say.ts';

export function lineOf({ name, passed, actual, remedy }: Check): string {
  const sign = passed === null ? '?      ' : passed ? 'ok     ' : 'MISSING';
  const line = `${sign}  ${english(name)}: ${english(actual)}`;
  return remedy === undefined ? line : `${line}\n         -> ${english(remedy)}`;
}
