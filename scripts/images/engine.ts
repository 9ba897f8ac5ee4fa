import { spawnSync } from 'node:child_process';

export type Engine = 'docker' | 'podman';

/**
 * The container engine of this machine. A docker client without an engine behind it is common; `info` asks
 * the engine.
 */
export function findEngine(): Engine | null {
  for (const candidate of ['docker', 'podman'] as const) {
    if (spawnSync(candidate, ['info'], { stdio: 'ignore' }).status === 0) return candidate;
  }
  return null;
}
