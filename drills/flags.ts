import { message } from '../messages/all.ts';
import { type Flag, HELP, LANGUAGE, UsageError, type Values } from '../scripts/command-line.ts';
import { WORKLOAD } from '../scripts/workload.ts';

interface DrillFlag extends Flag {
  /** A replay takes this flag, too. */
  readonly replay?: true;
}

export const FLAGS = [
  {
    name: 'timeout',
    value: 'SECONDS',
    least: 1,
    most: 7200,
    help: message('flag.timeout'),
    byDefault: message('flag.timeout.default'),
  },
  {
    name: 'namespace',
    short: 'n',
    value: 'NAME',
    help: message('flag.namespace'),
    byDefault: message('flag.namespace.default'),
  },
  {
    name: 'context',
    value: 'NAME',
    help: message('flag.context'),
    byDefault: message('flag.context.default'),
  },
  {
    name: 'rate',
    value: 'RPS',
    least: 1,
    most: 500,
    help: message('flag.rate'),
    byDefault: '50; autoscaling 20',
  },
  {
    name: 'until',
    value: 'SHARE',
    help: message('flag.until'),
    byDefault: message('flag.until.default'),
  },
  {
    name: 'url',
    value: 'URL',
    address: 'http://192.168.56.30:31221',
    help: message('flag.url'),
    byDefault: message('flag.url.default'),
  },
  {
    name: 'prometheus',
    value: 'URL',
    address: 'http://192.168.56.30:30090',
    help: message('flag.prometheus'),
    byDefault: message('flag.stack.default'),
  },
  {
    name: 'loki',
    value: 'URL',
    address: 'http://192.168.56.30:30310',
    help: message('flag.loki'),
    byDefault: message('flag.stack.default'),
  },
  {
    name: 'grafana',
    value: 'URL',
    address: 'http://192.168.56.30:30001',
    help: message('flag.grafana'),
    byDefault: message('flag.stack.default'),
  },
  {
    name: 'report',
    value: 'DIRECTORY',
    help: message('flag.report'),
    replay: true,
  },
  { name: 'record', value: 'DIRECTORY', help: message('flag.record') },
  {
    name: 'format',
    value: 'FORMAT',
    choices: ['text', 'github'],
    help: message('flag.format'),
    byDefault: message('flag.format.default'),
    replay: true,
  },
  { ...LANGUAGE, help: message('flag.lang'), replay: true },
  {
    name: 'image-update',
    value: 'IMAGE',
    help: message('flag.image-update'),
    fallback: WORKLOAD.images.update,
  },
  { name: 'image-error', value: 'IMAGE', help: message('flag.image-error'), fallback: WORKLOAD.images.error },
  { name: 'quick', help: message('flag.quick') },
  { name: 'manual', help: message('flag.manual') },
  {
    name: 'before',
    value: 'SECONDS',
    least: 0,
    most: 600,
    help: message('flag.before'),
    fallback: '5',
  },
  {
    name: 'after',
    value: 'SECONDS',
    least: 0,
    most: 600,
    help: message('flag.after'),
    byDefault: message('flag.timeout.default'),
  },
  {
    name: 'patience',
    value: 'SECONDS',
    least: 0,
    most: 600,
    help: message('flag.patience'),
    fallback: '90',
  },
  {
    name: 'deployment',
    value: 'NAME',
    help: message('flag.deployment'),
  },
  {
    name: 'service',
    value: 'NAME',
    help: message('flag.service'),
    byDefault: message('flag.service.default'),
  },
  { name: 'path', value: 'PATH', help: message('flag.path'), byDefault: '/' },
  { name: 'restart', help: message('flag.restart') },
  {
    name: 'seconds',
    value: 'SECONDS',
    least: 1,
    most: 7000,
    help: message('flag.seconds'),
    byDefault: message('flag.seconds.default'),
  },
  { name: 'yes', short: 'y', help: message('flag.yes') },
  { ...HELP, replay: true },
] as const satisfies readonly DrillFlag[];

export type DrillValues = Values<typeof FLAGS>;

/** A replay asks no cluster, so `--rate` or `--namespace` would do nothing. */
export function refuseFlagsOfRun(given: readonly string[]): void {
  const rows: readonly DrillFlag[] = FLAGS;
  const odd = rows.find(({ name, replay }) => !replay && given.includes(name));
  if (odd !== undefined) throw new UsageError(message('flag.notForReplay', { flag: odd.name }));
}
