/**
 * What `up` did to a cluster, so that `down` undoes exactly that. `up` writes the record before each change:
 * `down` can undo an interrupted `up`, too.
 */

import { StateFiles } from '../scripts/state-files.ts';

export interface Record {
  readonly context: string;
  readonly provider: string;
  readonly cluster: string;
  /** The namespace of the objects; `default` in a record of an older release. */
  namespace?: string;
  /** `up` created the cluster. `down` makes the previous context current again. */
  created?: { readonly previousContext: string | null };
  /** The images that `up` added, by their names in a node. */
  loaded?: readonly string[];
  /** A digest of the content of the image that the pods run. */
  running?: string;
  metricsServer?: 'manifest' | 'addon';
  /** The stack of observability/: its namespace, and its objects outside a namespace. */
  monitoring?: { readonly objects: readonly string[] } | undefined;
  /** As kubectl names them, e.g. `deployment/app-1-2-2-1`. */
  applied?: readonly string[];
  /** The objects of the same names from before. */
  replaced?: readonly object[];
}

export function readRecords(): Record[] {
  const files = recordFiles();
  return files.names().flatMap((context) => files.read(context) ?? []);
}

export function readRecord(context: string): Record | null {
  return recordFiles().read(context);
}

export function updateRecord(record: Record, changes: Partial<Record>): void {
  recordFiles().write(record.context, Object.assign(record, changes));
}

export function removeRecord(context: string): void {
  recordFiles().remove(context);
}

/** Read from the environment each time: a test changes it. */
function recordFiles(): StateFiles<Record> {
  return new StateFiles(process.env);
}
