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

/** What the commands of a lesson are filled in with. */
export interface Place {
  /** Of the page, without the last slash. */
  readonly address: string;
  /** A pod that answers. */
  readonly pod: string;
  readonly node: string;
  readonly namespace: string | null;
}

export interface Lesson {
  readonly id: string;
  /**
   * What can be seen from outside, in the order in which it happens; nothing where only the cluster can tell.
   */
  readonly steps: readonly string[];
  commands(place: Place): readonly string[];
}

const DEPLOYMENT = 'deployment/app-1-2-2-1';

/** In the course's order. */
export const LESSONS: readonly Lesson[] = [
  {
    id: 'traffic-routing',
    steps: ['spread'],
    commands: (place) => [kubectl(place, 'get pods -l app=1.2.2.1 -o wide')],
  },
  {
    id: 'self-healing',
    steps: ['replaced', 'restarted'],
    commands: (place) => [
      kubectl(place, `delete pod ${place.pod}`),
      `curl -X POST ${place.address}/faults/memory-leak`,
    ],
  },
  {
    id: 'autoscaling',
    steps: ['out', 'in'],
    commands: (place) => [`curl -X POST ${place.address}/faults/cpu-load`, kubectl(place, 'get hpa --watch')],
  },
  {
    id: 'rolling-update',
    steps: ['mixed', 'complete'],
    commands: (place) => [kubectl(place, `set image ${DEPLOYMENT} app-1-2-2-1=1pro/app-update`)],
  },
  {
    id: 'graceful-shutdown',
    steps: [],
    commands: (place) => [
      kubectl(place, `set env ${DEPLOYMENT} DRAIN_DELAY_MS=0`),
      kubectl(place, `rollout restart ${DEPLOYMENT}`),
      kubectl(place, `set env ${DEPLOYMENT} DRAIN_DELAY_MS-`),
    ],
  },
  {
    id: 'failed-update',
    steps: [],
    commands: (place) => [
      kubectl(place, `set image ${DEPLOYMENT} app-1-2-2-1=1pro/app-error`),
      kubectl(place, `rollout status ${DEPLOYMENT}`),
      kubectl(place, `rollout undo ${DEPLOYMENT}`),
    ],
  },
  {
    id: 'node-drain',
    steps: ['moved'],
    commands: ({ node }) => [
      `kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`,
      `kubectl uncordon ${node}`,
    ],
  },
  {
    id: 'monitoring',
    steps: [],
    commands: (place) => [
      `curl -X POST ${place.address}/faults/memory-leak`,
      kubectl(place, `logs ${place.pod} --previous`),
    ],
  },
  {
    id: 'surge',
    steps: ['grown', 'shrunk'],
    commands: (place) => ['npm run drill -- surge', kubectl(place, 'get hpa --watch')],
  },
  {
    id: 'resize',
    steps: ['resized'],
    commands: (place) => [
      kubectl(
        place,
        `patch pod ${place.pod} --subresource resize --patch '{"spec":{"containers":[{"name":"app-1-2-2-1",` +
          `"resources":{"limits":{"memory":"300Mi"}}}]}}'`,
      ),
    ],
  },
  {
    id: 'drift',
    steps: [],
    commands: (place) => [kubectl(place, 'diff -f k8s/'), kubectl(place, 'apply -f k8s/')],
  },
];

function kubectl({ namespace }: Place, command: string): string {
  return `kubectl ${namespace === null || namespace === 'default' ? '' : `-n ${namespace} `}${command}`;
}

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
