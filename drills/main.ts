import { message } from '../messages/all.ts';
import { languageOf, type Say, sayIn } from '../messages/say.ts';
import { flagsHelp, UsageError } from '../scripts/command-line.ts';
import { ApiError, ConnectionError } from './cluster/http.ts';
import { EXIT, finish, prepareDirectory } from './command/output.ts';
import { replay } from './command/replay.ts';
import { runDrills } from './command/run.ts';
import { FLAGS } from './flags.ts';
import { DRILLS } from './lessons/catalogue.ts';
import { watch } from './lessons/your-service.ts';
import { parseOptions, parseReplayOptions } from './options.ts';
import { printVerdict } from './report/terminal/verdict-lines.ts';

const ENVIRONMENT = {
  FAULTS_TOKEN: message('help.FAULTS_TOKEN'),
  GRAFANA_USER: message('help.GRAFANA_USER'),
};

const args = process.argv.slice(2);
const language = languageOf(args, process.env);

process.exitCode = await main(sayIn(language)).catch((err) => {
  if (err instanceof UsageError || err instanceof ConnectionError || err instanceof ApiError) {
    process.stderr.write(`drill: ${sayIn(language)(err.said)}\n`);
    return EXIT.refused;
  }
  throw err;
});

async function main(say: Say): Promise<number> {
  return args[0] === 'replay' ? replayRecordings(args.slice(1), say) : run(say);
}

async function run(say: Say): Promise<number> {
  const all = DRILLS.map((drill) => drill.name);
  const options = parseOptions(args, all, process.env, [watch.name]);
  return options === null ? help(say) : runDrills(options, { language, say });
}

async function replayRecordings(rest: readonly string[], say: Say): Promise<number> {
  const options = parseReplayOptions(rest, process.env);
  if (options === null) return help(say);
  await prepareDirectory('--report', options.reportDirectory);
  const results = await replay(options.files);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  for (const { verdict } of results) printVerdict(verdict, print, say);
  return finish(results, options, { language, say, print });
}

function help(say: Say): number {
  const drills = [...DRILLS, watch]
    .map((drill) => `  ${drill.name.padEnd(18)} ${say(drill.summary)}`)
    .join('\n');
  process.stdout.write(`npm run drill -- NAME... | all [flags]
npm run drill -- replay [FILE...] [--report DIRECTORY] [--format FORMAT] [--lang LANGUAGE]

${drills}
  ${'replay'.padEnd(18)} ${say(message('help.replay'))}

${flagsHelp(FLAGS, ENVIRONMENT, say)}

${say(message('help.exitCode'))}
`);
  return EXIT.passed;
}
