/** The three images as the cluster has to know them, and the engine that holds them. */

import { findEngine as findBuilder } from '../images/engine.ts';
import { type Command, capture, isInstalled } from './command.ts';
import { Refusal } from './refusal.ts';

export interface Engine {
  readonly program: 'docker' | 'podman';
  /** Podman may also answer to the name docker; it names and saves images differently. */
  readonly isPodman: boolean;
}

const names = ['app', 'app-update', 'app-error'] as const;

/** What `npm run images` builds, e.g. `1pro/app`. */
export function imagesOf(prefix: string): string[] {
  return names.map((name) => `${prefix}/${name}`);
}

/** As a node stores it: `1pro/app` is `docker.io/1pro/app:latest` to the kubelet. */
export function storedName(image: string): string {
  const first = image.split('/')[0] ?? '';
  const hasRegistry = image.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  return `${hasRegistry ? '' : 'docker.io/'}${image}:latest`;
}

/** The one that `npm run images` builds with. */
export async function findEngine(): Promise<Engine> {
  const program = findBuilder();
  if (program !== null) {
    const version = await capture(program, '--version');
    return { program, isPodman: /podman/i.test(version.stdout) };
  }
  if (isInstalled('docker'))
    throw new Refusal('docker is installed but does not run. Start Docker, then try again.');
  if (isInstalled('podman'))
    throw new Refusal('podman is installed but does not run. `podman machine start` starts it.');
  throw new Refusal(
    'There is nothing to build images with. Install one of:\n' +
      '  docker    https://docs.docker.com/get-started/get-docker/\n' +
      '  podman    https://podman.io/docs/installation',
  );
}

/**
 * Podman keeps `1pro/app` as `localhost/1pro/app`, a name that no kubelet asks for. Hence a second tag and an archive,
 * which every kind of cluster can load.
 */
export function archiveCommands(engine: Engine, image: string, archive: string): Command[] {
  const stored = storedName(image);
  return [
    { argv: [engine.program, 'tag', image, stored] },
    { argv: [engine.program, 'save', '--format', 'docker-archive', '--output', archive, stored] },
  ];
}
