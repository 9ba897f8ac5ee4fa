import type { Needs } from '../drill.ts';
import { DRILLS } from './catalogue.ts';

/** A chapter of the course, and the drill that judges it. */
export interface Chapter {
  /** Of `docs/lessons/en/NAME.md`; null where the drill is all there is. */
  readonly lesson: string | null;
  readonly drill: string | null;
  /** That the drill takes, as recorded on a cluster of two nodes, rounded. */
  readonly minutes: number | null;
}

/** In the course's order: README, docs, the page's strip and `all` keep to it. */
export const CHAPTERS: readonly Chapter[] = [
  { lesson: 'traffic-routing', drill: 'traffic-routing', minutes: 1 },
  { lesson: 'self-healing', drill: 'self-healing', minutes: 1 },
  { lesson: 'autoscaling', drill: 'autoscaling', minutes: 2 },
  { lesson: 'rolling-update', drill: 'rolling-update', minutes: 1 },
  { lesson: 'graceful-shutdown', drill: 'graceful-shutdown', minutes: 1 },
  { lesson: 'failed-update', drill: 'failed-update', minutes: 1 },
  { lesson: null, drill: 'node-drain', minutes: 1 },
  { lesson: 'monitoring', drill: 'monitoring', minutes: 1 },
  { lesson: 'opening-day', drill: 'surge', minutes: 4 },
  { lesson: 'infrastructure-as-code', drill: null, minutes: null },
  { lesson: 'resize', drill: 'resize', minutes: 1 },
  { lesson: 'environments', drill: 'drift', minutes: 1 },
];

const IN_WORDS: { readonly [Need in keyof Needs]-?: string | null } = {
  autoscaler: 'metrics-server',
  drainableNode: 'two nodes',
  resize: 'Kubernetes 1.33',
  appliedFiles: '`kubectl apply`',
  stack: 'Prometheus or Loki',
  image: 'the other images',
  // Every manifest of this project gives these.
  faults: null,
  memoryLimit: null,
};

/** What the cluster must have beyond the service itself. */
export function needsOf({ drill }: Chapter): string[] {
  const needs = DRILLS.find(({ name }) => name === drill)?.needs ?? {};
  return Object.keys(needs).flatMap((need) => IN_WORDS[need as keyof Needs] ?? []);
}
