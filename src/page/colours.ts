/** Okabe and Ito's palette without its vermilion, which is too near to what is lost. https://jfly.uni-koeln.de/color/ */
const PALETTE = ['#0072b2', '#e69f00', '#cc79a7', '#009e73', '#56b4e9', '#f0e442'] as const;

/** Reserved: nothing but a loss looks like this. */
export const LOSS_COLOUR = '#c1002f';

/** Distance in RGB below which two colours are taken for one. */
const TOO_NEAR = 60;

/** Told apart also without colour. */
export const SHAPES = ['square', 'circle', 'diamond', 'triangle', 'hexagon', 'cross'] as const;
export type Shape = (typeof SHAPES)[number];

export interface Look {
  readonly colour: string;
  readonly shape: Shape;
}

/**
 * One look for each version, in the order in which they appeared. A version keeps the colour that it claims for itself
 * unless another one has it already (1.0.0 and 1.1.0 both say blue) or it could be mistaken for a loss.
 */
export function looks(versions: readonly { version: string; colour: string }[]): Map<string, Look> {
  const given = new Map<string, Look>();
  for (const [index, { version, colour }] of versions.entries()) {
    const taken = [LOSS_COLOUR, ...[...given.values()].map((look) => look.colour)];
    const isFree = (each: string) => taken.every((other) => distance(each, other) > TOO_NEAR);
    const own = /^#[0-9a-f]{6}$/i.test(colour) && isFree(colour) ? colour : undefined;
    const free = own ?? PALETTE.find(isFree) ?? PALETTE[index % PALETTE.length] ?? PALETTE[0];
    given.set(version, { colour: free, shape: SHAPES[index % SHAPES.length] ?? 'square' });
  }
  return given;
}

function distance(a: string, b: string): number {
  const [from, to] = [channels(a), channels(b)];
  return Math.hypot(...from.map((value, index) => value - (to[index] ?? 0)));
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
