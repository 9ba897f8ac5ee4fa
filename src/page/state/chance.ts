export type Range = ReturnType<typeof expectedRange>;

/**
 * How many of `requests` one of `pods` gets by random choice: the binomial distribution's quantiles.
 * @param confidence share of the cases that stay inside, by default 99 of 100
 */
export function expectedRange(requests: number, pods: number, confidence = 0.99) {
  if (pods <= 1 || requests === 0) return { lowest: requests, highest: requests };
  const share = 1 / pods;
  const tail = (1 - confidence) / 2;
  // In logarithms, since 0.5 to the power of 1200 is no number any more.
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

/** One case in a million, since at ten requests a second there are a million such cases in a day. */
const UNEXPLAINED = 1e-6;

/**
 * How many requests in a row that went elsewhere say that a pod is gone, and not merely unlucky.
 * @param doubt how often chance may be taken for an absence
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
