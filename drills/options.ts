import { type Arguments, readArguments, refuseFlagsOfRun } from './flags.ts';
import type { StackAddresses } from './monitoring/discovery.ts';
import type { GrafanaCredentials } from './monitoring/grafana.ts';
import { Refusal } from './refusal.ts';
import { WORKLOAD } from './workload.ts';

export type Format = 'text' | 'github';

/** What a run and a replay have in common. */
export interface OutputOptions {
  readonly reportDirectory: string | null;
  readonly format: Format;
}

export interface DrillOptions extends OutputOptions {
  readonly drills: readonly string[];
  /** As typed, for the report. */
  readonly flags: readonly string[];
  readonly timeoutSeconds: number | null;
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly ratePerSecond: number | null;
  readonly url: string | null;
  readonly recordDirectory: string | null;
  readonly imageUpdate: string;
  readonly imageError: string;
  readonly quick: boolean;
  /** A person does first what the cluster does by itself. */
  readonly manual: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  readonly beforeSeconds: number;
  readonly afterSeconds: number | null;
  /** How long the cluster may take to be fit for a drill: at rest, with metrics. */
  readonly patienceSeconds: number;
  readonly faultsToken: string | undefined;
  readonly stack: StackAddresses;
  readonly grafana: GrafanaCredentials;
}

/** Null when help was asked for. */
export function parseOptions(
  args: readonly string[],
  known: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DrillOptions | null {
  const { values, positionals } = readArguments(args);
  if (values.help) return null;
  return {
    drills: chooseDrills(positionals, known),
    flags: args,
    ...outputOptions(values, environment),
    timeoutSeconds: numberFlag(values.timeout, '--timeout', 1, 7200),
    namespace: values.namespace,
    context: values.context,
    ratePerSecond: numberFlag(values.rate, '--rate', 1, 500),
    url: urlFlag(values.url, '--url')?.origin ?? null,
    recordDirectory: values.record ?? null,
    imageUpdate: imageFlag(values['image-update'], '--image-update') ?? WORKLOAD.images.update,
    imageError: imageFlag(values['image-error'], '--image-error') ?? WORKLOAD.images.error,
    quick: values.quick !== undefined,
    manual: values.manual !== undefined,
    yes: values.yes !== undefined,
    beforeSeconds: numberFlag(values.before, '--before', 0, 600) ?? 5,
    afterSeconds: numberFlag(values.after, '--after', 0, 600),
    patienceSeconds: numberFlag(values.patience, '--patience', 0, 600) ?? 90,
    faultsToken: environment.FAULTS_TOKEN || undefined,
    stack: {
      prometheus: urlFlag(values.prometheus, '--prometheus')?.href ?? null,
      loki: urlFlag(values.loki, '--loki')?.href ?? null,
      grafana: urlFlag(values.grafana, '--grafana')?.href ?? null,
    },
    grafana: {
      token: environment.GRAFANA_TOKEN || undefined,
      user: environment.GRAFANA_USER || undefined,
      password: environment.GRAFANA_PASSWORD || undefined,
    },
  };
}

export interface ReplayOptions extends OutputOptions {
  readonly files: readonly string[];
}

/** `args` as they stand after `replay`. Null when help was asked for. */
export function parseReplayOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ReplayOptions | null {
  const { values, positionals } = readArguments(args);
  if (values.help) return null;
  refuseFlagsOfRun(values);
  return { files: positionals, ...outputOptions(values, environment) };
}

function outputOptions(
  { report, format, lang }: Arguments['values'],
  environment: Readonly<Record<string, string | undefined>>,
): OutputOptions {
  if (lang !== undefined && lang !== 'en' && lang !== 'ko')
    throw new Refusal(`--lang ${JSON.stringify(lang)} is not en or ko`);
  if (format !== undefined && format !== 'text' && format !== 'github')
    throw new Refusal(`--format ${JSON.stringify(format)} is not text or github`);
  return {
    reportDirectory: report ?? null,
    format: format ?? (environment.GITHUB_ACTIONS === 'true' ? 'github' : 'text'),
  };
}

function chooseDrills(names: readonly string[], known: readonly string[]): readonly string[] {
  if (names.length === 0) throw new Refusal(`name a drill: ${known.join(', ')}, or all`);
  const unknown = names.find((name) => name !== 'all' && !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal(`unknown drill "${unknown}"; there are: ${known.join(', ')}, or all`);
  return names.includes('all') ? known : [...new Set(names)];
}

function numberFlag(text: string | undefined, flag: string, least: number, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most)
    throw new Refusal(`${flag} ${JSON.stringify(text)} is not a number from ${least} to ${most}`);
  return value;
}

const URL_EXAMPLES = {
  '--url': 'http://192.168.56.30:31221',
  '--prometheus': 'http://192.168.56.30:30090',
  '--loki': 'http://192.168.56.30:30310',
  '--grafana': 'http://192.168.56.30:30001',
} as const;

function urlFlag(text: string | undefined, flag: keyof typeof URL_EXAMPLES): URL | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Refusal(`${flag} ${JSON.stringify(text)} is not an http address such as ${URL_EXAMPLES[flag]}`);
  return url;
}

function imageFlag(text: string | undefined, flag: string): string | undefined {
  if (text !== undefined && !/^[\w][\w.\-/:@]*$/.test(text))
    throw new Refusal(`${flag} ${JSON.stringify(text)} is not the name of an image`);
  return text;
}
