import { spawnSync } from 'node:child_process';
import { flagsHelp, HELP, orExit, readCommandLine, refuseMoreWords } from '../command-line.ts';
import { commandsFor, imagesOf } from './commands.ts';
import { findEngine } from './engine.ts';
import { DEFAULT_PREFIX, prefixProblem } from './prefix.ts';
import { sizeOf } from './size.ts';

const FLAGS = [
  { name: 'push', help: 'pushes them, too' },
  {
    name: 'engine',
    value: 'COMMAND',
    help: "builds with it, e.g. 'nerdctl --namespace k8s.io'",
    byDefault: 'docker or podman, whichever answers',
  },
  HELP,
] as const;

const USAGE = `npm run images -- [--push] [--engine COMMAND] [FLAG OF THE BUILD COMMAND...]: builds the three images

${flagsHelp(FLAGS, { IMAGE_PREFIX: "what stands before /app in the images' names (default 1pro)" })}
  every other flag goes to the build command, e.g. --network host`;

const prefix = process.env.IMAGE_PREFIX || DEFAULT_PREFIX;
const problem = prefixProblem(prefix);
if (problem !== null) {
  console.error(problem.text);
  process.exit(1);
}

const { pushes, named, options } = orExit(() => readArguments(process.argv.slice(2)));
const engine = named ?? findEngine();
if (engine === null) {
  console.error('no container engine answers: install Docker (and start it) or Podman, then try again');
  process.exit(1);
}

for (const command of commandsFor({ prefix, engine: engine.split(' '), pushes, options })) run(command);
console.log(`${pushes ? 'built and pushed' : 'built'} ${imagesOf(prefix).join(', ')} with ${engine}`);
for (const image of imagesOf(prefix)) console.log(await sizeOf(engine.split(' '), image));

function readArguments(args: readonly string[]) {
  const { own, others } = ownFlags(args);
  if (!others[0]?.startsWith('-')) refuseMoreWords(others);
  const line = readCommandLine(own, { typed: 'npm run images', flags: FLAGS }, process.env);
  if (line !== null) return { pushes: line.values.push, named: line.values.engine, options: others };
  console.log(USAGE);
  return process.exit(0);
}

/** The others are not known here: what follows one of them may be its value, or another flag. */
function ownFlags(args: readonly string[]): { own: string[]; others: string[] } {
  const others = [...args];
  const own = ['--push', '--help', '-h'].filter((flag) => others.includes(flag));
  for (const flag of own) others.splice(others.indexOf(flag), 1);
  const at = others.findIndex((arg) => arg.split('=')[0] === '--engine');
  if (at !== -1) own.push(...others.splice(at, others[at] === '--engine' ? 2 : 1));
  return { own, others };
}

function run([program = '', ...words]: readonly string[]): void {
  console.log(`> ${program} ${words.join(' ')}`);
  const { status } = spawnSync(program, words, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${program} ${words[0]} failed; what it says is above`);
  process.exit(1);
}
