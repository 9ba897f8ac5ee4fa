import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import type { Reader, Say } from '../../messages/say.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { terminalFor } from '../../scripts/terminal.ts';
import { isOurs } from '../../scripts/workload.ts';
import { findNotes, putBack } from '../cluster/change-notes.ts';
import { connect, type Connection, type OpenConnection } from '../cluster/connection.ts';
import { describeRight, missingRights } from '../cluster/rights.ts';
import { Interrupted, isInterrupted } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import { COMMON_RIGHTS, DRILLS, withByHand } from '../lessons/catalogue.ts';
import { watch, YOUR_DRILLS } from '../lessons/your-service.ts';
import type { DrillOptions } from '../options.ts';
import { writeRecording } from '../recordings/recording.ts';
import { printVerdict } from '../report/terminal/verdict-lines.ts';
import { openView } from '../report/terminal/view.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { readEnvironment } from '../run/environment.ts';
import { onInterruption } from '../traffic/interruption.ts';
import { EXIT, finish, prepareDirectory } from './output.ts';
import { DEFAULT_RATE_PER_SECOND, type DrillContext, type DrillResult, runDrill } from './run-drill.ts';
import { refuseUnreachable } from './until-excluded.ts';

/** Runs the drills against the cluster, one after the other. Returns the exit code. */
export async function runDrills(options: DrillOptions, reader: Reader): Promise<number> {
  await prepareDirectory('--report', options.reportDirectory);
  await prepareDirectory('--record', options.recordDirectory);
  const connection = await connect(options, process.env);
  try {
    return await runConnected(connection, options, reader);
  } finally {
    connection.close();
  }
}

async function runConnected(
  connection: OpenConnection,
  options: DrillOptions,
  { language, say }: Reader,
): Promise<number> {
  const named = chooseDrills(options);
  const drills = named.filter((drill) => !options.quick || drill.isQuick);
  refuseUnreachable(drills, options, DEFAULT_RATE_PER_SECOND);
  await refuseMissingRights(connection, drills);
  await askForYourService(connection, options, drills, say);
  await putBackLeft(connection, options, say);
  const environment = await readEnvironment(connection, options.flags);

  const view = openView(process.stdout, say);
  const print = (line: string) => view.line(line);
  const leftOut = named.filter((drill) => !drills.includes(drill)).map((drill) => drill.name);
  if (leftOut.length > 0) print(say(message('run.leftOut', { drills: leftOut })));
  const { context, version, namespace } = connection;
  print(say(message('run.where', { context, version, namespace })));
  try {
    let current: DrillRun | null = null;
    const interruption = onInterruption({
      reason: new Interrupted(),
      first: () => print(say(message('interruption.puttingBack'))),
      later: () => {
        for (const { left, remedy } of current?.cleanups.list() ?? [])
          print(say(message('interruption.left', { left, remedy })));
        view.close();
        process.exit(EXIT.interrupted);
      },
    });
    const results = await runEach(drills, {
      connection,
      options,
      environment,
      view,
      say,
      interruption,
      onRun: (run) => {
        current = run;
      },
    });
    const code = await finish(results, options, { language, say, print });
    const wasInterrupted =
      interruption.aborted && results.slice(-1).some(({ timeline }) => isInterrupted(timeline));
    return wasInterrupted ? EXIT.interrupted : code;
  } finally {
    view.close();
  }
}

/** Lists every change to a Deployment that is not ours before the first one is made. */
async function askForYourService(
  { namespace, workload }: Connection,
  options: DrillOptions,
  drills: readonly Drill[],
  say: Say,
): Promise<void> {
  if (isOurs(workload)) return;
  const { deployment, service } = workload;
  const { ratePerSecond: rate, path, restart, yes } = options;
  const changes = drills.flatMap(({ name, changes = [] }) =>
    name === 'rolling-update' && !restart ? message('yours.update') : changes,
  ) as Message[];
  const values = { deployment, service, namespace, path, rate: rate ?? DEFAULT_RATE_PER_SECOND, changes };
  await askConsent(message('yours.question', values), yes, say);
}

function chooseYourDrills({ drills, workload, manual }: DrillOptions): readonly Drill[] {
  const unknown = drills.find((name) => !YOUR_DRILLS.some((drill) => drill.name === name));
  if (unknown !== undefined || manual)
    throw new Refusal(
      message('run.notYours', {
        what: unknown ?? '--manual',
        deployment: workload.deployment,
        names: YOUR_DRILLS.map(({ name }) => name),
      }),
    );
  return YOUR_DRILLS.filter(({ name }) => drills.includes(name));
}

function chooseDrills(options: DrillOptions): readonly Drill[] {
  const { drills, manual, workload } = options;
  if (!isOurs(workload)) return chooseYourDrills(options);
  const named = [...DRILLS, watch].filter((drill) => drills.includes(drill.name));
  if (!manual) return named;
  if (named.every((drill) => drill.byHand === undefined)) {
    const names = DRILLS.filter((drill) => drill.byHand !== undefined).map((drill) => drill.name);
    throw new Refusal(message('run.notManual', { names }));
  }
  return named.flatMap(withByHand);
}

async function runEach(drills: readonly Drill[], context: DrillContext): Promise<DrillResult[]> {
  const { view, say, interruption } = context;
  const { recordDirectory } = context.options;
  const results: DrillResult[] = [];
  try {
    for (const drill of drills) {
      if (interruption.aborted) break;
      const result = await runDrill(drill, context);
      results.push(result);
      printVerdict(result.verdict, (line) => view.line(line), say);
      // A drill that did not begin has seen nothing that could be judged again.
      if (recordDirectory === null || result.timeline.durationMs === 0) continue;
      view.line(say(message('run.recording', { path: await writeRecording(recordDirectory, result) })));
    }
  } catch (err) {
    if (!(err instanceof Interrupted)) throw err;
  }
  return results;
}

/** Asks a person before something is changed. @throws Refusal without a yes */
async function askConsent(question: Message, isGiven: boolean, say: Say): Promise<void> {
  if (isGiven) return;
  const terminal = terminalFor(say);
  if (!terminal.isInteractive) throw new Refusal(message('consent.nobodyHere', { question }));
  if (!(await terminal.ask(question))) throw new Refusal(message('consent.nothingChanged'));
}

/** A drill that was killed has left a note on each object that it changed. */
async function putBackLeft(connection: Connection, { yes }: DrillOptions, say: Say): Promise<void> {
  const changes = await findNotes(connection);
  const [first] = changes;
  if (first === undefined) return;
  const left = changes.map((change) => change.left);
  const question = message('left.question', { drill: first.drill, since: first.since, left });
  await askConsent(question, yes, say);
  for (const change of changes) await putBack(connection.api, change);
  const done = changes.map((change) => change.done);
  process.stdout.write(`${say(message('interrupted.putBack', { done }))}\n`);
}

async function refuseMissingRights(connection: Connection, drills: readonly Drill[]): Promise<void> {
  const desired = [...COMMON_RIGHTS, ...drills.flatMap((drill) => drill.rights)];
  const missing = await missingRights(connection, desired);
  if (missing.length === 0) return;
  const rights = [...new Set(missing.map(describeRight))];
  throw new Refusal(message('run.forbidden', { namespace: connection.namespace, rights }));
}
