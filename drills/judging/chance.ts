/**
 * The counts that a pod gets from `requests` random choices among equals, but for the rarest `alpha` (half at
 * each end). Exact binomial, summed in logarithms: 0.5 ** 2000 is no number.
 */
export function randomChoiceRange(
  requests: number,
  choices: number,
  alpha: number,
): { lowest: number; highest: number } {
  if (choices <= 1) return { lowest: requests, highest: requests };
  const p = 1 / choices;
  const probabilities = binomial(requests, p);
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

function binomial(n: number, p: number): number[] {
  const probabilities: number[] = [];
  let logarithm = n * Math.log1p(-p);
  for (let k = 0; k <= n; k += 1) {
    probabilities.push(Math.exp(logarithm));
    logarithm += Math.log(n - k) - Math.log(k + 1) + Math.log(p) - Math.log1p(-p);
  }
  return probabilities;
}
