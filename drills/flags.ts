import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';
import { WORKLOAD } from './workload.ts';

interface Flag {
  readonly name: string;
  readonly short?: string;
  /** Absent where the flag takes no value. */
  readonly value?: string;
  readonly help: string;
  readonly byDefault?: string;
  /** Those of a replay: it asks no cluster. */
  readonly replay?: true;
}

export const FLAGS = [
  {
    name: 'timeout',
    value: 'SECONDS',
    help: 'give up on a drill after this time',
    byDefault: 'each drill has its own',
  },
  {
    name: 'namespace',
    short: 'n',
    value: 'NAME',
    help: 'where the workload is',
    byDefault: "the context's, else default",
  },
  { name: 'context', value: 'NAME', help: 'which cluster of the kubeconfig', byDefault: 'the current one' },
  { name: 'rate', value: 'RPS', help: 'requests a second, 1 to 500', byDefault: '50; autoscaling 20' },
  { name: 'url', value: 'URL', help: 'the Service as seen from here', byDefault: 'found by its NodePort' },
  {
    name: 'prometheus',
    value: 'URL',
    help: 'Prometheus as seen from here, for monitoring',
    byDefault: 'found by label and port',
  },
  { name: 'loki', value: 'URL', help: 'Loki, likewise', byDefault: 'found by label and port' },
  { name: 'grafana', value: 'URL', help: 'Grafana, likewise', byDefault: 'found by label and port' },
  {
    name: 'report',
    value: 'DIRECTORY',
    help: 'write report.html, report.json and junit.xml there',
    replay: true,
  },
  { name: 'record', value: 'DIRECTORY', help: 'write what each drill saw there, for replay' },
  {
    name: 'format',
    value: 'FORMAT',
    help: 'text, or github: annotations and a summary',
    byDefault: 'github under Actions, else text',
    replay: true,
  },
  {
    name: 'lang',
    value: 'LANGUAGE',
    help: 'en or ko, for terminal and report',
    byDefault: "the locale's",
    replay: true,
  },
  {
    name: 'image-update',
    value: 'IMAGE',
    help: 'what rolling-update sets',
    byDefault: WORKLOAD.images.update,
  },
  { name: 'image-error', value: 'IMAGE', help: 'what failed-update sets', byDefault: WORKLOAD.images.error },
  { name: 'quick', help: 'leave out what waits for an autoscaler or a deadline' },
  { name: 'manual', help: 'surge: by your own hand first, then by itself, and the two side by side' },
  { name: 'before', value: 'SECONDS', help: 'traffic before the action', byDefault: '5' },
  { name: 'after', value: 'SECONDS', help: 'traffic after it', byDefault: 'each drill has its own' },
  {
    name: 'patience',
    value: 'SECONDS',
    help: 'how long the cluster may take to be fit for a drill',
    byDefault: '90',
  },
  { name: 'yes', short: 'y', help: 'do what would be asked for, without asking' },
  { name: 'help', short: 'h', help: 'this page', replay: true },
] as const satisfies readonly Flag[];

type FlagName = (typeof FLAGS)[number]['name'];

export interface Arguments {
  readonly values: Readonly<Partial<Record<FlagName, string>>>;
  readonly positionals: readonly string[];
}

export function readArguments(args: readonly string[]): Arguments {
  const rows: readonly Flag[] = FLAGS;
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    rows.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as Arguments['values'], positionals };
  } catch (err) {
    throw new Refusal(`${err instanceof Error ? err.message.split('. ')[0] : err} (--help lists the flags)`);
  }
}

/** A replay has no cluster to which `--rate` or `--namespace` could speak. */
export function refuseFlagsOfRun(values: Arguments['values']): void {
  const rows: readonly Flag[] = FLAGS;
  const odd = rows.find(({ name, replay }) => !replay && values[name as FlagName] !== undefined);
  if (odd !== undefined)
    throw new Refusal(`--${odd.name} means nothing to a replay: what was seen is in the recording`);
}

export function flagsHelp(say: (english: string) => string): string {
  const rows: readonly Flag[] = FLAGS;
  return rows
    .map(({ name, short, value, help, byDefault }) => {
      const flag = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
      const standard = byDefault === undefined ? '' : ` (${say('default')}: ${say(byDefault)})`;
      return `  ${flag.padEnd(22)} ${say(help)}${standard}`;
    })
    .join('\n');
}
