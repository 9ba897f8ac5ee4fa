import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import { Refusal } from '../../scripts/command-line.ts';
import type { Check, Timeline } from '../timeline.ts';
import { withoutMachineTraces } from './machine-traces.ts';

/** Goes up when a verdict can no longer be given on what an older version wrote. */
export const FORMAT_VERSION = 1;

/** What a verdict is given on, whole: everything that was seen, and what could not be put back. */
export interface Recording {
  readonly timeline: Timeline;
  readonly failedCleanups: readonly Check[];
}

/** Returns the path of the file, `DIRECTORY/self-healing.json.gz`. */
export async function writeRecording(directory: string, recording: Recording): Promise<string> {
  const { failedCleanups } = recording;
  const timeline = withoutMachineTraces(recording.timeline);
  const path = join(directory, `${timeline.drill}.json.gz`);
  const text = JSON.stringify({ formatVersion: FORMAT_VERSION, timeline, failedCleanups });
  await writeFile(path, await promisify(gzip)(text));
  return path;
}

export async function readRecording(path: string): Promise<Recording> {
  const { formatVersion, timeline, failedCleanups } = (await readJson(path)) as Partial<
    Recording & { formatVersion: number }
  >;
  if (formatVersion !== FORMAT_VERSION) {
    throw new Refusal(
      formatVersion === undefined
        ? message('recording.noVersion', { file: path })
        : message('recording.otherVersion', { file: path, found: formatVersion, known: FORMAT_VERSION }),
    );
  }
  const parts = ['requests', 'changes', 'actions', 'usage'] as const;
  const isWhole =
    timeline !== undefined &&
    typeof timeline.drill === 'string' &&
    typeof timeline.durationMs === 'number' &&
    typeof timeline.facts === 'object' &&
    parts.every((part) => Array.isArray(timeline[part]));
  if (!isWhole) throw new Refusal(message('recording.notWhole', { file: path }));
  return { timeline, failedCleanups: failedCleanups ?? [] };
}

async function readJson(path: string): Promise<unknown> {
  try {
    const bytes = await readFile(path);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return JSON.parse((isGzip ? await promisify(gunzip)(bytes) : bytes).toString('utf8'));
  } catch (err) {
    throw new Refusal(message('recording.unreadable', { file: path, error: saidBy(err) }));
  }
}
