import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    'report.html': await reportHtml(drills, reader),
    'report.json': `${JSON.stringify(reportJson(drills), null, 2)}\n`,
    'junit.xml': junitXml(drills),
  };
  const entries = Object.entries(files).map(([name, text]) => ({ path: join(directory, name), text }));
  await Promise.all(entries.map(({ path, text }) => writeFile(path, text)));
  return entries.map(({ path }) => path);
}

/** The verdicts, and everything the picture shows; of the requests those that were lost, one by one. */
export function reportJson(drills: readonly ReportedDrill[]) {
  return {
    formatVersion: 1,
    evidence: evidenceOf(drills.map(({ timeline }) => timeline)),
    sideBySide: sideBySide(drills.map(({ verdict }) => verdict)),
    drills: drills.map(({ timeline, verdict }) => {
      // When each request was sent is in the recording.
      const { times: _, ...picture } = modelOf(timeline);
      return {
        verdict: sayVerdict(verdict, english),
        startedAt: timeline.startedAt,
        durationMs: timeline.durationMs,
        facts: timeline.facts,
        lostRequests: timeline.requests.filter(({ outcome }) => outcome !== 'ok'),
        picture,
      };
    }),
  };
}
