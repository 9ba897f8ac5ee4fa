import { mapStrings } from '../../messages/message.ts';
import type { Text, Timeline, Verdict } from '../timeline.ts';
import { findLosses } from './losses.ts';
import { marksOf } from './marks.ts';
import { type PodLife, podLives } from './pods.ts';
import { replicaSteps } from './replicas.ts';
import { binTimes, endOf, LEAST_BIN_MS, type RequestTimes, requestTimes } from './requests.ts';
import { shortPodNames } from './terminal/pod-name.ts';
import { NO_VERSION, tintsOf } from './tint.ts';
import { cpuUsage, memoryUsage } from './usage.ts';

/** What a drill performed and how it was judged. */
export interface ReportedDrill {
  readonly timeline: Timeline;
  readonly verdict: Verdict;
}

/** Everything that the picture of one drill shows, as plain data. */
export type DrillModel = ReturnType<typeof modelOf<string>>;
export type PodModel = DrillModel['pods'][number];
export type MarkModel = DrillModel['marks'][number];

/** `put` turns a sentence into what its reader needs: a string for people, a message for programs. */
export function modelOf<Words>(timeline: Timeline, put: (text: Text) => Words) {
  const lives = podLives(timeline);
  const { layers, lost } = requestTimes(timeline.requests);
  const times = { layers: inRowOrder(layers, lives), lost };
  const endMs = endOf(times, timeline.durationMs);
  const { counts, endMs: _, ...bins } = binTimes(times, 0, endMs, LEAST_BIN_MS);
  const names = shortPodNames([...layers, ...lives].map(({ pod }) => pod));
  const versions = versionsOf(layers, lives);
  const tints = tintsOf(versions);
  const styleOf = (pod: string) => ({ short: names.get(pod) ?? pod, tint: tints.get(pod) ?? NO_VERSION });
  return {
    drill: timeline.drill,
    endMs,
    sent: timeline.requests.length,
    lost: timeline.requests.filter(({ outcome }) => outcome !== 'ok').length,
    bins,
    times,
    layers: times.layers.map(({ pod, version }, index) => ({
      pod,
      version,
      counts: counts[index] ?? [],
      ...styleOf(pod),
    })),
    losses: findLosses(timeline.requests),
    marks: marksOf(timeline).map((mark, index) => ({
      number: index + 1,
      ...mark,
      label: put(shortenNames(mark.label, names)),
    })),
    pods: lives.map((life) => ({
      ...life,
      ...styleOf(life.pod),
      version: versions.get(life.pod) ?? '',
      ok: layers.reduce((sum, { pod, atMs }) => sum + (pod === life.pod ? atMs.length : 0), 0),
    })),
    replicas: replicaSteps(timeline),
    cpu: cpuUsage(timeline),
    memory: memoryUsage(timeline),
  };
}

/** A drill's own labels have full pod names, which leave no room for the rest of the label. */
function shortenNames(label: Text, names: ReadonlyMap<string, string>): Text {
  return mapStrings(label, (part) =>
    [...names].reduce((text, [name, short]) => text.replaceAll(name, () => short), part),
  );
}

/** Layers are stacked from below: within a version the pod of the first row is on top. */
function inRowOrder(layers: RequestTimes['layers'], lives: readonly PodLife[]): RequestTimes['layers'] {
  const row = new Map(lives.map(({ pod }, index) => [pod, index]));
  const byVersion = [...Map.groupBy(layers, ({ version }) => version).values()];
  return byVersion.flatMap((group) => group.sort((a, b) => (row.get(b.pod) ?? -1) - (row.get(a.pod) ?? -1)));
}

/** A pod's version is that of its answers, or else of the answers of a pod with the same image. */
function versionsOf(layers: RequestTimes['layers'], lives: readonly PodLife[]): Map<string, string> {
  const answered = new Map(layers.map(({ pod, version }) => [pod, version]));
  // In the order of the rows, which is the order of the shades.
  const versions = new Map<string, string>();
  for (const { pod } of [...lives, ...layers])
    if (answered.has(pod)) versions.set(pod, answered.get(pod) ?? '');
  for (const { pod, image } of lives) {
    const twin = lives.findLast((one) => one.image === image && answered.has(one.pod));
    if (!versions.has(pod) && twin !== undefined) versions.set(pod, answered.get(twin.pod) ?? '');
  }
  return versions;
}
