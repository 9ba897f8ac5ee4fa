import type { Look } from '../colours.ts';
import type { Second } from '../history.ts';
import type { Model } from '../model.ts';
import type { Paint } from '../paint.ts';
import type { Words } from '../words/words.ts';
import type { Lane, Measures } from './lanes.ts';
import type { Paths } from './paths.ts';

/** What one drawing of the wall is made of. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly model: Model;
  readonly looks: ReadonlyMap<string, Look>;
  readonly words: Words;
  readonly paint: Paint;
  readonly paths: Paths;
  readonly lanes: readonly Lane[];
  readonly seconds: readonly Second[];
  readonly measures: Measures;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** The second at the right edge. */
  readonly newest: number;
  /** Where a second's column begins. */
  left(second: number): number;
}
