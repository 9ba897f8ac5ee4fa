import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGLISH, english, type Reader } from '../../messages/say.ts';
import type { Text } from '../timeline.ts';
import { evidenceOf } from './evidence.ts';
import { reportHtml } from './html.ts';
import { junitXml } from './junit.ts';
import { modelOf, type ReportedDrill } from './model.ts';
import { mapVerdict } from './said-verdict.ts';
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

/** Of the requests it lists those that were lost. `formatVersion` rises when the format changes. */
export function reportJson(drills: readonly ReportedDrill[]) {
  return {
    formatVersion: 2,
    evidence: evidenceOf(drills.map(({ timeline }) => timeline)),
    sideBySide: sideBySide(drills.map(({ verdict }) => verdict)).map(({ drill, rows }) => ({
      drill,
      rows: rows.map(({ figure, byHand, byItself }) => ({
        figure: english(figure),
        byHand: forPrograms(byHand),
        byItself: forPrograms(byItself),
      })),
    })),
    drills: drills.map(({ timeline, verdict }) => {
      // The recording has the time of each request.
      const { times: _, ...picture } = modelOf(timeline, forPrograms);
      return {
        verdict: mapVerdict(verdict, forPrograms, english),
        startedAt: timeline.startedAt,
        durationMs: timeline.durationMs,
        facts: timeline.facts,
        lostRequests: timeline.requests.filter(({ outcome }) => outcome !== 'ok'),
        picture,
      };
    }),
  };
}

/** Every sentence has its English text; one that is a message has its name and values too. */
function forPrograms(text: Text): { readonly text: string } {
  return typeof text === 'string' ? { text } : text;
}
