import type { LogEntry } from '../events.ts';
import type { Model } from '../model.ts';
import {
  growth,
  isFaultActive,
  moved,
  type Observer,
  replaced,
  resized,
  restarted,
  rollout,
  type Sight,
  spread,
  withinMinutesOf,
} from './observers.ts';

interface Watched {
  readonly lesson: string;
  readonly observe: Observer;
}

/** Ticks off what has been seen to happen. Nothing that anybody presses does. */
export class LessonWatch {
  #observers = observers();
  #newestId = 0;
  readonly #seen = new Map<string, number>();

  /** When a step was first seen; `undefined` while it was not. */
  seenAtMs(lesson: string, step: string): number | undefined {
    return this.#seen.get(`${lesson} ${step}`);
  }

  look(model: Model, nowMs: number): void {
    const news = model.log.entries.filter(({ id }) => id > this.#newestId);
    this.#newestId = news.at(-1)?.id ?? this.#newestId;
    if (model.isPaused) return;
    const sight: Sight = { model, nowMs, serving: model.serving(nowMs), news: news.filter(isOfTheCluster) };
    for (const { lesson, observe } of this.#observers)
      for (const step of observe(sight)) {
        if (this.#seen.has(`${lesson} ${step}`)) continue;
        this.#seen.set(`${lesson} ${step}`, nowMs);
        model.log.add(nowMs, { kind: 'lesson', lesson, step });
      }
  }

  reset(): void {
    this.#seen.clear();
    this.#observers = observers();
  }
}

function observers(): readonly Watched[] {
  const underLoad = withinMinutesOf((sight) => isFaultActive(sight, 'cpu-load'));
  const underFault = withinMinutesOf((sight) => isFaultActive(sight));
  return [
    { lesson: 'traffic-routing', observe: spread() },
    { lesson: 'self-healing', observe: replaced() },
    { lesson: 'self-healing', observe: restarted() },
    { lesson: 'autoscaling', observe: growth(underLoad, ['out', 'in']) },
    { lesson: 'rolling-update', observe: rollout() },
    { lesson: 'node-drain', observe: moved() },
    { lesson: 'surge', observe: growth((sight) => !underFault(sight), ['grown', 'shrunk']) },
    { lesson: 'resize', observe: resized() },
  ];
}

function isOfTheCluster({ happening }: LogEntry): boolean {
  return happening.kind !== 'lesson';
}
