export type Range = ReturnType<typeof expectedRange>;

/**
 * How many of `requests` random choice gives to one of `pods`: quantiles of the binomial distribution.
 * @param confidence the share of cases inside the range, by default 99 of 100
 */
export function expectedRange(requests: number, pods: number, confidence = 0.99) {
  if (pods <= 1 || requests === 0) return { lowest: requests, highest: requests };
  const share = 1 / pods;
  const tail = (1 - confidence) / 2;
  // In logarithms: 0.5 to the power of 1200 is below the smallest number.
  const logOdds = Math.log(share) - Math.log1p(-share);
  let logProbability = requests * Math.log1p(-share);
  let below = 0;
  let lowest: number | null = null;
  for (let hits = 0; hits <= requests; hits += 1) {
    below += Math.exp(logProbability);
    if (lowest === null && below > tail) lowest = hits;
    if (below >= 1 - tail) return { lowest: lowest ?? 0, highest: hits };
    logProbability += Math.log(requests - hits) - Math.log(hits + 1) + logOdds;
  }
  return { lowest: lowest ?? 0, highest: requests };
}

/** One case in a million: at ten requests a second there are a million cases in a day. */
const UNEXPLAINED = 1e-6;

/**
 * How many requests in a row must go to other pods until chance does not explain it: the pod is gone.
 * @param doubt the probability of calling a pod silent by mistake
 */
export function silenceThreshold(pods: number, doubt = UNEXPLAINED): number {
  if (pods <= 1) return 3;
  return Math.ceil(Math.log(doubt) / Math.log1p(-1 / pods));
}

/** Nearest-rank quantile; `null` of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
