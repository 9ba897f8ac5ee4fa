import type { TestProject } from 'vitest/node';
import { isMissing } from '../support/missing-tool.ts';
import { buildImages, IMAGE_PREFIX } from './images.ts';

/** Once for all container tests. */
export default function setUp(project: TestProject): void {
  const engine = buildImages();
  project.provide('engine', engine);
  project.provide('imagePrefix', IMAGE_PREFIX);
  isMissing('an engine that answers (docker or podman)', engine !== null, 'no container is started');
}
