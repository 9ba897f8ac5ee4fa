import { mapStrings, type Text } from '../../messages/message.ts';
import type { Timeline, Verdict } from '../timeline.ts';
import { findLosses, type Loss } from './losses.ts';
import { marksOf, type PodMark } from './marks.ts';
import { type PodLife, podLives } from './pods.ts';
import { type ReplicaStep, replicaSteps } from './replicas.ts';
import { binRequests, type RequestBins } from './requests.ts';
import { shortPodNames } from './terminal/pod-name.ts';
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

export interface PodModel extends PodLife {
  readonly short: string;
  readonly node: string;
  readonly version: string;
  readonly tint: Tint;
  readonly ok: number;
}

export interface MarkModel extends PodMark {
  readonly number: number;
}

/** Everything that the picture of one drill shows, as plain data. */
export interface DrillModel {
  readonly drill: string;
  readonly endMs: number;
  readonly sent: number;
  readonly lost: number;
  readonly bins: Omit<RequestBins, 'layers' | 'endMs'>;
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
const SHADES = 4;
/** For pods that never answered. */
const NO_VERSION: Tint = { hue: HUES, shade: 0 };

export function modelOf({ timeline }: ReportedDrill): DrillModel {
  const { layers, endMs, ...bins } = binRequests(timeline.requests, timeline.durationMs);
  const lives = podLives(timeline);
  const names = shortPodNames([...layers, ...lives].map(({ pod }) => pod));
  const versions = versionsOf(layers, lives);
  const tints = tintsOf(versions);
  const look = (pod: string) => ({ short: names.get(pod) ?? pod, tint: tints.get(pod) ?? NO_VERSION });
  return {
    drill: timeline.drill,
    endMs,
    sent: timeline.requests.length,
    lost: timeline.requests.filter(({ outcome }) => outcome !== 'ok').length,
    bins,
    layers: inRowOrder(layers, lives).map((layer) => ({ ...layer, ...look(layer.pod) })),
    losses: findLosses(timeline.requests),
    marks: marksOf(timeline).map((mark, index) => ({
      number: index + 1,
      ...mark,
      label: shortenNames(mark.label, names),
    })),
    pods: lives.map((life) => ({
      ...life,
      ...look(life.pod),
      node: life.node ?? '',
      version: versions.get(life.pod) ?? '',
      ok: sum(layers.filter(({ pod }) => pod === life.pod).flatMap(({ counts }) => counts)),
    })),
    replicas: replicaSteps(timeline),
    cpu: cpuUsage(timeline),
    memory: memoryUsage(timeline),
  };
}

/** What a drill says of its action names pods in full, which leaves no room for the action. */
function shortenNames(label: Text, names: ReadonlyMap<string, string>): Text {
  return mapStrings(label, (part) =>
    [...names].reduce((text, [name, short]) => text.replaceAll(name, () => short), part),
  );
}

/** Stacked from below, so that within a version the pod in the first row is on top. */
function inRowOrder(layers: RequestBins['layers'], lives: readonly PodLife[]): RequestBins['layers'] {
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
function versionsOf(layers: RequestBins['layers'], lives: readonly PodLife[]): Map<string, string> {
  const answered = new Map(layers.map(({ pod, version }) => [pod, version]));
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
