import { appendFile } from 'node:fs/promises';
import { english } from '../../messages/say.ts';
import type { Verdict } from '../timeline.ts';
import type { ReportedDrill } from './model.ts';
import { sayVerdict } from './said-verdict.ts';
import { minutes } from './terminal/wording.ts';
import { formatLosses, formatOverall, headlineOf, lossProperties } from './wording.ts';

/**
 * Annotations for failed checks, and a table of the verdicts as the job's summary. In English, like CI logs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export async function writeGithub(
  drills: readonly ReportedDrill[],
  summaryFile: string | undefined,
  output: { write(text: string): unknown },
): Promise<void> {
  for (const line of githubAnnotations(drills)) output.write(`${line}\n`);
  const summary = githubSummary(drills);
  if (summaryFile === undefined || summaryFile === '') output.write(summary);
  else await appendFile(summaryFile, summary);
}

export function githubAnnotations(drills: readonly ReportedDrill[]): string[] {
  return drills.flatMap(({ verdict }) => {
    const { drill, result, reason, checks } = sayVerdict(verdict, english);
    if (result === 'SKIP') return [command('notice', `${drill} skipped`, reason)];
    if (result === 'PASS') return [];
    const failed = checks.filter(({ passed }) => passed === false);
    if (failed.length === 0) return [command('error', drill, reason)];
    return failed.map(({ name, actual, expected, remedy }) => {
      const whatToDo = remedy === undefined ? '' : `\nWhat to do: ${remedy}`;
      return command('error', `${drill}: ${name}`, `${actual} (expected ${expected})${whatToDo}`);
    });
  });
}

export function githubSummary(drills: readonly ReportedDrill[]): string {
  const verdicts = drills.map(({ verdict }) => verdict);
  const rows = drills.map(({ timeline: { requests, durationMs }, verdict }) => {
    const { result, drill, loss } = verdict;
    const words = [result, drill, english(headlineOf(verdict)), `${requests.length}`, `${loss?.lost ?? '-'}`];
    return [...words.map(cell), english(minutes(durationMs))];
  });
  const table = [
    ['result', 'drill', 'what', 'requests', 'lost', 'took'],
    ['---', '---', '---', '--:', '--:', '--:'],
    ...rows,
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const figures = verdicts.filter((one) => one.figures.length > 0).map(figuresOf);
  const blocks = [
    `## ${english(formatOverall(verdicts))}`,
    table.join('\n'),
    english(formatLosses(verdicts)),
    figures.join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function figuresOf(verdict: Verdict): string {
  const { figures } = sayVerdict(verdict, english);
  const rows = Object.entries({ ...lossProperties(verdict), ...figures }).map(
    ([name, value]) => `| ${cell(name)} | ${cell(value)} |`,
  );
  return `<details><summary>${cell(verdict.drill)}</summary>\n\n| figure | value |\n| --- | --- |\n${rows.join('\n')}\n\n</details>\n`;
}

/** Escapes Markdown and HTML: a text from the cluster may hold any character. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|&#]/gu, (sign) => `&#${sign.codePointAt(0)};`).replace(/\s+/gu, ' ');
}

function command(kind: 'error' | 'notice', title: string, message: string): string {
  return `::${kind} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
