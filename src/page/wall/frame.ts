import type { Paint } from '../paint.ts';
import type { Second } from '../state/history.ts';
import type { Model } from '../state/model.ts';
import type { VersionStyle } from '../state/version-style.ts';
import type { Words } from '../words/words.ts';
import type { Lane, Measures } from './lanes.ts';
import type { Paths } from './paths.ts';

/** What one drawing of the wall is made of. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly model: Model;
  readonly versionStyles: ReadonlyMap<string, VersionStyle>;
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
