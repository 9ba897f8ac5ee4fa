import { expect, it } from 'vitest';
import { diff, readAppliedFiles } from '../../../drills/cluster/applied.ts';
import { ReplayServer } from '../../support/replay/replay-server.ts';

it('what the API server and the controllers write meanwhile is no difference to the file', async () => {
  const server = await ReplayServer.start({ recording: 'rolling-update' });
  const connection = server.connect();
  const files = Object.values(await readAppliedFiles(connection)).filter((file) => file !== null);
  expect(files.map(({ kind }) => kind)).toContain('Deployment');
  const before = await diff(connection.api, files);

  server.interceptor = (method, path) => {
    const deployment = server.store.get('Deployment', 'app-1-2-2-1');
    const status = { ...deployment.status, observedGeneration: 1000 };
    if (method === 'PATCH' && path.includes('deployments'))
      server.store.put('MODIFIED', { ...deployment, status });
    return null;
  };

  expect(await diff(connection.api, files)).toEqual(before);
});
