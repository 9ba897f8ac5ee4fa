import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { METRICS_SERVER } from '../../cluster/metrics-server.ts';

const folder = new URL('../../.github/workflows/', import.meta.url);

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, Job>;
}

interface Job {
  readonly permissions?: Record<string, string>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Record<string, unknown>;
  }[];
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return [name, text, parse(text) as Workflow] as const;
});

describe.each(workflows)('%s', (_, text, workflow) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test('pins every action by its commit and says which release that is', () => {
    const uses = [...text.matchAll(/uses: (.+)$/gm)].map((match) => match[1]);

    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('has no rights by default but reading, and no secrets for strangers', () => {
    expect(Object.values(workflow.permissions).filter((right) => right !== 'read')).toEqual([]);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    if ('pull_request' in workflow.on) expect(text).not.toContain('secrets.');
  });

  test('leaves no token behind in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    for (const { with: options } of checkouts) expect(options?.['persist-credentials']).toBe(false);
  });

  test('puts no text from a pull request or issue into a shell', () => {
    for (const { run } of steps) expect(run ?? '').not.toMatch(/\$\{\{/);
  });

  test('names only parts that .ci/run has', () => {
    const known = /^ +(\w+(?: \| [\w-]+)+)\) ;;$/m.exec(readFileSync('.ci/run', 'utf8'))?.[1]?.split(' | ');
    const named = [...text.matchAll(/(?:\.ci\/run|parts:) ([\w[\], -]+)$/gm)].flatMap(
      ([, parts = '']) => parts.match(/[\w-]+/g) ?? [],
    );
    for (const part of named) expect(known).toContain(part);
  });

  test('has a timeout', () => {
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });
});

test('every workflow and `npm run up` install the same metrics-server', () => {
  for (const [, text] of workflows) {
    const version = /METRICS_SERVER: (\S+)/.exec(text)?.[1];
    if (version) expect(version).toBe(METRICS_SERVER);
  }
});

describe('release.yml', () => {
  const [, text, release] = workflows.find(([name]) => name === 'release.yml') ?? [];
  const images = release?.jobs.images;

  test('signs with exactly the rights that signing takes', () => {
    expect(images?.permissions).toEqual({ contents: 'read', 'id-token': 'write', attestations: 'write' });
    expect(release?.jobs.check?.permissions).toEqual({ contents: 'read' });
  });

  test('builds the three images for two architectures, with an SBOM and a provenance', () => {
    const build = images?.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'));

    expect([...(text ?? '').matchAll(/- name: (app\S*)/g)].map((match) => match[1])).toEqual([
      'app',
      'app-update',
      'app-error',
    ]);
    expect(build?.with).toMatchObject({
      platforms: 'linux/amd64,linux/arm64',
      sbom: true,
      provenance: 'mode=max',
    });
  });

  test('runs on a version tag only', () => {
    expect(release?.on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } });
  });
});
