import { accessSync, constants, writeFileSync } from 'node:fs';

/**
 * The termination message: `kubectl describe pod` shows it with the last state.
 * https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export class TerminationLog {
  readonly #path: string | null;

  /** Where the file is not there or not writable, nothing is written. */
  constructor(path: string) {
    this.#path = isWritable(path) ? path : null;
  }

  /** Replaces what was written before; the kubelet shows at most 4096 bytes. */
  write(message: string): void {
    if (this.#path === null) return;
    try {
      writeFileSync(this.#path, message);
    } catch {
      // A full or read-only disk must not stop the process that reports.
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
