/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('there is no median of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function summarize(values: readonly number[]): Summary {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The median of the turns' own ratios: what is slow in one turn is slow for both, and so drops out. */
export function ratio(values: readonly number[], references: readonly number[]): number {
  if (values.length !== references.length) throw new Error('a ratio wants the same turns of both');
  return median(values.map((value, turn) => value / (references[turn] as number)));
}
