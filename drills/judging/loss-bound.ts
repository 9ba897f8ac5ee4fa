import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import { binomial } from './chance.ts';

/**
 * An upper bound of the true share of lost requests: the upper end of Clopper and Pearson's exact one-sided
 * interval for a binomial share. Without a loss it is 1 - 0.05^(1/n), the "rule of three": about 3/n.
 * https://doi.org/10.1093/biomet/26.4.404
 *
 * The bound takes each request for an independent trial. Real losses cluster around the drill's action, and
 * traffic in quiet times lowers the bound without proving more. `--until` therefore repeats the action.
 */

/** The true share lies below the bound in this share of all runs. */
export const CERTAINTY = 0.95;

/** A share from 0 to 1; 1 where nothing was sent. `lost` and `sent` are counts, `lost` at most `sent`. */
export function lossBound(lost: number, sent: number, certainty = CERTAINTY): number {
  if (sent === 0 || lost >= sent) return 1;
  if (lost === 0) return -Math.expm1(Math.log(1 - certainty) / sent);
  // Bisection: the probability of so few losses falls as the share grows.
  let lower = lost / sent;
  let upper = 1;
  while (upper - lower > 1e-12) {
    const middle = (lower + upper) / 2;
    if (atMost(lost, sent, middle) > 1 - certainty) lower = middle;
    else upper = middle;
  }
  return upper;
}

/** How many requests exclude a share (0 to 1, exclusive), if at most `lost` of them are lost. */
export function requestsToExclude(share: number, lost: number, certainty = CERTAINTY): number {
  if (lost === 0) return Math.ceil(Math.log(1 - certainty) / Math.log1p(-share));
  let enough = Math.ceil((lost + 1) / share);
  while (lossBound(lost, enough, certainty) > share) enough *= 2;
  let tooFew = lost;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (lossBound(lost, middle, certainty) > share) tooFew = middle;
    else enough = middle;
  }
  return enough;
}

/** The probability of at most `lost` losses. */
function atMost(lost: number, sent: number, share: number): number {
  return binomial(sent, share)
    .take(lost + 1)
    .reduce((sum, probability) => sum + probability, 0);
}

/** `0 of 1,495 lost: below 0.20 % with 95 % certainty` */
export function formatLossBound(lost: number, sent: number): Message {
  if (sent === 0) return message('losses.nothingSent');
  const share = formatShare(lossBound(lost, sent));
  return message('losses.below', { lost, sent, share, certainty: `${CERTAINTY * 100} %` });
}

/** Two significant digits: `0.20 %`, `12 %`. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  const percent = share * 100;
  return `${percent.toFixed(Math.max(0, 1 - Math.floor(Math.log10(percent))))} %`;
}
