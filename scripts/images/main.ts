import { spawnSync } from 'node:child_process';
import { message } from '../../messages/all.ts';
import { languageOf, sayIn } from '../../messages/say.ts';
import { flagsHelp, HELP, LANGUAGE, orExit, readCommandLine, refuseMoreWords } from '../command-line.ts';
import { thisMachine } from '../machine.ts';
import { commandsFor, imagesOf } from './commands.ts';
import { engineNamed, findEngine, sizeOf } from './engine.ts';
import { imagePrefixIn } from './prefix.ts';

const FLAGS = [
  { name: 'push', help: message('images.flag.push') },
  {
    name: 'engine',
    value: 'COMMAND',
    help: message('images.flag.engine'),
    byDefault: message('images.flag.engine.default'),
  },
  LANGUAGE,
  HELP,
] as const;

const args = process.argv.slice(2);
const say = sayIn(languageOf(args, process.env));
const { pushes, named, options } = await orExit(readArguments, say);
const prefix = await orExit(() => imagePrefixIn(process.env), say);
const engine = named ? engineNamed(named) : await orExit(() => findEngine(thisMachine), say);
const images = imagesOf(prefix);
for (const command of commandsFor({ prefix, engine, pushes, options })) run(command);
const built = { images, engine: [engine.program, ...engine.options].join(' ') };
console.log(say(message(pushes ? 'images.pushed' : 'images.built', built)));
for (const image of images) console.log(say(await sizeOf(thisMachine, engine, image)));

function readArguments() {
  const { own, others } = ownFlags();
  if (!others[0]?.startsWith('-')) refuseMoreWords(others);
  const line = readCommandLine(own, { typed: 'npm run images', flags: FLAGS }, process.env);
  if (line !== null) return { pushes: line.values.push, named: line.values.engine, options: others };
  console.log(`${say(message('images.help'))}

${flagsHelp(FLAGS, { IMAGE_PREFIX: message('up.help.IMAGE_PREFIX') }, say)}
  ${say(message('images.otherFlags'))}`);
  return process.exit(0);
}

/** Every other flag is one of the build command: the word after it may be its value, or another flag. */
function ownFlags(): { own: string[]; others: string[] } {
  const others = [...args];
  const own = ['--push', '--help', '-h'].filter((flag) => others.includes(flag));
  for (const flag of own) others.splice(others.indexOf(flag), 1);
  for (const flag of ['--engine', '--lang']) {
    const at = others.findIndex((arg) => arg.split('=')[0] === flag);
    if (at !== -1) own.push(...others.splice(at, others[at] === flag ? 2 : 1));
  }
  return { own, others };
}

function run([program = '', ...words]: readonly string[]): void {
  console.log(`> ${program} ${words.join(' ')}`);
  if (spawnSync(program, words, { stdio: 'inherit' }).status === 0) return;
  console.error(say(message('images.failed', { program, command: words[0] ?? '' })));
  process.exit(1);
}
