import { expect, test } from 'vitest';
import { buildTestApp } from '../test-app.ts';

test('GET /version is exactly the version', async () => {
  const { app } = await buildTestApp({ env: { APP_VERSION: '2.0.0-rc.1' } });
  expect((await app.inject('/version')).body).toBe('2.0.0-rc.1');
});
