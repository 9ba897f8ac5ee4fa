import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createGzip } from 'node:zlib';
import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';

export type Engine = 'docker' | 'podman';

/** The container engine that answers `info`: a docker client without an engine is common. */
export function findEngine(): Engine | null {
  const engines = ['docker', 'podman'] as const;
  return engines.find((engine) => spawnSync(engine, ['info'], { stdio: 'ignore' }).status === 0) ?? null;
}

/** What an image takes on a node, and what the node has to pull for it, in MB as registries show them. */
export async function sizeOf(engine: readonly string[], image: string): Promise<Message> {
  const [program = '', ...words] = engine;
  const inspect = [...words, 'image', 'inspect', '--format', '{{.Size}}', image];
  const unpackedBytes = Number(execFileSync(program, inspect, { encoding: 'utf8' }));
  const save = spawn(program, [...words, 'save', image], { stdio: ['ignore', 'pipe', 'ignore'] });
  let compressedBytes = 0;
  for await (const chunk of save.stdout.pipe(createGzip())) compressedBytes += chunk.length;
  const megabytes = (bytes: number) => String(Math.round(bytes / 1e6));
  return message('images.size', {
    image,
    unpacked: megabytes(unpackedBytes),
    compressed: megabytes(compressedBytes),
  });
}
