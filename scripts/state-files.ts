import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** JSON files of what a command has to undo later, one for each name. They outlive a clone of the project. */
export class StateFiles<State> {
  readonly #folder: string;

  constructor(environment: NodeJS.ProcessEnv, ...subfolder: string[]) {
    const root = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state');
    this.#folder = join(root, 'app-1-2-2-1', ...subfolder);
  }

  names(): string[] {
    const files = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    return files
      .filter((file) => file.endsWith('.json'))
      .map((file) => decodeURIComponent(file.slice(0, -5)));
  }

  /** Null: there is no file of this name. */
  read(name: string): State | null {
    const path = this.#path(name);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as State) : null;
  }

  write(name: string, state: State): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.#path(name), `${JSON.stringify(state, null, 2)}\n`);
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  #path(name: string): string {
    return join(this.#folder, `${encodeURIComponent(name)}.json`);
  }
}
