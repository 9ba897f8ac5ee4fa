/**
 * `npm run monitoring`: writes the generated files, looks at a cluster's own stack, or installs the dashboard
 * in it.
 */

import { writeFileSync } from 'node:fs';
import { connect } from '../drills/cluster/connection.ts';
import { ApiError, ConnectionError } from '../drills/cluster/http.ts';
import { english } from '../messages/say.ts';
import {
  baseOf,
  flagsHelp,
  HELP,
  readCommandLine,
  refuseMoreWords,
  UsageError,
  type Values,
} from '../scripts/command-line.ts';
import { terminalFor } from '../scripts/terminal.ts';
import { checkEverything } from './check/check.ts';
import { lineOf } from './check/line.ts';
import { renderFiles, RUNBOOK_BASE } from './generated-files.ts';
import { credentials, credentialsIn } from './install/credentials.ts';
import { install, uninstall } from './install/install.ts';
import { RecordFile } from './install/record.ts';
import { Grafana } from './stack/grafana.ts';
import { StackService } from './stack/stack-service.ts';

const FLAGS = [
  { name: 'context', value: 'NAME', help: 'a cluster that kubectl knows', byDefault: 'the current one' },
  {
    name: 'prometheus',
    value: 'URL',
    address: 'http://192.168.56.30:30090',
    help: 'Prometheus as seen from here, where that cannot be found out',
  },
  {
    name: 'loki',
    value: 'URL',
    address: 'http://192.168.56.30:30310',
    help: 'Loki, likewise; for install, as Grafana reaches it',
  },
  { name: 'grafana', value: 'URL', address: 'http://192.168.56.30:30001', help: 'Grafana, likewise' },
  { name: 'undo', help: 'takes away what install brought, and puts back what it replaced' },
  { name: 'yes', short: 'y', help: 'do not ask' },
  {
    name: 'runbooks',
    value: 'BASE',
    help: 'where docs/runbooks can be read, so that alerts link to it',
    fallback: RUNBOOK_BASE,
  },
  HELP,
] as const;

const USAGE = `npm run monitoring -- check   [--context NAME] [--prometheus URL] [--loki URL] [--grafana URL]
npm run monitoring -- install --grafana URL [--loki URL] [--undo] [--yes]
npm run monitoring -- [--runbooks BASE]

check    what the monitoring lesson needs of this cluster and what is missing, with the remedy; exit code 1 if something is
install  the dashboard into a Grafana without a sidecar, through its HTTP API
nothing  writes the files that are generated: the dashboard in operator/, the alerts in operator/ and config/

${flagsHelp(FLAGS, {
  GRAFANA_TOKEN: 'environment, or GRAFANA_USER and GRAFANA_PASSWORD; asked for where install needs them',
})}`;

type Flags = Values<typeof FLAGS>;

const terminal = terminalFor(english);

async function main(): Promise<number> {
  const line = readCommandLine(
    process.argv.slice(2),
    { typed: 'npm run monitoring', flags: FLAGS },
    process.env,
  );
  if (line === null) return say(USAGE);
  const { values, words } = line;
  refuseMoreWords(words, 1);
  const [verb] = words;
  if (verb === undefined) return generate(values.runbooks.replace(/\/$/, ''));
  if (verb === 'check') return check(values);
  if (verb === 'install') return installOrUndo(values);
  throw new UsageError(`"${verb}" is not check or install (--help says what they do)`);
}

function generate(runbooks: string): number {
  for (const [path, content] of Object.entries(renderFiles(runbooks))) {
    writeFileSync(new URL(`../${path}`, import.meta.url), content);
    say(path);
  }
  return 0;
}

async function check({ context, prometheus, loki, grafana }: Flags): Promise<number> {
  const connection = await connect({ context, namespace: undefined }, process.env);
  try {
    say(`Looking at ${connection.context}; the clocks take up to 15 s ...\n`);
    const addresses = { prometheus: baseOf(prometheus), loki: baseOf(loki), grafana: baseOf(grafana) };
    const checks = await checkEverything(connection.api, addresses, credentialsIn(process.env));
    for (const one of checks) say(lineOf(one));
    return checks.some(({ passed }) => passed === false) ? 1 : 0;
  } finally {
    connection.close();
  }
}

async function installOrUndo({ grafana, loki, undo, yes }: Flags): Promise<number> {
  const address = baseOf(grafana);
  if (address === null) throw new UsageError('Which Grafana? --grafana http://NODE:30001');
  const api = new Grafana(
    StackService.atAddress('grafana', address),
    await credentials(process.env, terminal.isInteractive),
  );
  const file = new RecordFile(api.service.where, process.env);
  if (undo) await uninstall(api, file, { yes }, terminal);
  else await install(api, file, { yes, loki: baseOf(loki) }, terminal);
  return 0;
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (err) {
  if (!(err instanceof UsageError || err instanceof ConnectionError || err instanceof ApiError)) throw err;
  process.stderr.write(`${err.message}\n`);
  process.exitCode = 2;
}
