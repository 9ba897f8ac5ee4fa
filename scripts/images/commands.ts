/** What `npm run images` runs, one command a line. */

const images = [
  { name: 'app', options: ['--file', 'Dockerfile'] },
  { name: 'app-update', options: ['--file', 'Dockerfile', '--build-arg', 'APP_VERSION=2.0.0'] },
  { name: 'app-error', options: ['--file', 'Dockerfile.error'] },
];

export interface Wanted {
  readonly prefix: string;
  /** With the options that stand before every subcommand: `nerdctl --namespace k8s.io`. */
  readonly engine: readonly string[];
  readonly pushes: boolean;
  /** For the build command. */
  readonly options: readonly string[];
}

/** What `npm run images` builds, e.g. `1pro/app`. */
export function imagesOf(prefix: string): string[] {
  return images.map(({ name }) => `${prefix}/${name}`);
}

export function commandsFor({ prefix, engine, pushes, options }: Wanted): string[][] {
  const platforms = options[options.indexOf('--platform') + 1] ?? '';
  // Podman has no name for several platforms but a list of its own, made anew: an older one would grow.
  const isList = engine[0] === 'podman' && platforms.includes(',');
  const named = (image: string) => [isList ? '--manifest' : '--tag', image];
  const names = imagesOf(prefix);
  return [
    ...(isList ? [['rmi', '--ignore', ...names]] : []),
    ...images.map((image) => [
      'build',
      ...named(`${prefix}/${image.name}`),
      ...image.options,
      ...options,
      '.',
    ]),
    ...(pushes ? names.map((name) => (isList ? ['manifest', 'push', '--all', name] : ['push', name])) : []),
  ].map((words) => [...engine, ...words]);
}
