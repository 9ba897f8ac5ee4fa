import { accessSync, constants, writeFileSync } from 'node:fs';

/**
 * The termination message: `kubectl describe pod` shows it with the last state.
 * https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export class TerminationLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Replaces the earlier message. The kubelet shows at most 4096 bytes. */
  write(message: string): void {
    try {
      // Outside a container there is no such file, and none is created.
      accessSync(this.#path, constants.W_OK);
      writeFileSync(this.#path, message);
    } catch {
      // A missing file, or a full or read-only disk, must not stop the process.
    }
  }
}
