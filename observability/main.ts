/** `npm run monitoring`: generates files, checks the monitoring of a cluster, installs the dashboard. */

import { writeFileSync } from 'node:fs';
import { connect } from '../drills/cluster/connection.ts';
import { ApiError, ConnectionError } from '../drills/cluster/http.ts';
import { message } from '../messages/all.ts';
import { languageOf, sayIn } from '../messages/say.ts';
import {
  baseOf,
  flagsHelp,
  HELP,
  LANGUAGE,
  readCommandLine,
  refuseMoreWords,
  twoColumns,
  UsageError,
  type Values,
  YES,
} from '../scripts/command-line.ts';
import { StateFiles } from '../scripts/state-files.ts';
import { terminalFor } from '../scripts/terminal.ts';
import { checkEverything, lineOf } from './check/check.ts';
import { renderFiles, RUNBOOK_BASE } from './generated-files.ts';
import { credentials, credentialsIn } from './install/credentials.ts';
import { install, type InstallRecord, uninstall } from './install/install.ts';
import { Grafana } from './stack/grafana.ts';
import { StackService } from './stack/stack-service.ts';

const FLAGS = [
  {
    name: 'context',
    value: 'NAME',
    help: message('monitoring.flag.context'),
    byDefault: message('flag.context.default'),
  },
  {
    name: 'prometheus',
    value: 'URL',
    address: 'http://192.168.56.30:30090',
    help: message('monitoring.flag.prometheus'),
  },
  {
    name: 'loki',
    value: 'URL',
    address: 'http://192.168.56.30:30310',
    help: message('monitoring.flag.loki'),
  },
  { name: 'grafana', value: 'URL', address: 'http://192.168.56.30:30001', help: message('flag.grafana') },
  { name: 'undo', help: message('monitoring.flag.undo') },
  YES,
  {
    name: 'runbooks',
    value: 'BASE',
    help: message('monitoring.flag.runbooks'),
    fallback: RUNBOOK_BASE,
  },
  LANGUAGE,
  HELP,
] as const;

const VERBS = [
  ['check', message('monitoring.help.check')],
  ['install', message('monitoring.help.install')],
  ['', message('monitoring.help.generate')],
] as const;

const ENVIRONMENT = { GRAFANA_TOKEN: message('monitoring.help.GRAFANA_TOKEN') };

type Flags = Values<typeof FLAGS>;

const args = process.argv.slice(2);
const terminal = terminalFor(sayIn(languageOf(args, process.env)));

try {
  process.exitCode = await main();
} catch (err) {
  if (!(err instanceof UsageError || err instanceof ConnectionError || err instanceof ApiError)) throw err;
  terminal.complain(err.said);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const line = readCommandLine(args, { typed: 'npm run monitoring', flags: FLAGS }, process.env);
  if (line === null) return help();
  const { values, words } = line;
  refuseMoreWords(words, 1);
  const [verb] = words;
  if (verb === undefined) return generate(values.runbooks.replace(/\/$/, ''));
  if (verb === 'check') return check(values);
  if (verb === 'install') return installOrUndo(values);
  throw new UsageError(message('monitoring.unknownVerb', { verb }));
}

function help(): number {
  terminal.say(`npm run monitoring -- check   [--context NAME] [--prometheus URL] [--loki URL] [--grafana URL]
npm run monitoring -- install --grafana URL [--loki URL] [--undo] [--yes]
npm run monitoring -- [--runbooks BASE]

${twoColumns(VERBS.map(([verb, help]) => [verb, terminal.words(help)]))}

${flagsHelp(FLAGS, ENVIRONMENT, terminal.words)}`);
  return 0;
}

function generate(runbooks: string): number {
  for (const [path, content] of Object.entries(renderFiles(runbooks))) {
    writeFileSync(new URL(`../${path}`, import.meta.url), content);
    terminal.say(path);
  }
  return 0;
}

async function check({ context, prometheus, loki, grafana }: Flags): Promise<number> {
  const connection = await connect({ context, namespace: undefined }, process.env);
  try {
    terminal.say(message('monitoring.looking', { context: connection.context }));
    const addresses = { prometheus: baseOf(prometheus), loki: baseOf(loki), grafana: baseOf(grafana) };
    const checks = await checkEverything(connection.api, addresses, credentialsIn(process.env));
    for (const one of checks) terminal.say(...lineOf(one));
    return checks.some(({ passed }) => passed === false) ? 1 : 0;
  } finally {
    connection.close();
  }
}

async function installOrUndo({ grafana, loki, undo, yes }: Flags): Promise<number> {
  const address = baseOf(grafana);
  if (address === null) throw new UsageError(message('monitoring.whichGrafana'));
  const service = StackService.atAddress('grafana', address);
  const api = new Grafana(service, await credentials(process.env, terminal));
  const records = new StateFiles<InstallRecord>(process.env, 'grafana');
  if (undo) await uninstall(api, records, { yes }, terminal);
  else await install(api, records, { yes, loki: baseOf(loki) }, terminal);
  return 0;
}
