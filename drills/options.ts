import { message } from '../messages/all.ts';
import { baseOf, readCommandLine, readShare, Refusal } from '../scripts/command-line.ts';
import { OURS, type Workload } from '../scripts/workload.ts';
import { type DrillValues, FLAGS, refuseFlagsOfRun } from './flags.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type DrillOptions = Readonly<ReturnType<typeof optionsOf>> & {
  readonly drills: readonly string[];
  /** As they were typed, for the report. */
  readonly flags: readonly string[];
};

/** Options of a run and of a replay. */
export type OutputOptions = Readonly<ReturnType<typeof outputOptions>>;

const COMMAND = { typed: 'npm run drill', flags: FLAGS };

/** Null when help was asked for. */
export function parseOptions(
  args: readonly string[],
  /** The drills that `all` stands for. */
  all: readonly string[],
  environment: Environment,
  /** Drills that `all` leaves out, because a person ends them. */
  alone: readonly string[] = [],
): DrillOptions | null {
  const line = readCommandLine(args, COMMAND, environment);
  if (line === null) return null;
  const drills = chooseDrills(line.words, all, [...all, ...alone]);
  return { drills, flags: args, ...optionsOf(line.values, environment) };
}

function optionsOf(values: DrillValues, environment: Environment) {
  return {
    ...outputOptions(values, environment),
    timeoutSeconds: values.timeout ?? null,
    namespace: values.namespace,
    context: values.context,
    ratePerSecond: values.rate ?? null,
    /** From 0 to 1. */
    untilShare: values.until === undefined ? null : readShare(values.until, '--until'),
    url: values.url?.origin ?? null,
    recordDirectory: values.record ?? null,
    imageUpdate: imageFlag(values['image-update'], '--image-update'),
    imageError: imageFlag(values['image-error'], '--image-error'),
    quick: values.quick,
    /** A person does by hand first what the cluster then does by itself. */
    manual: values.manual,
    workload: workloadFrom(values),
    /** The path to request of a service that is not ours. */
    path: pathFlag(values.path),
    restart: values.restart,
    /** How long `watch` lasts. Null: until Ctrl-C. */
    seconds: values.seconds ?? null,
    /** Questions count as answered with yes. */
    yes: values.yes,
    beforeSeconds: values.before,
    afterSeconds: values.after ?? null,
    /** How long the preflight waits for the cluster, e.g. for a rollout or for metrics. */
    patienceSeconds: values.patience,
    faultsToken: environment.FAULTS_TOKEN || undefined,
    stack: {
      prometheus: baseOf(values.prometheus),
      loki: baseOf(values.loki),
      grafana: baseOf(values.grafana),
    },
    grafana: {
      token: environment.GRAFANA_TOKEN || undefined,
      user: environment.GRAFANA_USER || undefined,
      password: environment.GRAFANA_PASSWORD || undefined,
    },
  };
}

/** `args`: the words after `replay`. Null when help was asked for. */
export function parseReplayOptions(
  args: readonly string[],
  environment: Environment,
): (OutputOptions & { readonly files: readonly string[] }) | null {
  const line = readCommandLine(args, { ...COMMAND, verb: 'replay' }, environment);
  if (line === null) return null;
  refuseFlagsOfRun(line.given);
  return { files: line.words, ...outputOptions(line.values, environment) };
}

function outputOptions({ report, format }: DrillValues, environment: Environment) {
  return {
    reportDirectory: report ?? null,
    format: format ?? (environment.GITHUB_ACTIONS === 'true' ? 'github' : 'text'),
  };
}

function chooseDrills(
  names: readonly string[],
  all: readonly string[],
  known: readonly string[],
): readonly string[] {
  if (names.length === 0) throw new Refusal(message('options.nameADrill', { names: known }));
  const unknown = names.find((name) => name !== 'all' && !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal(message('options.unknownDrill', { name: unknown, names: known }));
  return [...new Set(names.flatMap((name) => (name === 'all' ? all : name)))];
}

/** The names become parts of API paths. The rule is that of the API server. */
function workloadFrom({ deployment, service, path, restart }: DrillValues): Workload {
  if (deployment === undefined) {
    const odd = Object.entries({ service, path, restart }).find(([, value]) => Boolean(value));
    if (odd !== undefined) throw new Refusal(message('options.needsDeployment', { flag: `--${odd[0]}` }));
    return OURS;
  }
  const names = { deployment, service: service ?? deployment };
  for (const [flag, name] of Object.entries(names))
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/u.test(name))
      throw new Refusal(message('options.notAName', { flag: `--${flag}`, value: JSON.stringify(name) }));
  return names;
}

function pathFlag(text = '/'): string {
  if (!/^\/[^\s#]*$/u.test(text) || text.startsWith('//'))
    throw new Refusal(message('options.notAPath', { value: JSON.stringify(text) }));
  return text;
}

function imageFlag(text: string, flag: string): string {
  if (!/^[\w][\w.\-/:@]*$/.test(text))
    throw new Refusal(message('options.notAnImage', { flag, value: JSON.stringify(text) }));
  return text;
}
