import type { GridView } from '../grid/layout.ts';
import type { RequestGrid } from '../grid/request-grid.ts';
import type { FaultControl } from '../state/fault-control.ts';
import type { LessonProgress } from '../state/lessons.ts';
import type { Preferences } from '../state/preferences.ts';
import type { Status } from '../state/status.ts';

/** The grid keeps five minutes and shows up to half of one. */
export const LONGEST_LOOK_BACK_SECONDS = 270;

/** What one rendering shows: every part of the page has the same moment and the same statuses. */
export interface PageView extends GridView {
  readonly statuses: ReadonlyMap<string, Status>;
  readonly progress: LessonProgress;
  readonly control: FaultControl;
  readonly grid: RequestGrid;
  /** Grafana's address; `null` where no pod knows it. */
  readonly grafana: string | null;
  readonly isPausedByHand: boolean;
  readonly actions: {
    prefer(choice: Partial<Preferences>): void;
    togglePause(): void;
    beginLesson(): void;
    present(isOn: boolean): void;
    /** @param secondsAgo 0 is now */
    lookBack(secondsAgo: number): void;
    redraw(): void;
  };
}
