/** The three images as the cluster has to know them, and the engine that holds them. */

import type { Command } from './command.ts';
import { capture, type Machine } from './machine.ts';
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
  return `${namesRegistry(image) ? '' : 'docker.io/'}${image}:latest`;
}

function namesRegistry(image: string): boolean {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && (/[.:]/.test(first) || first === 'localhost');
}

/** The one that `npm run images` builds with. */
export async function findEngine(machine: Machine): Promise<Engine> {
  for (const program of ['docker', 'podman'] as const) {
    // A docker client without an engine behind it is common; `info` asks the engine.
    if ((await capture(machine, program, 'info')).exitCode !== 0) continue;
    const version = await capture(machine, program, '--version');
    return { program, isPodman: /podman/i.test(version.stdout) };
  }
  if (machine.isInstalled('docker'))
    throw new Refusal('docker is installed but does not run. Start Docker, then try again.');
  if (machine.isInstalled('podman'))
    throw new Refusal('podman is installed but does not run. `podman machine start` starts it.');
  throw new Refusal(
    'There is nothing to build images with. Install one of:\n' +
      '  docker    https://docs.docker.com/get-started/get-docker/\n' +
      '  podman    https://podman.io/docs/installation',
  );
}

/**
 * Podman keeps `1pro/app` as `localhost/1pro/app`, a name that no kubelet asks for. Hence a second tag and an
 * archive, which every kind of cluster can load.
 */
export function archiveCommands(engine: Engine, image: string, archive: string): Command[] {
  const stored = storedName(image);
  // In full, since the short name may come to mean the second tag.
  const built = namesRegistry(image) ? image : `localhost/${image}`;
  return [
    { argv: [engine.program, 'tag', built, stored] },
    { argv: [engine.program, 'save', '--format', 'docker-archive', '--output', archive, stored] },
  ];
}
