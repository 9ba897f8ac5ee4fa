import type { Say } from '../language/say.ts';
import type { ClusterChange, Environment, NodeFacts, Timeline } from '../timeline.ts';
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
    namespace: each((one) => one.namespace) || objectsIn(timelines, 'Pod')[0]?.metadata.namespace,
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
function nodesIn(timelines: readonly Timeline[]): NodeFacts[] {
  const nodes = objectsIn(timelines, 'Node').map(({ metadata: { name }, status }): [string, NodeFacts] => {
    const { kubeletVersion = '', containerRuntimeVersion = '', ...node } = status?.nodeInfo ?? {};
    const system = [node.osImage, node.kernelVersion, node.architecture].filter(Boolean).join(', ');
    return [name, { name, kubelet: kubeletVersion, runtime: containerRuntimeVersion, system }];
  });
  return [...new Map(nodes).values()];
}

/** Each image that ran, with the digest that the runtime gave it. */
function imagesIn(timelines: readonly Timeline[]): string[] {
  const images = new Set<string>();
  for (const { status } of objectsIn(timelines, 'Pod')) {
    for (const { image, imageID } of status?.containerStatuses ?? []) {
      const digest = /sha256:[0-9a-f]+/u.exec(imageID ?? '')?.[0];
      if (digest !== undefined) images.add(`${image} ${digest}`);
    }
  }
  return [...images].sort();
}

function objectsIn(timelines: readonly Timeline[], kind: string): ClusterChange['object'][] {
  return timelines.flatMap(({ changes }) =>
    changes.flatMap(({ object }) => (object.kind === kind ? [object] : [])),
  );
}
