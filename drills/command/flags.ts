import { type Flag, HELP, UsageError, type Values } from '../../scripts/command-line.ts';
import { WORKLOAD } from '../../scripts/workload.ts';

interface DrillFlag extends Flag {
  /** Those of a replay: it asks no cluster. */
  readonly replay?: true;
}

export const FLAGS = [
  {
    name: 'timeout',
    value: 'SECONDS',
    least: 1,
    most: 7200,
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
  {
    name: 'rate',
    value: 'RPS',
    least: 1,
    most: 500,
    help: 'requests a second, 1 to 500',
    byDefault: '50; autoscaling 20',
  },
  {
    name: 'until',
    value: 'SHARE',
    help: 'go on, and repeat the action, until so much loss is excluded, as 0.05%',
    byDefault: 'one run',
  },
  {
    name: 'url',
    value: 'URL',
    address: 'http://192.168.56.30:31221',
    help: 'the Service as seen from here',
    byDefault: 'found by its NodePort',
  },
  {
    name: 'prometheus',
    value: 'URL',
    address: 'http://192.168.56.30:30090',
    help: 'Prometheus as seen from here, for monitoring',
    byDefault: 'found by label and port',
  },
  {
    name: 'loki',
    value: 'URL',
    address: 'http://192.168.56.30:30310',
    help: 'Loki, likewise',
    byDefault: 'found by label and port',
  },
  {
    name: 'grafana',
    value: 'URL',
    address: 'http://192.168.56.30:30001',
    help: 'Grafana, likewise',
    byDefault: 'found by label and port',
  },
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
    choices: ['text', 'github'],
    help: 'text, or github: annotations and a summary',
    byDefault: 'github under Actions, else text',
    replay: true,
  },
  {
    name: 'lang',
    value: 'LANGUAGE',
    choices: ['en', 'ko'],
    help: 'en or ko, for terminal and report',
    byDefault: "the locale's",
    replay: true,
  },
  {
    name: 'image-update',
    value: 'IMAGE',
    help: 'what rolling-update sets',
    fallback: WORKLOAD.images.update,
  },
  { name: 'image-error', value: 'IMAGE', help: 'what failed-update sets', fallback: WORKLOAD.images.error },
  { name: 'quick', help: 'leave out what waits for an autoscaler or a deadline' },
  { name: 'manual', help: 'surge: by your own hand first, then by itself, and the two side by side' },
  {
    name: 'before',
    value: 'SECONDS',
    least: 0,
    most: 600,
    help: 'traffic before the action; after "--" only, npm has a --before of its own',
    fallback: '5',
  },
  {
    name: 'after',
    value: 'SECONDS',
    least: 0,
    most: 600,
    help: 'traffic after it',
    byDefault: 'each drill has its own',
  },
  {
    name: 'patience',
    value: 'SECONDS',
    least: 0,
    most: 600,
    help: 'how long the cluster may take to be fit for a drill',
    fallback: '90',
  },
  {
    name: 'deployment',
    value: 'NAME',
    help: 'another Deployment than ours: traffic-routing, rolling-update, node-drain, watch',
  },
  { name: 'service', value: 'NAME', help: 'its Service', byDefault: 'of the same name' },
  { name: 'path', value: 'PATH', help: 'what is asked of it', byDefault: '/' },
  { name: 'restart', help: 'rolling-update of another Deployment: restart it; else you update it' },
  {
    name: 'seconds',
    value: 'SECONDS',
    least: 1,
    most: 7000,
    help: 'how long watch watches',
    byDefault: 'until Ctrl-C',
  },
  { name: 'yes', short: 'y', help: 'do what would be asked for, without asking' },
  { ...HELP, replay: true },
] as const satisfies readonly DrillFlag[];

export type DrillValues = Values<typeof FLAGS>;

/** A replay has no cluster to which `--rate` or `--namespace` could speak. */
export function refuseFlagsOfRun(given: readonly string[]): void {
  const rows: readonly DrillFlag[] = FLAGS;
  const odd = rows.find(({ name, replay }) => !replay && given.includes(name));
  if (odd !== undefined)
    throw new UsageError(`--${odd.name} means nothing to a replay: what was seen is in the recording`);
}
