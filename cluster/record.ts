/**
 * What `up` did to a cluster, so that `down` undoes exactly that. Written before each act, so that an `up`
 * that was interrupted can be undone too; kept outside the project, so that it survives a fresh clone.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Record {
  readonly context: string;
  readonly provider: string;
  readonly cluster: string;
  /** Where the objects are; `default` in records that do not say. */
  namespace?: string;
  /** The cluster is ours; the context that was current before it, to go back to. */
  created?: { readonly previousContext: string | null };
  /** Stored names of images that the cluster did not have before. */
  loaded?: readonly string[];
  /** What the image that the pods run consists of, as a digest. */
  running?: string;
  metricsServer?: 'manifest' | 'addon';
  /** The stack of observability/: its namespace and what it has outside of it. */
  monitoring?: { readonly objects: readonly string[] };
  /** As kubectl names them, e.g. `deployment.apps/app-1-2-2-1`. */
  applied?: readonly string[];
  /** Objects of the same names that were there before, to be put back. */
  replaced?: readonly object[];
}

/** Where every command keeps what it has to undo. */
export function stateFolder(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'app-1-2-2-1');
}

function folder(): string {
  return stateFolder(process.env);
}

function pathOf(context: string): string {
  return join(folder(), `${encodeURIComponent(context)}.json`);
}

export function readRecords(): Record[] {
  let names: string[];
  try {
    names = readdirSync(folder()).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.map((name) => JSON.parse(readFileSync(join(folder(), name), 'utf8')) as Record);
}

export function readRecord(context: string): Record | undefined {
  return readRecords().find((record) => record.context === context);
}

export function writeRecord(record: Record): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(pathOf(record.context), `${JSON.stringify(record, null, 2)}\n`);
}

export function removeRecord(context: string): void {
  rmSync(pathOf(context), { force: true });
}
