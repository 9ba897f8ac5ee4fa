import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMessage } from '../../messages/message.ts';
import { ENGLISH, english, type Reader } from '../language/say.ts';
import { sayVerdict } from '../language/verdict.ts';
import { evidenceOf } from './evidence.ts';
import { reportHtml } from './html.ts';
import { junitXml } from './junit.ts';
import { modelOf, type ReportedDrill } from './model.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * Writes report.html, report.json and junit.xml into the directory, which is made where it is missing.
 * Returns their paths.
 */
export async function writeReport(
  directory: string,
  drills: readonly ReportedDrill[],
  reader: Reader = ENGLISH,
): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const files = {
    'report.html': reportHtml(drills, reader),
    'report.json': `${JSON.stringify(reportJson(drills), null, 2)}\n`,
    'junit.xml': junitXml(drills),
  };
  const entries = Object.entries(files).map(([name, text]) => ({ path: join(directory, name), text }));
  await Promise.all(entries.map(({ path, text }) => writeFile(path, text)));
  return entries.map(({ path }) => path);
}

/** The label of a mark in English, with the message beside it, where it is one. */
function pictureOf(drill: ReportedDrill) {
  const model = modelOf(drill);
  const marks = model.marks.map((mark) => ({
    ...mark,
    label: english(mark.label),
    ...(isMessage(mark.label) ? { message: mark.label } : {}),
  }));
  return { ...model, marks };
}

/** The verdicts, and everything the picture shows; of the requests those that were lost, one by one. */
export function reportJson(drills: readonly ReportedDrill[]) {
  return {
    formatVersion: 1,
    evidence: evidenceOf(drills.map(({ timeline }) => timeline)),
    sideBySide: sideBySide(drills.map(({ verdict }) => verdict)),
    drills: drills.map((drill) => {
      const { timeline, verdict } = drill;
      return {
        verdict: sayVerdict(verdict, english),
        startedAt: timeline.startedAt,
        durationMs: timeline.durationMs,
        facts: timeline.facts,
        lostRequests: timeline.requests.filter(({ outcome }) => outcome !== 'ok'),
        picture: pictureOf(drill),
      };
    }),
  };
}
