import { parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';
import { WORKLOAD } from './workload.ts';

export interface DrillOptions {
  readonly drills: readonly string[];
  readonly timeoutSeconds: number | null;
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly ratePerSecond: number | null;
  readonly url: string | null;
  readonly reportDirectory: string | null;
  readonly imageUpdate: string;
  readonly imageError: string;
  readonly beforeSeconds: number;
  readonly afterSeconds: number | null;
  /** How long the cluster may take to be fit for a drill: at rest, with metrics. */
  readonly patienceSeconds: number;
  readonly faultsToken: string | undefined;
}

const FLAGS = {
  timeout: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  context: { type: 'string' },
  rate: { type: 'string' },
  url: { type: 'string' },
  report: { type: 'string' },
  'image-update': { type: 'string' },
  'image-error': { type: 'string' },
  before: { type: 'string' },
  after: { type: 'string' },
  patience: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const FLAGS_HELP = `  --timeout SECONDS      give up on a drill after this time (each drill has its own default)
  -n, --namespace NAME   where the workload is (default: the context's, else default)
  --context NAME         which cluster of the kubeconfig (default: the current one)
  --rate RPS             requests a second (default 50; autoscaling 20), 1 to 500
  --url URL              the Service as seen from here (default: found by its NodePort)
  --report DIRECTORY     write report.html, report.json and junit.xml there
  --image-update IMAGE   what rolling-update sets (default ${WORKLOAD.images.update})
  --image-error IMAGE    what failed-update sets (default ${WORKLOAD.images.error})
  --before SECONDS       traffic before the action (default 5)
  --after SECONDS        traffic after it (each drill has its own default)
  --patience SECONDS     wait this long for the cluster to be fit for a drill (default 90)
  FAULTS_TOKEN           environment: the token where faults are guarded by one`;

/** Null when help was asked for. */
export function parseOptions(
  args: readonly string[],
  known: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DrillOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  return {
    drills: chooseDrills(positionals, known),
    timeoutSeconds: numberFlag(values.timeout, '--timeout', 1, 7200),
    namespace: values.namespace,
    context: values.context,
    ratePerSecond: numberFlag(values.rate, '--rate', 1, 500),
    url: urlFlag(values.url),
    reportDirectory: values.report ?? null,
    imageUpdate: imageFlag(values['image-update'], '--image-update') ?? WORKLOAD.images.update,
    imageError: imageFlag(values['image-error'], '--image-error') ?? WORKLOAD.images.error,
    beforeSeconds: numberFlag(values.before, '--before', 0, 600) ?? 5,
    afterSeconds: numberFlag(values.after, '--after', 0, 600),
    patienceSeconds: numberFlag(values.patience, '--patience', 0, 600) ?? 90,
    faultsToken: environment.FAULTS_TOKEN || undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (err) {
    throw new Refusal(`${err instanceof Error ? err.message.split('. ')[0] : err} (--help lists the flags)`);
  }
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

function urlFlag(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Refusal(
      `--url ${JSON.stringify(text)} is not an http address such as http://192.168.56.30:31221`,
    );
  return url.origin;
}

function imageFlag(text: string | undefined, flag: string): string | undefined {
  if (text !== undefined && !/^[\w][\w.\-/:@]*$/.test(text))
    throw new Refusal(`${flag} ${JSON.stringify(text)} is not the name of an image`);
  return text;
}
