/** Reads and renders manifests, for several tests. */

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

/** The objects of a YAML text. Fails on invalid YAML, such as a duplicate key. */
export function parseManifests(text: string, source: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw new Error(`${source}: ${document.errors[0]?.message}`);
    return document.toJS() as Manifest;
  });
}

/** The objects of `kubectl apply -f FOLDER`: of the folder's YAML files, without subfolders. */
export function readManifests(folder: string): Manifest[] {
  const url = new URL(`${folder}/`, project);
  const names = readdirSync(url).filter((name) => /\.(ya?ml|json)$/.test(name));
  return names.flatMap((name) =>
    parseManifests(readFileSync(new URL(name, url), 'utf8'), `${folder}/${name}`),
  );
}

/** The objects of `kubectl apply -k FOLDER`. Needs kubectl. */
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

/** Prints a line when kubectl is missing: a green run without it has checked less. */
export const kubectlIsMissing = isMissing(
  'kubectl',
  spawnSync('kubectl', ['version', '--client']).status === 0,
  'what kustomize renders is not checked',
);
