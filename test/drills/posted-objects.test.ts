import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../k8s/api-schema.ts';
import { violationsOfRestricted } from '../k8s/pod-security.ts';
import { ReplayServer } from '../support/replay/replay-server.ts';
import { stage } from '../support/replay/stage.ts';

describe('the traffic pod that a drill starts', () => {
  it('is one that the API server and the Pod Security level "restricted" take', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20, withoutNodePort: true });
    const { verdict } = await stage(server, 'node-drain').performance;
    expect(verdict.result).toBe('PASS');
    const pods = server.requests.filter((one) => one.method === 'POST' && one.path.endsWith('/pods'));
    expect(pods).toHaveLength(1);
    for (const { body } of pods) {
      expect(complaintsAbout(body as Parameters<typeof complaintsAbout>[0])).toEqual([]);
      expect(violationsOfRestricted((body as { spec: never }).spec)).toEqual([]);
    }
  });
});
