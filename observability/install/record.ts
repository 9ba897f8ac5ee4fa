/** A file with what `install` changed in a Grafana: `--undo` reverts exactly that. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stateFolder } from '../../cluster/record.ts';

export interface InstallRecord {
  readonly grafana: string;
  /** The dashboard of the same uid from before; null: there was none. */
  readonly dashboardBefore: object | null;
  readonly folderUid?: string;
  readonly addedDataSources: readonly string[];
}

export class RecordFile {
  readonly #path: string;

  constructor(grafana: string, environment: Readonly<Record<string, string | undefined>>) {
    this.#path = join(stateFolder(environment), 'grafana', `${encodeURIComponent(grafana)}.json`);
  }

  read(): InstallRecord | null {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as InstallRecord;
    } catch {
      return null;
    }
  }

  write(record: InstallRecord): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, `${JSON.stringify(record)}\n`);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}
