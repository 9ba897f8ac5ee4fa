import { appendFile } from 'node:fs/promises';
import { ENGLISH, english } from '../language/say.ts';
import { sayVerdict } from '../language/verdict.ts';
import type { Verdict } from '../timeline.ts';
import type { ReportedDrill } from './model.ts';
import { formatDuration, formatLosses, formatOverall, lossProperties } from './wording.ts';

/**
 * Annotations on what failed, and the table as a summary of the job. In English, as CI logs are.
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
  return drills.flatMap((drill) => {
    const verdict = sayVerdict(drill.verdict, ENGLISH.say);
    if (verdict.result === 'SKIP') return [command('notice', `${verdict.drill} skipped`, verdict.reason)];
    if (verdict.result === 'PASS') return [];
    const failed = verdict.checks.filter(({ passed }) => passed === false);
    if (failed.length === 0) return [command('error', verdict.drill, verdict.reason)];
    return failed.map(({ name, actual, expected, remedy = '' }) =>
      command(
        'error',
        `${verdict.drill}: ${name}`,
        `${actual} (expected ${expected})${remedy === '' ? '' : `\nWhat to do: ${remedy}`}`,
      ),
    );
  });
}

export function githubSummary(drills: readonly ReportedDrill[]): string {
  const rows = drills.map((drill) => {
    const { timeline } = drill;
    const verdict = sayVerdict(drill.verdict, ENGLISH.say);
    const words = verdict.result === 'PASS' && verdict.deciding !== '' ? verdict.deciding : verdict.reason;
    const cells = [
      verdict.result,
      verdict.drill,
      words,
      String(timeline.requests.length),
      String(verdict.loss?.lost ?? '-'),
    ];
    return [...cells.map(cell), formatDuration(timeline.durationMs)];
  });
  const lines = [
    ['result', 'drill', 'what', 'requests', 'lost', 'took'],
    ['---', '---', '---', '--:', '--:', '--:'],
    ...rows,
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const figures = drills.filter(({ verdict }) => Object.keys(verdict.figures).length > 0).map(figuresOf);
  return `## ${formatOverall(drills.map(({ verdict }) => verdict))}\n\n${lines.join('\n')}\n\n${formatLosses(drills.map(({ verdict }) => verdict))}\n\n${figures.join('\n')}\n`;
}

function figuresOf({ verdict }: { verdict: Verdict }): string {
  const rows = Object.entries({ ...lossProperties(verdict), ...verdict.figures }).map(
    ([name, value]) => `| ${cell(name)} | ${cell(english(value))} |`,
  );
  return `<details><summary>${cell(verdict.drill)}</summary>\n\n| figure | value |\n| --- | --- |\n${rows.join('\n')}\n\n</details>\n`;
}

/** Markdown and HTML mean nothing in a cell: a cluster may say anything. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|&#]/gu, (sign) => `&#${sign.codePointAt(0)};`).replace(/\s+/gu, ' ');
}

function command(kind: 'error' | 'notice', title: string, message: string): string {
  return `::${kind} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
