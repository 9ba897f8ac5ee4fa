import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { withoutEnvironmentTraces } from '../../../drills/recordings/machine-traces.ts';
import { readRecording, writeRecording } from '../../../drills/recordings/recording.ts';
import { ENVIRONMENT } from '../../support/replay/stage.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

describe('what a recording tells of the machine that made it', () => {
  it.each([
    [
      ['all', '--record', '/home/me/recordings/'],
      ['all', '--record', 'recordings'],
    ],
    [['--report=../out/report'], ['--report=report']],
    [
      ['--report', 'C:\\Users\\me\\report'],
      ['--report', 'report'],
    ],
    [
      ['--url', 'http://10.0.0.1:31221/', '-n', 'shop', '--path', '/a/healthz'],
      ['--url', 'http://10.0.0.1:31221/', '-n', 'shop', '--path', '/a/healthz'],
    ],
    [
      ['--image-update', 'registry.example/team/app:2', '--image-error=team/app:3'],
      ['--image-update', 'registry.example/team/app:2', '--image-error=team/app:3'],
    ],
  ])('is of a path in the flags its last part: %j', (flags, told) => {
    expect(withoutEnvironmentTraces({ ...ENVIRONMENT, flags }).flags).toEqual(told);
  });

  it('is of the kernel its version, and of a node no id', async () => {
    const { timeline } = { timeline: await readShipped('node-drain') };
    const [node] = timeline.environment?.nodes ?? [];
    const nodes = node === undefined ? [] : [{ ...node, system: 'Debian 12, 6.18.44-build-7, amd64' }];
    const changes = timeline.changes.map((change) => {
      const one = structuredClone(change);
      if (one.object.kind !== 'Node') return one;
      one.object.status.nodeInfo.kernelVersion = '6.18.44-build-7';
      Object.assign(one.object.status.nodeInfo, { machineID: 'm', systemUUID: 's', bootID: 'b' });
      return one;
    });
    const directory = mkdtempSync(`${tmpdir()}/traces-`);
    const environment = { ...ENVIRONMENT, nodes };
    const file = await writeRecording(directory, {
      timeline: { ...timeline, changes, environment },
      failedCleanups: [],
    });
    const text = JSON.stringify(await readRecording(file));
    rmSync(directory, { recursive: true });
    expect(text).toContain('"kernelVersion":"6.18.44"');
    expect(text).toContain('Debian 12, 6.18.44, amd64');
    expect(text).not.toMatch(/build-7|machineID|systemUUID|bootID/);
  });

  it.each(globSync('{drills,test/drills}/recordings/*.json.gz'))(
    'is nothing more in what ships: %s',
    async (file) => {
      const { timeline } = await readRecording(file);
      const text = JSON.stringify([
        timeline.environment,
        timeline.changes.filter((one) => one.object.kind === 'Node'),
      ]);
      expect(text).not.toMatch(/"\/(?:tmp|home|root|work)\//);
      expect(text).not.toMatch(/\d+\.\d+\.\d+-fc|machineID|systemUUID|bootID/);
    },
  );
});
