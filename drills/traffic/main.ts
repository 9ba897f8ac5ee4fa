import { languageOf, type Say, sayIn } from '../../messages/say.ts';
import { UsageError } from '../../scripts/command-line.ts';
import { readArguments, type TrafficArguments, usage } from './arguments.ts';
import { Exclusion } from './exclusion.ts';
import { onInterruption } from './interruption.ts';
import { writeLine } from './ndjson.ts';
import { progressLine } from './progress-line.ts';
import { Tally } from './tally.ts';
import { startTraffic } from './traffic.ts';
import { formatProgress, formatSummary } from './wording.ts';

// Not awaited at the top, so that it can be bundled as CommonJS too.
void main().then((code) => {
  process.exitCode = code;
});

async function main(): Promise<0 | 1 | 2> {
  const words = process.argv.slice(2);
  const say = sayIn(languageOf(words, process.env));
  try {
    const args = readArguments(words, process.env);
    if (args !== null) return await run(args, say);
    process.stdout.write(usage(say));
    return 0;
  } catch (err) {
    if (!(err instanceof UsageError)) throw err;
    process.stderr.write(`traffic: ${say(err.said)}\n`);
    return 2;
  }
}

async function run({ untilShare, json, ...options }: TrafficArguments, say: Say): Promise<0 | 1> {
  const { url, ratePerSecond, connections } = options;
  const tally = new Tally();
  const exclusion = untilShare === null ? null : new Exclusion(untilShare);
  const enough = new AbortController();
  // The first Ctrl-C ends the sending, a later one the process.
  const interrupted = onInterruption({ later: () => process.exit(130) });
  const startedAt = new Date();
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  if (json) print({ start: { url, ratePerSecond, connections, startedAt: startedAt.toISOString() } });

  const progress = progressLine(json ? process.stderr : process.stdout, {
    silent: json && !process.stderr.isTTY,
    render: () => {
      const line = formatProgress(elapsedMs(), tally.recent(elapsedMs()), say);
      return exclusion === null ? line : `${say(exclusion.describe(ratePerSecond))} · ${line}`;
    },
  });
  const traffic = startTraffic({
    ...options,
    signal: AbortSignal.any([interrupted, enough.signal]),
    now: elapsedMs,
    onRecord(record) {
      tally.add(record);
      exclusion?.add(record);
      if (exclusion?.isReached) enough.abort();
      if (json) print({ record });
    },
  });
  try {
    await traffic.done;
  } finally {
    progress.close();
  }
  const facts = {
    ratePerSecond,
    connections,
    url,
    elapsedMs: elapsedMs(),
    latestSendMs: traffic.latestSendMs(),
  };
  const summary = tally.summary();
  if (json) print({ summary });
  else process.stdout.write(`\n${formatSummary(facts, summary, say)}`);
  return summary.lost === 0 && exclusion?.isReached !== false ? 0 : 1;
}

function print(line: Parameters<typeof writeLine>[0]): void {
  process.stdout.write(writeLine(line));
}
