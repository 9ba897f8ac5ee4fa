import type { TestProject } from 'vitest/node';
import { isMissing } from '../support/missing-tool.ts';
import { buildImages, IMAGE_PREFIX } from './images.ts';

/** Once for all container tests: each project of theirs sets up, and .ci/run has built before. */
export default async function setUp(project: TestProject): Promise<void> {
  const engine = process.env.IMAGES_BUILT_WITH ?? (await buildImages());
  if (engine !== null) process.env.IMAGES_BUILT_WITH = engine;
  project.provide('engine', engine);
  project.provide('imagePrefix', IMAGE_PREFIX);
  isMissing('an engine that answers (docker or podman)', engine !== null, 'no container is started');
}
