/** The container engines that build, hold and push the images. */

import { spawn } from 'node:child_process';
import { createGzip } from 'node:zlib';
import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import { Refusal } from '../command-line.ts';
import { capture, type Machine } from '../machine.ts';

export interface Engine {
  /** docker, podman, nerdctl, or what `--engine` names. */
  readonly program: string;
  /** Stand before every subcommand. */
  readonly options: readonly string[];
  /** Podman names, lists and saves images differently. It may be installed under the name docker, too. */
  readonly isPodman: boolean;
}

/** @throws {Refusal} when neither docker nor podman answers */
export async function findEngine(machine: Machine): Promise<Engine> {
  const engine = (await runningEngine(machine, ['docker'])) ?? (await runningEngine(machine, ['podman']));
  if (engine) return engine;
  if (machine.isInstalled('docker')) throw new Refusal(message('engine.dockerIsStopped'));
  if (machine.isInstalled('podman')) throw new Refusal(message('engine.podmanIsStopped'));
  throw new Refusal(message('engine.none'));
}

/**
 * The engine whose images the nodes run. They do not see the images of another engine.
 * @throws {Refusal} when it does not answer
 */
export async function requireEngine(machine: Machine, program: 'docker' | 'nerdctl'): Promise<Engine> {
  // containerd keeps the kubelet's images in the namespace k8s.io.
  const options = program === 'nerdctl' ? ['--namespace', 'k8s.io'] : [];
  const engine = await runningEngine(machine, [program, ...options]);
  if (engine && !engine.isPodman) return engine;
  throw new Refusal(message(program === 'docker' ? 'engine.needsDocker' : 'engine.needsNerdctl'));
}

/** The engine of `--engine`, e.g. `nerdctl --namespace k8s.io`. */
export function engineNamed(command: string): Engine {
  const [program = '', ...options] = command.split(' ');
  return { program, options, isPodman: program === 'podman' };
}

/** Null when the engine does not answer: a client is often installed without an engine. */
async function runningEngine(
  machine: Machine,
  [program, ...options]: readonly [string, ...string[]],
): Promise<Engine | null> {
  if ((await capture(machine, program, ...options, 'info')).exitCode !== 0) return null;
  const version = await capture(machine, program, '--version');
  return { program, options, isPodman: /podman/i.test(version.stdout) };
}

/** The size of an image on a node, and the size of its download, in MB as registries show them. */
export async function sizeOf(
  machine: Machine,
  { program, options }: Engine,
  image: string,
): Promise<Message> {
  const inspect = ['image', 'inspect', '--format', '{{.Size}}', image];
  const unpackedBytes = Number((await capture(machine, program, ...options, ...inspect)).stdout);
  const save = spawn(program, [...options, 'save', image], { stdio: ['ignore', 'pipe', 'ignore'] });
  let compressedBytes = 0;
  for await (const chunk of save.stdout.pipe(createGzip())) compressedBytes += chunk.length;
  const megabytes = (bytes: number) => String(Math.round(bytes / 1e6));
  return message('images.size', {
    image,
    unpacked: megabytes(unpackedBytes),
    compressed: megabytes(compressedBytes),
  });
}
