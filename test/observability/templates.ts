import type { Manifest } from '../k8s/manifests.ts';

export interface PodTemplate {
  readonly name: string;
  readonly kind: string;
  readonly labels: Record<string, string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- a pod spec, whose shape the API definitions judge
  readonly pod: any;
}

export function templatesOf(manifests: readonly Manifest[]): PodTemplate[] {
  return manifests
    .filter(({ spec }) => spec?.template?.spec)
    .map(({ kind, metadata, spec }) => ({
      name: metadata.name,
      kind,
      labels: spec.template.metadata.labels,
      pod: spec.template.spec,
    }));
}

export function mebibytes(quantity: string): number {
  const [, figure, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (!figure) throw new Error(`${quantity} is no amount of memory that this test knows`);
  return Number(figure) * (unit === 'Gi' ? 1024 : 1);
}
