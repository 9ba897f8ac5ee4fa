import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findEngine } from '../../images/engine.ts';
import { isMissing } from '../missing-tool.ts';

/** Prepares a machine that has no engine of its own, where such a tool lies beside the checkout. */
const CONTAINER_HOST = '../shared/tools/container-host';
const IMAGE_PREFIX = 'localhost/app-1-2-2-1-test';

/** Builds the three images from the real Dockerfiles, once for all container tests. */
export default function setUp(project: TestProject): void {
  if (existsSync(CONTAINER_HOST))
    spawnSync('bash', [CONTAINER_HOST], { stdio: ['ignore', 'inherit', 'inherit'] });
  const engine = findEngine();
  project.provide('engine', engine);
  project.provide('imagePrefix', IMAGE_PREFIX);
  const needs = 'an engine that answers (docker or podman)';
  if (isMissing(needs, engine !== null, 'no container is started')) return;
  const options = engine === 'podman' ? ['--network', 'host'] : [];
  execFileSync(process.execPath, ['images/main.ts', ...options], {
    env: { ...process.env, IMAGE_PREFIX },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
