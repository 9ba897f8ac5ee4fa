import type { TestProject } from 'vitest/node';
import type { Engine } from '../../scripts/images/engine.ts';
import { isMissing } from '../support/missing-tool.ts';
import { buildImages, IMAGE_PREFIX } from './images.ts';

/** Once for all container tests: each project of theirs sets up, and .ci/run has built before. */
export default function setUp(project: TestProject): void {
  const engine = (process.env.IMAGES_BUILT_WITH as Engine | undefined) ?? buildImages();
  if (engine !== null) process.env.IMAGES_BUILT_WITH = engine;
  project.provide('engine', engine);
  project.provide('imagePrefix', IMAGE_PREFIX);
  isMissing('an engine that answers (docker or podman)', engine !== null, 'no container is started');
}
