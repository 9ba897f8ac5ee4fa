import { access, constants, mkdir } from 'node:fs/promises';
import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import type { Reader } from '../../messages/say.ts';
import { Refusal } from '../../scripts/command-line.ts';
import type { OutputOptions } from '../options.ts';
import { writeGithub } from '../report/github.ts';
import { writeReport } from '../report/report.ts';
import { sideBySide, sideBySideLines } from '../report/side-by-side.ts';
import type { DrillResult } from './run-drill.ts';

export const EXIT = { passed: 0, failed: 1, refused: 2, interrupted: 130 } as const;

/** The reader's language, and where lines go. */
export interface Output extends Reader {
  readonly print: (line: string) => void;
}

/** Writes the reports. Returns the exit code for these verdicts. */
export async function finish(
  results: readonly DrillResult[],
  { reportDirectory, format }: OutputOptions,
  output: Output,
): Promise<number> {
  for (const both of sideBySide(results.map(({ verdict }) => verdict)))
    for (const line of sideBySideLines(both, output.say)) output.print(line);
  if (reportDirectory !== null) {
    const [report] = await writeReport(reportDirectory, results, output);
    output.print(output.say(message('output.report', { path: report ?? '' })));
  }
  if (format === 'github') await writeGithub(results, process.env.GITHUB_STEP_SUMMARY, process.stdout);
  return results.some(({ verdict }) => verdict.result === 'FAIL') ? EXIT.failed : EXIT.passed;
}

/** Checked before the drills run: otherwise the error would come ten minutes later. */
export async function prepareDirectory(flag: string, directory: string | null): Promise<void> {
  if (directory === null) return;
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (err) {
    throw new Refusal(message('output.cannotWrite', { flag, directory, error: saidBy(err) }));
  }
}
