import { type DrillResult, runDrill } from '../../../drills/command/run-drill.ts';
import type { Drill } from '../../../drills/drill.ts';
import { DRILLS_AND_BY_HAND } from '../../../drills/lessons/catalogue.ts';
import { type DrillOptions, parseOptions } from '../../../drills/options.ts';
import type { DrillRun } from '../../../drills/run/drill-run.ts';
import type { Environment } from '../../../drills/timeline.ts';
import { textOf } from '../../../messages/message.ts';
import { ENGLISH } from '../../../messages/say.ts';
import { type ReplayOptions, ReplayServer } from './replay-server.ts';

export const ENVIRONMENT: Environment = {
  tool: 'app-1-2-2-1 1.0.0',
  context: 'replayed',
  namespace: 'default',
  kubernetes: 'v1.34.0-replayed',
  nodes: null,
  kubeProxyMode: null,
  flags: [],
  localTime: '2026-11-25 09:00:00 +09:00',
};

export function drillNamed(name: string): Drill {
  const drill = DRILLS_AND_BY_HAND.find((one) => one.name === name);
  if (drill === undefined) throw new Error(`no drill ${name}`);
  return drill;
}

export function optionsFor(name: string, ...flags: string[]): DrillOptions {
  const usual = ['--before', '0.3', '--after', '0.3', '--patience', '0'];
  const names = [...DRILLS_AND_BY_HAND.map((one) => one.name), 'watch'];
  const options = parseOptions([name, ...usual, ...flags], names, {});
  if (options === null) throw new Error('no help desired');
  return options;
}

export interface Staged {
  readonly lines: string[];
  /** The names of the waits, in order. */
  readonly waits: string[];
  readonly run: () => DrillRun | null;
  readonly interrupt: (reason: Error) => void;
  readonly performance: Promise<DrillResult>;
}

/** Runs a drill in this process against a replayed cluster, and keeps its lines. */
export function stage(server: ReplayServer, named: string | Drill, ...flags: string[]): Staged {
  const drill = typeof named === 'string' ? drillNamed(named) : named;
  const lines: string[] = [];
  const waits: string[] = [];
  const interruption = new AbortController();
  let current: DrillRun | null = null;
  const options = optionsFor(drill.name, ...flags);
  const performance = runDrill(drill, {
    connection: server.connect({ namespace: options.namespace }),
    options,
    environment: ENVIRONMENT,
    say: ENGLISH.say,
    view: {
      update: ({ waitingFor }) => {
        if (waits.at(-1) !== textOf(waitingFor)) waits.push(textOf(waitingFor));
      },
      line: (text) => lines.push(text),
      close: () => {},
    },
    interruption: interruption.signal,
    onRun: (run) => {
      current = run;
    },
  });
  return { lines, waits, run: () => current, interrupt: (reason) => interruption.abort(reason), performance };
}

/** Runs the recorded drill from its start to its end on the replayed cluster. */
export async function perform(options: ReplayOptions, ...flags: string[]) {
  const server = await ReplayServer.start(options);
  return { server, ...(await stage(server, options.recording, ...flags).performance) };
}
