import { access, constants, mkdir } from 'node:fs/promises';
import { ApiError, ConnectionError } from './cluster/api-server.ts';
import { type Connection, connect, greet } from './cluster/connection.ts';
import { describeRight, missingRights } from './cluster/rights.ts';
import type { Drill } from './drill.ts';
import { COMMON_RIGHTS, DRILLS } from './lessons/catalogue.ts';
import { type DrillOptions, FLAGS_HELP, parseOptions } from './options.ts';
import { Interrupted, Refusal } from './refusal.ts';
import { writeReport } from './report/report.ts';
import { type DrillResult, runDrill } from './run-drill.ts';
import type { DrillRun } from './running/drill-run.ts';
import { printVerdict } from './view/verdict-lines.ts';
import { openView, type View } from './view/view.ts';

const EXIT = { passed: 0, failed: 1, refused: 2, interrupted: 130 } as const;
/** `npm run` and the terminal may each deliver the same Ctrl-C. */
const SAME_KEY_PRESS_MS = 500;

process.exitCode = await main(process.argv.slice(2)).catch((err) => {
  if (err instanceof Refusal || err instanceof ConnectionError || err instanceof ApiError) {
    process.stderr.write(`drill: ${err.message}\n`);
    return EXIT.refused;
  }
  throw err;
});

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(
    args,
    DRILLS.map((drill) => drill.name),
    process.env,
  );
  if (options === null) {
    process.stdout.write(help());
    return EXIT.passed;
  }
  await prepareReportDirectory(options.reportDirectory);
  const connection = connect(options, process.env);
  const version = await greet(connection);
  const drills = DRILLS.filter((drill) => options.drills.includes(drill.name));
  await refuseMissingRights(connection, drills);

  const view = openView(process.stdout);
  view.line(`cluster ${connection.context} (${version}), namespace ${connection.namespace}`);
  try {
    return await runDrills(drills, connection, options, view);
  } finally {
    view.close();
  }
}

async function runDrills(
  drills: readonly Drill[],
  connection: Connection,
  options: DrillOptions,
  view: View,
): Promise<number> {
  let current: DrillRun | null = null;
  const interruption = listenForInterruption(view, () => current);
  const results: DrillResult[] = [];
  try {
    for (const drill of drills) {
      if (interruption.aborted) break;
      const performance = await runDrill(drill, {
        connection,
        options,
        view,
        interruption,
        onRun: (run) => {
          current = run;
        },
      });
      results.push(performance);
      printVerdict(performance.verdict, view);
    }
  } catch (err) {
    if (!(err instanceof Interrupted)) throw err;
  }
  if (options.reportDirectory !== null) {
    const [report] = await writeReport(options.reportDirectory, results);
    view.line(`report: ${report}`);
  }
  if (interruption.aborted) return EXIT.interrupted;
  return results.some(({ verdict }) => verdict.result === 'FAIL') ? EXIT.failed : EXIT.passed;
}

/** The first Ctrl-C puts the cluster back; the second leaves at once and says what is left. */
function listenForInterruption(view: View, currentRun: () => DrillRun | null): AbortSignal {
  const controller = new AbortController();
  let firstMs: number | null = null;
  const onSignal = () => {
    if (firstMs === null) {
      firstMs = performance.now();
      view.line('interrupted: putting the cluster back; Ctrl-C again leaves at once');
      controller.abort(new Interrupted());
      return;
    }
    if (performance.now() - firstMs < SAME_KEY_PRESS_MS) return;
    for (const cleanup of currentRun()?.cleanups.list() ?? [])
      view.line(`left: ${cleanup.left} (${cleanup.remedy})`);
    view.close();
    process.exit(EXIT.interrupted);
  };
  process.stdout.on('error', (err: NodeJS.ErrnoException) => {
    // `| head` goes away when it has seen enough; the cluster must be put back all the same.
    if (err.code === 'EPIPE') controller.abort(new Interrupted());
    else throw err;
  });
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}

async function refuseMissingRights(connection: Connection, drills: readonly Drill[]): Promise<void> {
  const desired = [...COMMON_RIGHTS, ...drills.flatMap((drill) => drill.rights)];
  const missing = await missingRights(connection.api, connection.namespace, desired);
  if (missing.length === 0) return;
  const names = [...new Set(missing.map(describeRight))].join(', ');
  throw new Refusal(
    `forbidden in namespace ${connection.namespace}: ${names} (kubectl auth can-i --list shows what is allowed)`,
  );
}

/** Before anything is done: a report that cannot be written shall not cost ten minutes to find out. */
async function prepareReportDirectory(directory: string | null): Promise<void> {
  if (directory === null) return;
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (err) {
    throw new Refusal(`cannot write to --report ${directory}: ${err instanceof Error ? err.message : err}`);
  }
}

function help(): string {
  const names = DRILLS.map((drill) => `  ${drill.name.padEnd(16)} ${drill.summary}`).join('\n');
  return `npm run drill -- NAME... | all [flags]\n\n${names}\n\n${FLAGS_HELP}\n\nExit code: 0 all passed (or skipped, with the reason), 1 a drill failed, 2 it could not start.\n`;
}
