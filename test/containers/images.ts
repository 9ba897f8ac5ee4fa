import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findEngine } from '../../scripts/images/engine.ts';
import { thisMachine } from '../../scripts/machine.ts';

/** Prepares a machine that has no engine of its own, where such a tool lies beside the checkout. */
const CONTAINER_HOST = '../shared/tools/container-host';
export const IMAGE_PREFIX = 'localhost/app-1-2-2-1-test';

/**
 * Builds the three images from the real Dockerfiles.
 * @returns the program of the engine, `null` where none answers
 */
export async function buildImages(): Promise<string | null> {
  if (existsSync(CONTAINER_HOST))
    spawnSync('bash', [CONTAINER_HOST], { stdio: ['ignore', 'inherit', 'inherit'] });
  const engine = await findEngine(thisMachine).catch(() => null);
  if (engine === null) return null;
  const options = engine.isPodman ? ['--network', 'host'] : [];
  execFileSync(process.execPath, ['scripts/images/main.ts', ...options], {
    env: { ...process.env, IMAGE_PREFIX },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return engine.program;
}

// As .ci/run does it, while other tests run; the last line is for IMAGES_BUILT_WITH.
if (import.meta.main) console.log((await buildImages()) ?? '');
