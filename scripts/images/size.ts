import { execFileSync, spawn } from 'node:child_process';
import { createGzip } from 'node:zlib';

/**
 * How much an image takes on a node, and how much a node has to load for it, in MB as registries show them.
 */
export async function sizeOf(engine: readonly string[], image: string): Promise<string> {
  const [program = '', ...words] = engine;
  const inspect = [...words, 'image', 'inspect', '--format', '{{.Size}}', image];
  const unpackedBytes = Number(execFileSync(program, inspect, { encoding: 'utf8' }));
  const save = spawn(program, [...words, 'save', image], { stdio: ['ignore', 'pipe', 'ignore'] });
  let compressedBytes = 0;
  for await (const chunk of save.stdout.pipe(createGzip())) compressedBytes += chunk.length;
  return `${image}: ${megabytes(unpackedBytes)} unpacked, ${megabytes(compressedBytes)} compressed`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
