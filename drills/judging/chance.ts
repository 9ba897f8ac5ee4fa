/**
 * How many of `requests` one of `choices` pods gets by random choice. The rarest counts, with the probability
 * `alpha`, are outside: half of it at each end.
 */
export function randomChoiceRange(
  requests: number,
  choices: number,
  alpha: number,
): { lowest: number; highest: number } {
  if (choices <= 1) return { lowest: requests, highest: requests };
  const probabilities = [...binomial(requests, 1 / choices)];
  let lowest = 0;
  for (let below = 0; lowest < requests; lowest += 1) {
    below += probabilities[lowest] ?? 0;
    if (below > alpha / 2) break;
  }
  let highest = requests;
  for (let above = 0; highest > 0; highest -= 1) {
    above += probabilities[highest] ?? 0;
    if (above > alpha / 2) break;
  }
  return { lowest, highest };
}

/**
 * The probabilities of 0, 1, 2, ... successes in `trials`. They are computed in logarithms: 0.5 ** 2000 is 0
 * in floating point.
 */
export function* binomial(trials: number, p: number): Generator<number> {
  let logarithm = trials * Math.log1p(-p);
  for (let count = 0; count <= trials; count += 1) {
    yield Math.exp(logarithm);
    logarithm += Math.log(trials - count) - Math.log(count + 1) + Math.log(p) - Math.log1p(-p);
  }
}
