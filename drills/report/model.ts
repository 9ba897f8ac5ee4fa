import type { Mark, Timeline, Verdict } from '../timeline.ts';
import { shortPodNames } from '../view/pod-name.ts';
import { findLosses, type Loss } from './losses.ts';
import { marksOf } from './marks.ts';
import { type PodLife, type PodSpan, podLives } from './pods.ts';
import { type ReplicaStep, replicaSteps } from './replicas.ts';
import { binRequests, type LostOutcome } from './requests.ts';
import { cpuUsage, memoryUsage, type UsagePanel } from './usage.ts';

/** What a drill performed and how it was judged. */
export interface ReportedDrill {
  readonly timeline: Timeline;
  readonly verdict: Verdict;
}

/** A hue for the version, a shade of it for the pod, as indexes into the palette of the page. */
export interface Tint {
  readonly hue: number;
  readonly shade: number;
}

export interface LayerModel {
  readonly pod: string;
  readonly short: string;
  readonly version: string;
  readonly tint: Tint;
  readonly counts: readonly number[];
}

export interface PodModel {
  readonly pod: string;
  readonly short: string;
  readonly image: string;
  readonly node: string;
  readonly version: string;
  readonly tint: Tint;
  readonly ok: number;
  readonly spans: readonly PodSpan[];
}

export interface MarkModel {
  readonly number: number;
  readonly atMs: number;
  readonly kind: Mark['kind'];
  readonly label: string;
  readonly pod: string | null;
}

/** Everything that the picture of one drill shows, as plain data. */
export interface DrillModel {
  readonly drill: string;
  readonly endMs: number;
  readonly sent: number;
  readonly lost: number;
  readonly bins: {
    readonly binMs: number;
    readonly startsMs: readonly number[];
    readonly coveredMs: readonly number[];
    readonly lost: Readonly<Record<LostOutcome, readonly number[]>>;
  };
  readonly layers: readonly LayerModel[];
  readonly losses: readonly Loss[];
  readonly marks: readonly MarkModel[];
  readonly pods: readonly PodModel[];
  readonly replicas: readonly ReplicaStep[];
  readonly cpu: UsagePanel;
  readonly memory: UsagePanel;
}

/** The colours that the page has; a third version takes the third. */
const HUES = 4;
export const SHADES = 4;
/** For pods that never answered. */
export const NO_VERSION_HUE = HUES;

const UNNAMED = 'unnamed';

export function modelOf({ timeline }: ReportedDrill): DrillModel {
  const { layers, lost, endMs, ...bins } = binRequests(timeline.requests, timeline.durationMs);
  const lives = podLives(timeline);
  const named = layers.map((layer) => ({ ...layer, pod: layer.pod ?? UNNAMED }));
  const names = shortPodNames([...named.map(({ pod }) => pod), ...lives.map(({ pod }) => pod)]);
  const short = (pod: string) => names.get(pod) ?? pod;
  const versions = versionsOf(named, lives);
  const tints = tintsOf(versions);
  const tint = (pod: string) => tints.get(pod) ?? { hue: NO_VERSION_HUE, shade: 0 };
  const okByPod = new Map<string, number>();
  for (const { pod, counts } of named) okByPod.set(pod, (okByPod.get(pod) ?? 0) + sum(counts));
  return {
    drill: timeline.drill,
    endMs,
    sent: timeline.requests.length,
    lost: timeline.requests.filter(({ outcome }) => outcome !== 'ok').length,
    bins: { ...bins, lost },
    layers: inRowOrder(named, lives).map(({ pod, version, counts }) => ({
      pod,
      short: short(pod),
      version: version ?? '',
      tint: tint(pod),
      counts,
    })),
    losses: findLosses(timeline.requests),
    marks: marksOf(timeline).map((mark, index) => ({
      number: index + 1,
      ...mark,
      label: shortenNames(mark.label, names),
    })),
    pods: lives.map((life) => ({
      ...life,
      short: short(life.pod),
      node: life.node ?? '',
      version: versions.get(life.pod) ?? '',
      tint: tint(life.pod),
      ok: okByPod.get(life.pod) ?? 0,
    })),
    replicas: replicaSteps(timeline),
    cpu: cpuUsage(timeline),
    memory: memoryUsage(timeline),
  };
}

/** What a drill says of its action names pods in full, which leaves no room for the action. */
function shortenNames(label: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce((text, [name, short]) => text.replaceAll(name, () => short), label);
}

/** Stacked from below, so that within a version the pod in the first row is on top. */
function inRowOrder<Layer extends { readonly pod: string; readonly version: string | null }>(
  layers: readonly Layer[],
  lives: readonly PodLife[],
): Layer[] {
  const rows = new Map(lives.map(({ pod }, index) => [pod, index]));
  const byVersion = [...Map.groupBy(layers, ({ version }) => version).values()];
  return byVersion.flatMap((group) =>
    group.sort((a, b) => (rows.get(b.pod) ?? -1) - (rows.get(a.pod) ?? -1)),
  );
}

/**
 * By the answers; a pod that gave none has the version of its image, where another pod of that image
 * answered.
 */
function versionsOf(
  layers: readonly { readonly pod: string; readonly version: string | null }[],
  lives: readonly PodLife[],
): Map<string, string> {
  const answered = new Map(layers.map(({ pod, version }) => [pod, version ?? '']));
  // In the order of the rows, which is the order of the shades.
  const versions = new Map(
    [...lives.map(({ pod }) => pod), ...answered.keys()].flatMap((pod) =>
      answered.has(pod) ? [[pod, answered.get(pod) ?? '']] : [],
    ),
  );
  const ofImage = new Map(
    lives.flatMap(({ pod, image }) => (versions.has(pod) ? [[image, versions.get(pod) ?? '']] : [])),
  );
  for (const { pod, image } of lives) {
    const version = ofImage.get(image);
    if (!versions.has(pod) && version !== undefined) versions.set(pod, version);
  }
  return versions;
}

function tintsOf(versions: ReadonlyMap<string, string>): Map<string, Tint> {
  const hues = new Map<string, number>();
  const shades = new Map<string, number>();
  const tints = new Map<string, Tint>();
  for (const [pod, version] of versions) {
    if (!hues.has(version)) hues.set(version, hueOf(version, hues.size));
    const shade = shades.get(version) ?? 0;
    shades.set(version, shade + 1);
    tints.set(pod, { hue: hues.get(version) ?? 0, shade: shade % SHADES });
  }
  return tints;
}

/** Version 1 is blue and version 2 orange wherever this project shows them; other names take turns. */
function hueOf(version: string, turn: number): number {
  const major = Number(/^v?(\d+)/u.exec(version)?.[1] ?? Number.NaN);
  return (Number.isNaN(major) ? turn : Math.max(0, major - 1)) % HUES;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
