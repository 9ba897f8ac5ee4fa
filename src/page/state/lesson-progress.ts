import type { Model } from './model.ts';
import {
  growth,
  isFaultActive,
  moved,
  replaced,
  resized,
  restarted,
  rollout,
  type Snapshot,
  type StepDetector,
  spread,
  withinMinutesOf,
} from './step-detectors.ts';

interface Watched {
  readonly lesson: string;
  readonly detect: StepDetector;
}

/** The steps that this page has seen happen. Pressing a button ticks none. */
export class LessonProgress {
  #detectors = detectors();
  #newestId = 0;
  readonly #seen = new Map<string, number>();

  /** When a step was first seen; `undefined` while it was not. */
  seenAtMs(lesson: string, step: string): number | undefined {
    return this.#seen.get(`${lesson} ${step}`);
  }

  update(model: Model, nowMs: number): void {
    const newEvents = model.log.entries.filter(
      ({ id, event }) => id > this.#newestId && event.kind !== 'lesson',
    );
    this.#newestId = model.log.entries.at(-1)?.id ?? this.#newestId;
    if (model.isPaused) return;
    const snapshot: Snapshot = { model, nowMs, serving: model.serving(nowMs), newEvents };
    for (const { lesson, detect } of this.#detectors)
      for (const step of detect(snapshot)) {
        if (this.#seen.has(`${lesson} ${step}`)) continue;
        this.#seen.set(`${lesson} ${step}`, nowMs);
        model.log.add(nowMs, { kind: 'lesson', lesson, step });
      }
  }

  reset(): void {
    this.#seen.clear();
    this.#detectors = detectors();
  }
}

function detectors(): readonly Watched[] {
  const underLoad = withinMinutesOf((snapshot) => isFaultActive(snapshot, 'cpu-load'));
  const underFault = withinMinutesOf((snapshot) => isFaultActive(snapshot));
  return [
    { lesson: 'traffic-routing', detect: spread() },
    { lesson: 'self-healing', detect: replaced() },
    { lesson: 'self-healing', detect: restarted() },
    { lesson: 'autoscaling', detect: growth(underLoad, ['out', 'in']) },
    { lesson: 'rolling-update', detect: rollout() },
    { lesson: 'node-drain', detect: moved() },
    { lesson: 'surge', detect: growth((snapshot) => !underFault(snapshot), ['grown', 'shrunk']) },
    { lesson: 'resize', detect: resized() },
  ];
}
