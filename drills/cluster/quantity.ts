const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `130m`, `135123456n`, `51200Ki` -> cores, cores, bytes. Null: no quantity. */
export function parseQuantity(text: string): number | null {
  const [, number = '', suffix = ''] = /^([\d.]+)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = FACTORS[suffix];
  return number === '' || factor === undefined ? null : Number(number) * factor;
}
