import { LESSONS as COURSE, type DrilledLesson } from '../../../messages/lessons.ts';
import type { Model } from './model.ts';
import type { Snapshot, StepDetector } from './step-detectors.ts';
import * as seen from './step-detectors.ts';

/** The values that a lesson's commands are filled in with. */
export interface Place {
  /** Of the page, without the last slash. */
  readonly address: string;
  /** A pod that answers. */
  readonly pod: string;
  readonly node: string;
  readonly namespace: string | null;
}

interface Card {
  /** Steps that can be seen from outside, in order; none where only the cluster knows them. */
  readonly steps?: readonly string[];
  readonly detectors?: readonly (() => StepDetector)[];
  readonly commands: readonly string[];
}

const MEMORY_300_MIB =
  '{"spec":{"containers":[{"name":"app-1-2-2-1","resources":{"limits":{"memory":"300Mi"}}}]}}';

const CARDS: Readonly<Record<DrilledLesson, Card>> = {
  'traffic-routing': {
    steps: ['spread'],
    detectors: [seen.spread],
    commands: ['{kubectl} get pods -l app=1.2.2.1 -o wide'],
  },
  'self-healing': {
    steps: ['replaced', 'restarted'],
    detectors: [seen.replaced, seen.restarted],
    commands: ['{kubectl} delete pod {pod}', 'curl -X POST {address}/faults/memory-leak'],
  },
  autoscaling: {
    steps: ['out', 'in'],
    detectors: [seen.autoscaling],
    commands: ['curl -X POST {address}/faults/cpu-load', '{kubectl} get hpa --watch'],
  },
  'rolling-update': {
    steps: ['mixed', 'complete'],
    detectors: [seen.rollout],
    commands: ['{kubectl} set image {deployment} app-1-2-2-1=1pro/app-update'],
  },
  'graceful-shutdown': {
    commands: [
      '{kubectl} set env {deployment} DRAIN_DELAY_MS=0',
      '{kubectl} rollout restart {deployment}',
      '{kubectl} set env {deployment} DRAIN_DELAY_MS-',
    ],
  },
  'failed-update': {
    commands: [
      '{kubectl} set image {deployment} app-1-2-2-1=1pro/app-error',
      '{kubectl} rollout status {deployment}',
      '{kubectl} rollout undo {deployment}',
    ],
  },
  'node-drain': {
    steps: ['moved'],
    detectors: [seen.moved],
    commands: ['kubectl drain {node} --ignore-daemonsets --delete-emptydir-data', 'kubectl uncordon {node}'],
  },
  monitoring: { commands: ['curl -X POST {address}/faults/memory-leak', '{kubectl} logs {pod} --previous'] },
  surge: {
    steps: ['grown', 'shrunk'],
    detectors: [seen.surge],
    commands: ['npm run drill -- surge', '{kubectl} get hpa --watch'],
  },
  resize: {
    steps: ['resized'],
    detectors: [seen.resized],
    commands: [`{kubectl} patch pod {pod} --subresource resize --patch '${MEMORY_300_MIB}'`],
  },
  drift: { commands: ['{kubectl} diff -f k8s/', '{kubectl} apply -f k8s/'] },
};

export type Lesson = (typeof LESSONS)[number];

/** The lessons that have a drill, in the course's order. */
export const LESSONS = COURSE.flatMap((lesson) => {
  if (lesson.drillMinutes === null) return [];
  const card = CARDS[lesson.name];
  return {
    id: lesson.name,
    steps: card.steps ?? [],
    detectors: card.detectors ?? [],
    commands: (place: Place) => card.commands.map((command) => fillIn(command, place)),
  };
});

function fillIn(command: string, { namespace, ...place }: Place): string {
  const isDefault = namespace === null || namespace === 'default';
  const values: Readonly<Record<string, string>> = {
    ...place,
    kubectl: isDefault ? 'kubectl' : `kubectl -n ${namespace}`,
    deployment: 'deployment/app-1-2-2-1',
  };
  return command.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}

/** The steps that this page has seen. Pressing a button is no step. */
export class LessonProgress {
  #detectors = newDetectors();
  #newestId = 0;
  readonly #seen = new Map<string, number>();

  /** When a step was first seen; `undefined` before that. */
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
    this.#detectors = newDetectors();
  }
}

function newDetectors(): readonly { lesson: string; detect: StepDetector }[] {
  return LESSONS.flatMap(({ id, detectors }) =>
    detectors.map((create) => ({ lesson: id, detect: create() })),
  );
}
