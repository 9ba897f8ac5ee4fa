import type { Loss } from './sampler.ts';

/**
 * Okabe and Ito's palette without its vermilion, which is too near to the red of a loss.
 * https://jfly.uni-koeln.de/color/
 */
const PALETTE = ['#0072b2', '#e69f00', '#cc79a7', '#009e73', '#56b4e9', '#f0e442'] as const;

/** Reserved: nothing but a loss looks like this. */
export const LOSS_COLOUR = '#c1002f';

/** Below this distance in RGB two colours look the same. */
const TOO_NEAR = 60;

/** Shapes differ without colours too. Paths in a box of 10 by 10. */
export const SHAPE_PATHS = {
  square: 'M.7.7h8.6v8.6H.7z',
  circle: 'M5 .4a4.6 4.600 0 1 0 .001 0z',
  diamond: 'M5-.3 10.300 5 5 10.300-.3 5z',
  triangle: 'M5 .2 10.100 9.500H-.1z',
  hexagon: 'M2.600.6h4.800L9.900 5 7.400 9.400H2.600L.1 5z',
  cross: 'M3.200.3h3.600v2.900h2.900v3.600H6.800v2.900H3.200V6.800H.3V3.200h2.900z',
} as const;
export type Shape = keyof typeof SHAPE_PATHS;
const SHAPES = Object.keys(SHAPE_PATHS) as Shape[];

/** Drawn in the paper's colour on a filled square: each kind of loss has its own sign. */
export const LOSS_PATHS: Readonly<Record<Loss, string>> = {
  'no-answer': 'M2.600 2.600l4.800 4.800M7.400 2.600l-4.800 4.800',
  timeout: 'M3 2.500h4L3 7.500h4z',
  '5xx': 'M5 2v3.600M5 7.300v.9',
  'wrong-answer': 'M2.500 3.800h5M2.500 6.200h5M6.500 2.200l-3 5.600',
};

export interface VersionStyle {
  readonly colour: string;
  readonly shape: Shape;
}

/**
 * A colour and a shape for each version, whatever the order in which versions appear. A version keeps the
 * colour that it asks for, unless another version has it (1.0.0 and 1.1.0 both ask for blue) or it looks like
 * a loss.
 */
export function versionStyles(versions: ReadonlyMap<string, string>): Map<string, VersionStyle> {
  const given = new Map<string, VersionStyle>();
  for (const [version, colour] of [...versions].sort(byVersion)) {
    const shapes = new Set([...given.values()].map(({ shape }) => shape));
    const taken = [LOSS_COLOUR, ...[...given.values()].map((style) => style.colour)];
    const isFree = (each: string) => taken.every((other) => distance(each, other) > TOO_NEAR);
    const own = /^#[0-9a-f]{6}$/i.test(colour) && isFree(colour) ? colour : undefined;
    const first = ownIndex(version);
    const nth = (index: number) => SHAPES[(first + index) % SHAPES.length] ?? 'square';
    const steps = SHAPES.findIndex((_, index) => !shapes.has(nth(index)));
    const free = own ?? PALETTE.find(isFree) ?? PALETTE[first % PALETTE.length] ?? PALETTE[0];
    given.set(version, { colour: free, shape: nth(Math.max(0, steps)) });
  }
  return given;
}

function byVersion([a]: [string, string], [b]: [string, string]): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** 1.0.0: square, 2.0.0: circle, 1.1.0: diamond, 1.0.1: triangle; other names by their letters. */
function ownIndex(version: string): number {
  const [, major, minor, patch] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(version) ?? [];
  if (major !== undefined)
    return (Math.max(0, Number(major) - 1) + 2 * Number(minor ?? 0) + 3 * Number(patch ?? 0)) % SHAPES.length;
  let sum = 0;
  for (const letter of version) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % SHAPES.length;
}

function distance(a: string, b: string): number {
  const [from, to] = [channels(a), channels(b)];
  return Math.hypot(...from.map((value, index) => value - (to[index] ?? 0)));
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
