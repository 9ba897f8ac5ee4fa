import { spawnSync } from 'node:child_process';
import { findEngine } from './engine.ts';

/**
 * `npm run images`: builds the three images with docker or podman, whichever is there.
 * `-- --push` pushes them too; everything else behind `--` goes to the build command, e.g. `-- --network
 * host`.
 */
const prefix = process.env.IMAGE_PREFIX ?? '1pro';
const images = [
  { name: 'app', options: ['--file', 'Dockerfile'] },
  { name: 'app-update', options: ['--file', 'Dockerfile', '--build-arg', 'APP_VERSION=2.0.0'] },
  { name: 'app-error', options: ['--file', 'Dockerfile.error'] },
];

const passedOn = process.argv.slice(2).filter((word) => word !== '--push');
const pushes = process.argv.includes('--push');
const engine = findEngine();
if (engine === null) {
  console.error('no container engine answers: install Docker (and start it) or Podman, then try again');
  process.exit(1);
}

for (const { name, options } of images) {
  run('build', '--tag', `${prefix}/${name}`, ...options, ...passedOn, '.');
}
if (pushes) {
  for (const { name } of images) run('push', `${prefix}/${name}`);
}
console.log(
  `${pushes ? 'built and pushed' : 'built'} ${images.map(({ name }) => `${prefix}/${name}`).join(', ')} with ${engine}`,
);

function run(...words: string[]): void {
  console.log(`> ${engine} ${words.join(' ')}`);
  const { status } = spawnSync(String(engine), words, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${engine} ${words[0]} failed; what it says is above`);
  process.exit(1);
}
