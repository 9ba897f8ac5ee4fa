import { accessSync, constants, writeFileSync } from 'node:fs';

/**
 * The termination message: `kubectl describe pod` shows it with the last state.
 * https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export class TerminationLog {
  readonly #path: string | null;

  /** Writes nothing where the file does not exist or is not writable. */
  constructor(path: string) {
    this.#path = isWritable(path) ? path : null;
  }

  /** Replaces the earlier message. The kubelet shows at most 4096 bytes. */
  write(message: string): void {
    if (this.#path === null) return;
    try {
      writeFileSync(this.#path, message);
    } catch {
      // A full or read-only disk must not stop the process.
    }
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
