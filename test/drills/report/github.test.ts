import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../drills/command/replay.ts';
import { skipped } from '../../../drills/judging/verdict.ts';
import { judgeSelfHealing } from '../../../drills/lessons/self-healing.ts';
import { githubAnnotations, githubSummary, writeGithub } from '../../../drills/report/github.ts';
import type { ReportedDrill } from '../../../drills/report/model.ts';
import { english } from '../../../messages/say.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('for GitHub Actions', () => {
  it('a passed drill has no annotation, and its headline in the summary', async () => {
    const [drill] = await recorded();

    expect(githubAnnotations([drill])).toEqual([]);
    const summary = githubSummary([drill]);
    expect(summary).toContain('## The drill passed');
    expect(summary).toContain(
      `| PASS | self-healing | ${english(drill.verdict.headline).replace('#', '&#35;')} | ${drill.timeline.requests.length} | 0 |`,
    );
    expect(drill.verdict.figures.length).toBeGreaterThan(0);
    for (const { name } of drill.verdict.figures) expect(summary).toContain(`| ${english(name)} |`);
  });

  it('each failed check is an error with what was seen, what was expected and the remedy, the cause first', async () => {
    const drill = await refused();
    const failed = drill.verdict.checks.filter(({ passed }) => !passed);

    const annotations = githubAnnotations([drill]);
    expect(annotations).toHaveLength(failed.length);
    expect(annotations[0]).toMatch(
      /^::error title=self-healing%3A lost requests = 0::all [\d,]+ \([\d,]+ refused\) from .* \(expected 0\)%0AWhat to do: nothing answered/,
    );
    expect(githubSummary([drill])).toMatch(
      /\| FAIL \| self-healing \| lost requests = 0: all .* \| (\d+) \| \1 \|/,
    );
  });

  it('a skipped drill is a notice with its reason', async () => {
    const [{ timeline }] = await recorded();
    const verdict = skipped('node-drain', 'a drain needs 2 nodes, this cluster has 1');

    expect(githubAnnotations([{ timeline, verdict }])).toEqual([
      '::notice title=node-drain skipped::a drain needs 2 nodes, this cluster has 1',
    ]);
  });

  it('no text from a cluster ends an annotation or becomes markup in a cell', async () => {
    const [{ timeline, verdict }] = await recorded();
    const said = '50%\r\n::error::forged | <b>`x`</b>, [link](x)';
    const hostile = { timeline, verdict: { ...verdict, result: 'FAIL' as const, reason: said, checks: [] } };

    const [annotation = ''] = githubAnnotations([hostile]);
    expect(annotation.split('\n')).toHaveLength(1);
    expect(annotation).toContain('50%25%0D%0A::error');
    const row = githubSummary([hostile])
      .split('\n')
      .find((line) => line.includes('forged'));
    expect(row?.split('|')).toHaveLength(8);
    expect(row).not.toMatch(/[<`[]/);
  });

  it('the summary is added to the file of the job, and printed where there is none', async () => {
    const drills = await recorded();
    const file = join(temporaryFolder(), 'summary.md');
    const printed: string[] = [];
    const output = { write: (text: string) => printed.push(text) };

    await writeGithub(drills, file, output);
    await writeGithub(drills, file, output);
    expect(printed).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(githubSummary(drills).repeat(2));
    await writeGithub(drills, undefined, output);
    expect(printed).toEqual([githubSummary(drills)]);
  });
});

async function recorded(): Promise<[ReportedDrill]> {
  const [drill] = await replay(['drills/recordings/self-healing.json.gz']);
  if (drill === undefined) throw new Error('the recording is missing');
  return [drill];
}

/** The same with no answer at all. */
async function refused(): Promise<ReportedDrill> {
  const [{ timeline }] = await recorded();
  const ended = { outcome: 'refused', status: null, pod: null } as const;
  const requests = timeline.requests.map((one) => ({ ...one, ...ended }));
  const changed = { ...timeline, requests };
  return { timeline: changed, verdict: judgeSelfHealing(changed) };
}
