/** Figures with Kubernetes' units, the same in every language. */
export function bytes(value: number): string {
  const mib = value / 2 ** 20;
  if (mib < 1024) return `${mib < 10 ? mib.toFixed(1) : Math.round(mib)} MiB`;
  return `${(mib / 1024).toFixed(1)} GiB`;
}

/** "127 / 200 MiB": a common unit is written once. */
export function outOf(used: string, limit: string): string {
  const unit = /\s\S+$/.exec(limit)?.[0] ?? '';
  const bare = unit !== '' && used.endsWith(unit) ? used.slice(0, -unit.length) : used;
  return `${bare} / ${limit}`;
}

export function cores(millicores: number): string {
  return `${Math.round(millicores)}m`;
}

/** One decimal at most and no separators, so that a person can type it into a field. */
export function plain(value: number | string | boolean): string {
  return String(typeof value === 'number' ? Math.round(value * 10) / 10 : value);
}

export function plainly(values: Readonly<Record<string, number | string | boolean>>): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}
