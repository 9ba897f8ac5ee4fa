import type { Say } from '../language/say.ts';
import type { Environment, NodeFacts, Timeline } from '../timeline.ts';
import { html, type Markup } from './escape.ts';
import type { ReportedDrill } from './model.ts';

/** What a verdict rests on, as pairs of a name and what is known; nothing is said of what is not. */
export function evidenceOf(timelines: readonly Timeline[]): Record<string, string> {
  const [first] = timelines;
  if (first === undefined) return {};
  const environments = timelines.flatMap(({ environment }) => environment ?? []);
  // Recordings of several runs may be judged together: each value is said once.
  const each = (value: (environment: Environment) => string | readonly string[] | null | undefined) =>
    [...new Set(environments.flatMap((one) => value(one) ?? []))].join('; ');
  const nodes = environments.some((one) => one.nodes !== null)
    ? each((one) => one.nodes?.map(describeNode))
    : nodesIn(timelines).map(describeNode).join('; ');
  const known: Record<string, string | null | undefined> = {
    cluster: each((one) => one.context),
    Kubernetes: each((one) => one.kubernetes),
    nodes,
    'kube-proxy': each((one) => one.kubeProxyMode),
    namespace: each((one) => one.namespace) || namespaceIn(timelines),
    images: imagesIn(timelines).join('; '),
    flags: each((one) => one.flags.join(' ')),
    tool: each((one) => one.tool),
    'started (UTC)': first.startedAt.replace('T', ' ').replace(/\.\d+Z$/u, ''),
    'started (local)': environments[0]?.localTime,
  };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

export function evidence(drills: readonly ReportedDrill[], say: Say): Markup {
  const entries = Object.entries(evidenceOf(drills.map(({ timeline }) => timeline)));
  if (entries.length === 0) return html``;
  return html`<dl class="evidence">${entries.map(
    ([name, value]) => html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function describeNode({ name, kubelet, runtime, system }: NodeFacts): string {
  return `${name} (${[kubelet, runtime, system].filter((one) => one !== '').join(', ')})`;
}

/** Older recordings hold the nodes only where the drill watched them. */
function nodesIn(timelines: readonly Timeline[]): NonNullable<Environment['nodes']> {
  const nodes = new Map<string, NodeFacts>();
  for (const { object } of timelines.flatMap(({ changes }) => changes)) {
    if (object.kind !== 'Node') continue;
    const {
      kubeletVersion = '',
      containerRuntimeVersion = '',
      osImage,
      kernelVersion,
      architecture,
    } = object.status?.nodeInfo ?? {};
    nodes.set(object.metadata.name, {
      name: object.metadata.name,
      kubelet: kubeletVersion,
      runtime: containerRuntimeVersion,
      system: [osImage, kernelVersion, architecture].filter(Boolean).join(', '),
    });
  }
  return [...nodes.values()];
}

function namespaceIn(timelines: readonly Timeline[]): string | undefined {
  return timelines.flatMap(({ changes }) => changes).find(({ object }) => object.kind === 'Pod')?.object
    .metadata.namespace;
}

/** Each image that ran, with the digest that the runtime gave it. */
function imagesIn(timelines: readonly Timeline[]): string[] {
  const images = new Set<string>();
  for (const { object } of timelines.flatMap(({ changes }) => changes)) {
    if (object.kind !== 'Pod') continue;
    for (const { image, imageID } of object.status?.containerStatuses ?? []) {
      const digest = /sha256:[0-9a-f]+/u.exec(imageID ?? '')?.[0];
      if (digest !== undefined) images.add(`${image} ${digest}`);
    }
  }
  return [...images].sort();
}
