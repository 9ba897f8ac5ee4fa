/** The commands of `npm run images`. */

import type { Engine } from './engine.ts';

const IMAGES = [
  { name: 'app', options: ['--file', 'Dockerfile'] },
  { name: 'app-update', options: ['--file', 'Dockerfile', '--build-arg', 'APP_VERSION=2.0.0'] },
  { name: 'app-error', options: ['--file', 'Dockerfile.error'] },
];

export interface Wanted {
  readonly prefix: string;
  readonly engine: Engine;
  readonly pushes: boolean;
  /** For the build command. */
  readonly options: readonly string[];
}

/** The images that `npm run images` builds, e.g. `1pro/app`. */
export function imagesOf(prefix: string): string[] {
  return IMAGES.map(({ name }) => `${prefix}/${name}`);
}

export function commandsFor({ prefix, engine, pushes, options }: Wanted): string[][] {
  const platforms = options[options.indexOf('--platform') + 1] ?? '';
  // Podman keeps several platforms in a manifest list. An old list is removed: a build only adds to it.
  const isList = engine.isPodman && platforms.includes(',');
  const names = imagesOf(prefix);
  return [
    ...(isList ? [['rmi', '--ignore', ...names]] : []),
    ...IMAGES.map((image) => [
      'build',
      isList ? '--manifest' : '--tag',
      `${prefix}/${image.name}`,
      ...image.options,
      ...options,
      '.',
    ]),
    ...(pushes ? names.map((name) => (isList ? ['manifest', 'push', '--all', name] : ['push', name])) : []),
  ].map((words) => [engine.program, ...engine.options, ...words]);
}
