import { spawnSync } from 'node:child_process';
import { commandsFor, imagesOf } from './commands.ts';
import { findEngine } from './engine.ts';
import { DEFAULT_PREFIX, prefixProblem } from './prefix.ts';

/**
 * `npm run images`: builds the three images with docker or podman, whichever is there.
 * `-- --push` pushes them too, `--engine 'nerdctl --namespace k8s.io'` builds with another engine; everything
 * else behind `--` goes to the build command, e.g. `-- --network host`.
 */
const prefix = process.env.IMAGE_PREFIX || DEFAULT_PREFIX;
const problem = prefixProblem(prefix);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}

const options = process.argv.slice(2);
const pushes = options.includes('--push');
if (pushes) options.splice(options.indexOf('--push'), 1);
const at = options.indexOf('--engine');
const [, named] = at === -1 ? [] : options.splice(at, 2);
const engine = named ?? findEngine();
if (engine === null) {
  console.error('no container engine answers: install Docker (and start it) or Podman, then try again');
  process.exit(1);
}

for (const command of commandsFor({ prefix, engine: engine.split(' '), pushes, options })) run(command);
console.log(`${pushes ? 'built and pushed' : 'built'} ${imagesOf(prefix).join(', ')} with ${engine}`);

function run([program = '', ...words]: readonly string[]): void {
  console.log(`> ${program} ${words.join(' ')}`);
  const { status } = spawnSync(program, words, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${program} ${words[0]} failed; what it says is above`);
  process.exit(1);
}
