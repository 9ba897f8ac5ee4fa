import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

const source = readFileSync(new URL('../../.github/workflows/drills.yml', import.meta.url), 'utf8');
const workflow = parse(source) as {
  permissions: unknown;
  jobs: { drills: { 'timeout-minutes': number; steps: readonly Step[] } };
};
const scripts = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).scripts;

describe('the workflow that drills a real cluster', () => {
  const { steps } = workflow.jobs.drills;

  it('may read the repository and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(source).not.toContain('secrets.');
  });

  it('runs only npm scripts that exist', () => {
    const names = steps.flatMap((step) =>
      [...(step.run ?? '').matchAll(/npm run ([\w:-]+)/g)].map((one) => one[1]),
    );
    expect(names).toEqual(['up', 'drill', 'down']);
    for (const name of names) expect(scripts).toHaveProperty([name ?? '']);
  });

  it('gives the drain two workers', () => {
    const kind = parse(readFileSync(new URL('../../cluster/providers/kind.yaml', import.meta.url), 'utf8'));
    expect(kind.nodes.filter((node: { role: string }) => node.role === 'worker')).toHaveLength(2);
  });
});
