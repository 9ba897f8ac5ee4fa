import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { message } from '../../messages/all.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { withRestoration } from '../judging/verdict.ts';
import { DRILLS_AND_BY_HAND } from '../lessons/catalogue.ts';
import { watch, YOUR_DRILLS } from '../lessons/your-service.ts';
import { readRecording } from '../recordings/recording.ts';
import type { DrillResult } from './run-drill.ts';

/** Recordings of a real cluster, which `npm run drill -- replay` judges when no file is named. */
const SHIPPED = fileURLToPath(new URL('../recordings/', import.meta.url));

/** Judges recordings again, with today's checks. No cluster is asked. */
export async function replay(files: readonly string[]): Promise<DrillResult[]> {
  const results = await Promise.all((files.length === 0 ? await shippedRecordings() : files).map(judgeAgain));
  const order = DRILLS_AND_BY_HAND.map((drill) => drill.name);
  return results.sort((a, b) => order.indexOf(a.timeline.drill) - order.indexOf(b.timeline.drill));
}

export async function shippedRecordings(): Promise<string[]> {
  const names = await readdir(SHIPPED);
  return names
    .filter((name) => name.endsWith('.json.gz'))
    .sort()
    .map((name) => SHIPPED + name);
}

async function judgeAgain(file: string): Promise<DrillResult> {
  const { timeline, failedCleanups } = await readRecording(file);
  const known = timeline.workload === undefined ? [...DRILLS_AND_BY_HAND, watch] : YOUR_DRILLS;
  const drill = known.find((one) => one.name === timeline.drill);
  if (drill === undefined) {
    throw new Refusal(
      message('replay.unknownDrill', {
        file,
        drill: timeline.drill,
        names: DRILLS_AND_BY_HAND.map((one) => one.name),
      }),
    );
  }
  return { timeline, failedCleanups, verdict: withRestoration(drill.judge(timeline), failedCleanups) };
}
