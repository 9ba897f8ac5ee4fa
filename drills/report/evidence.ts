import type { ClusterChange, Environment, NodeFacts, Timeline } from '../timeline.ts';

export type EvidenceName = keyof ReturnType<typeof factsOf>;

/** What a verdict rests on, as names and values. An unknown fact has no entry. */
export function evidenceOf(timelines: readonly Timeline[]): Partial<Record<EvidenceName, string>> {
  return Object.fromEntries(Object.entries(factsOf(timelines)).filter(([, value]) => Boolean(value)));
}

function factsOf(timelines: readonly Timeline[]) {
  const environments = timelines.flatMap(({ environment }) => environment ?? []);
  // Several recordings may be judged together: each value is listed once.
  const each = (value: (environment: Environment) => string | readonly string[] | null | undefined) =>
    [...new Set(environments.flatMap((one) => value(one) ?? []))].join('; ');
  return {
    cluster: each((one) => one.context),
    Kubernetes: each((one) => one.kubernetes),
    nodes: each((one) => one.nodes?.map(describeNode)),
    'kube-proxy': each((one) => one.kubeProxyMode),
    namespace: each((one) => one.namespace) || objectsIn(timelines, 'Pod')[0]?.metadata.namespace,
    images: imagesIn(timelines).join('; '),
    flags: each((one) => one.flags.join(' ')),
    tool: each((one) => one.tool),
    'started (UTC)': timelines[0]?.startedAt.replace('T', ' ').replace(/\.\d+Z$/u, ''),
    'started (local)': environments[0]?.localTime,
  };
}

function describeNode({ name, kubelet, runtime, system }: NodeFacts): string {
  return `${name} (${[kubelet, runtime, system].filter((one) => one !== '').join(', ')})`;
}

/** Each image that ran, with the digest that the runtime gave it. */
function imagesIn(timelines: readonly Timeline[]): string[] {
  const images = objectsIn(timelines, 'Pod').flatMap(({ status }) =>
    (status?.containerStatuses ?? []).flatMap(
      ({ image, imageID = '' }: { image: string; imageID?: string }) =>
        (/sha256:[0-9a-f]+/u.exec(imageID) ?? []).map((digest) => `${image} ${digest}`),
    ),
  );
  return [...new Set<string>(images)].sort();
}

function objectsIn(timelines: readonly Timeline[], kind: string): ClusterChange['object'][] {
  return timelines.flatMap(({ changes }) =>
    changes.flatMap(({ object }) => (object.kind === kind ? [object] : [])),
  );
}
