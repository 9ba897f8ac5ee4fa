/** The manifests for the cluster, and the objects of the same names that the cluster has. */

import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { message } from '../messages/all.ts';
import type { Text } from '../messages/message.ts';
import { Refusal } from '../scripts/command-line.ts';
import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import { capture, type Command, type Machine } from '../scripts/machine.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { getOrRefuse, kubectl } from './kubectl.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

export interface Manifests {
  /** All documents in one YAML text. */
  readonly text: string;
  /** The command that prints this text. */
  readonly shownAs: Text;
}

export interface KubeObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly [field: string]: unknown;
    readonly replicas?: number;
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly template?: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

export interface Rendering {
  readonly overlay: string | null;
  readonly namespace: string;
  readonly imagePrefix: string;
  /** For images in a registry: there the same name may mean a newer build. */
  readonly pullsAlways: boolean;
}

/** @throws {Refusal} when there is no such overlay */
export async function renderManifests(machine: Machine, wanted: Rendering): Promise<Manifests> {
  const { overlay, namespace, imagePrefix, pullsAlways } = wanted;
  const rendered = await render(machine, overlay === null ? 'k8s' : `overlays/${overlay}`);
  const edits: Edit[] = [];
  if (imagePrefix !== DEFAULT_PREFIX) edits.push(['image: ', `${DEFAULT_PREFIX}/`, `${imagePrefix}/`]);
  if (pullsAlways) edits.push(['imagePullPolicy: ', 'IfNotPresent', 'Always']);
  if (namespace !== WORKLOAD.namespace) edits.push(['namespace: ', WORKLOAD.namespace, namespace]);
  return edits.reduce(edited, rendered);
}

/** Replaces the beginning of the value in each line with this field. */
type Edit = readonly [field: string, from: string, to: string];

function edited({ text, shownAs }: Manifests, [field, from, to]: Edit): Manifests {
  const lines = new RegExp(`^([ -]*${field})${RegExp.escape(from)}`, 'gm');
  return {
    text: text.replaceAll(lines, (_, before: string) => `${before}${to}`),
    shownAs: message('plan.piped', {
      input: shownAs,
      command: `sed 's#${field}${from}#${field}${to}#'`,
    }),
  };
}

/** The manifests of observability/. */
export function renderStack(machine: Machine): Promise<Manifests> {
  return render(machine, 'observability');
}

async function render(machine: Machine, folder: string): Promise<Manifests> {
  const answer = await capture(machine, 'kubectl', 'kustomize', `${project}${folder}`);
  if (answer.exitCode !== 0)
    throw new Refusal(message('manifests.notRendered', { folder, error: answer.stderr.trim() }));
  return { text: answer.stdout, shownAs: `kubectl kustomize ${folder}` };
}

/** Adds a variable to the environment of the service. */
export function withVariable({ text, shownAs }: Manifests, name: string, value: string): Manifests {
  const documents = parseAllDocuments(text);
  for (const document of documents) {
    if (document.get('kind') !== 'Deployment') continue;
    const path = ['spec', 'template', 'spec', 'containers', 0, 'env'];
    document.hasIn(path)
      ? document.addIn(path, { name, value })
      : document.setIn(path, document.createNode([{ name, value }]));
  }
  return {
    text: documents.map((document) => document.toString({ lineWidth: 0 })).join(''),
    shownAs: message('plan.withVariable', { command: shownAs, variable: `${name}=${value}` }),
  };
}

export function applyCommand(context: string, manifests: Manifests): Command {
  return { argv: kubectl(context, 'apply', '--filename', '-'), input: manifests };
}

/** The names of kubectl: `deployment/app-1-2-2-1`. */
export function namesIn(manifests: Manifests): string[] {
  return objectsIn(manifests).map(nameOf);
}

/** The image of the service's container. */
export function imageIn(manifests: Manifests): string | undefined {
  const deployment = objectsIn(manifests).find(({ kind }) => kind === 'Deployment');
  return deployment?.spec?.template?.spec.containers[0]?.image;
}

export function objectsIn(manifests: Manifests): KubeObject[] {
  return parseAllDocuments(manifests.text).map((document) => document.toJS() as KubeObject);
}

/** The objects of the manifests that the cluster has, in the form of `kubectl replace`. */
export async function readExisting(
  machine: Machine,
  context: string,
  manifests: Manifests,
): Promise<KubeObject[]> {
  type Found = KubeObject & { items?: KubeObject[] };
  const found = await getOrRefuse<Found>(machine, context, ['--filename', '-'], manifests);
  return (found?.items ?? (found ? [found] : [])).map(withoutServerFields);
}

export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind.toLowerCase()}/${metadata.name}`;
}

/** A new Service gets a new clusterIP. "None" stays: it makes the Service headless. */
function withoutAddress(service: KubeObject): KubeObject {
  if (service.spec?.clusterIP === 'None') return service;
  const { clusterIP: _, clusterIPs: __, ...spec } = (service.spec ?? {}) as { [field: string]: unknown };
  return { ...service, spec } as KubeObject;
}

/** Without the fields that the API server sets: `kubectl replace` fails with their old values. */
function withoutServerFields(object: KubeObject): KubeObject {
  const { status: _, ...kept } = structuredClone(object) as KubeObject & { status?: unknown };
  const metadata = kept.metadata as Partial<{ [field: string]: unknown }>;
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields'])
    delete metadata[field];
  return kept.kind === 'Service' ? withoutAddress(kept) : kept;
}
