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
