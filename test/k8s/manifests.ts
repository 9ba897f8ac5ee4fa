/** What the manifest tests share: reading, rendering and the few shapes that they look into. */

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { isMissing } from '../support/missing-tool.ts';

const project = new URL('../../', import.meta.url);

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  // oxlint-disable-next-line typescript/no-explicit-any -- any manifest; the schema test judges it
  readonly [field: string]: any;
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  readonly spec: any;
}

/** Every object of a YAML text. Fails on what YAML itself refuses, a key that appears twice among it. */
export function parseManifests(text: string, source: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw new Error(`${source}: ${document.errors[0]?.message}`);
    return document.toJS() as Manifest;
  });
}

/** What `kubectl apply -f FOLDER` would take: the YAML files of that folder, not of those below it. */
export function readManifests(folder: string): Manifest[] {
  const url = new URL(`${folder}/`, project);
  const names = readdirSync(url).filter((name) => /\.(ya?ml|json)$/.test(name));
  return names.flatMap((name) =>
    parseManifests(readFileSync(new URL(name, url), 'utf8'), `${folder}/${name}`),
  );
}

/** What `kubectl apply -k FOLDER` would send. Needs kubectl. */
export function renderManifests(folder: string): Manifest[] {
  const text = execFileSync('kubectl', ['kustomize', folder], { cwd: project, encoding: 'utf8' });
  return parseManifests(text, folder);
}

export function find(manifests: readonly Manifest[], kind: string): Manifest {
  const [found, ...others] = manifests.filter((manifest) => manifest.kind === kind);
  if (!found || others.length > 0)
    throw new Error(`expected one ${kind}, found ${found ? others.length + 1 : 0}`);
  return found;
}

export function containerOf(deployment: Manifest): Container {
  return deployment.spec.template.spec.containers[0];
}

export const overlays = readdirSync(new URL('overlays/', project));

/** Says so where kubectl is missing, so that a green run without it is not mistaken for a checked one. */
export const kubectlIsMissing = isMissing(
  'kubectl',
  spawnSync('kubectl', ['version', '--client']).status === 0,
  'what kustomize renders is not checked',
);
