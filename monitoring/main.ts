/**
 * `npm run monitoring`: writes the generated files, looks at a cluster's own stack, or installs the dashboard
 * in it.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { terminal } from '../cluster/terminal.ts';
import { ApiError, ConnectionError } from '../drills/cluster/api-server.ts';
import { connect } from '../drills/cluster/connection.ts';
import { Refusal } from '../drills/refusal.ts';
import { checkEverything } from './check/check.ts';
import { lineOf } from './check/print.ts';
import { credentials, credentialsIn } from './install/credentials.ts';
import { GrafanaApi } from './install/grafana-api.ts';
import { install, uninstall } from './install/install.ts';
import { RecordFile } from './install/record.ts';
import { RUNBOOK_BASE, renderKit } from './kit.ts';

const HELP = `npm run monitoring -- check   [--context NAME] [--prometheus URL] [--loki URL] [--grafana URL]
npm run monitoring -- install --grafana URL [--loki URL] [--undo] [--yes]
npm run monitoring -- [--runbooks BASE]

check    what the monitoring lesson needs of this cluster and what is missing, with the remedy; exit code 1 if something is
install  the dashboard into a Grafana without a sidecar, through its HTTP API
nothing  writes the files that are generated from monitoring/*.ts

  --context NAME    a cluster that kubectl knows; the current one by default
  --prometheus URL, --loki URL, --grafana URL
                    where they are, where that cannot be found out; for install, --loki is where Grafana reaches it
  --undo            takes away what install brought, and puts back what it replaced
  --yes             do not ask
  --runbooks BASE   where docs/runbooks can be read, so that alerts link to it; a path of this project by default
  GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD: environment; asked for where install needs them`;

const flags = {
  context: { type: 'string' },
  prometheus: { type: 'string' },
  loki: { type: 'string' },
  grafana: { type: 'string' },
  undo: { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y', default: false },
  runbooks: { type: 'string', default: RUNBOOK_BASE },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Flags = ReturnType<typeof readArguments>['values'];

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const [verb, ...others] = positionals;
  if (values.help) return say(HELP);
  if (others.length > 0) throw new Refusal(HELP);
  if (verb === undefined) return generate(values.runbooks.replace(/\/$/, ''));
  if (verb === 'check') return check(values);
  if (verb === 'install') return installOrUndo(values);
  throw new Refusal(HELP);
}

function generate(runbooks: string): number {
  for (const [path, content] of Object.entries(renderKit(runbooks))) {
    writeFileSync(new URL(`../${path}`, import.meta.url), content);
    say(path);
  }
  return 0;
}

async function check({ context, prometheus, loki, grafana }: Flags): Promise<number> {
  const connection = await connect({ context, namespace: undefined }, process.env);
  try {
    say(`Looking at ${connection.context}; the clocks take up to 15 s ...\n`);
    const addresses = { prometheus: prometheus ?? null, loki: loki ?? null, grafana: grafana ?? null };
    const findings = await checkEverything(connection.api, addresses, credentialsIn(process.env));
    for (const finding of findings) say(lineOf(finding));
    return findings.some(({ state }) => state === 'missing') ? 1 : 0;
  } finally {
    connection.close();
  }
}

async function installOrUndo({ grafana, loki, undo, yes }: Flags): Promise<number> {
  if (grafana === undefined) throw new Refusal('Which Grafana? --grafana http://NODE:30001');
  const api = new GrafanaApi(grafana, await credentials(process.env, terminal.isInteractive));
  const file = new RecordFile(api.address, process.env);
  if (undo) await uninstall(api, file, { yes }, terminal);
  else await install(api, file, { yes, loki: loki ?? null }, terminal);
  return 0;
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

function readArguments() {
  try {
    return parseArgs({ options: flags, allowPositionals: true });
  } catch (err) {
    throw new Refusal(`${(err as Error).message}\n\n${HELP}`);
  }
}

try {
  process.exitCode = await main();
} catch (err) {
  if (!(err instanceof Refusal || err instanceof ConnectionError || err instanceof ApiError)) throw err;
  process.stderr.write(`${err.message}\n`);
  process.exitCode = 2;
}
