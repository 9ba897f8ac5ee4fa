import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { readIdentity } from '../../src/identity.ts';

test('the identity is the host name, the configured version and colour, and the pod', () => {
  const config = readConfig({ APP_VERSION: '2.0.0', APP_COLOR: 'tomato', POD_NAME: 'app-x' });
  expect(readIdentity(config)).toMatchObject({
    hostname: hostname(),
    version: '2.0.0',
    colour: 'tomato',
    pod: { name: 'app-x', namespace: null },
  });
});

test('startedAt is the start of the process, not of the reading', () => {
  const { startedAt } = readIdentity(readConfig({}));
  const processStartMs = Date.now() - process.uptime() * 1000;
  expect(Math.abs(startedAt.getTime() - processStartMs)).toBeLessThan(100);
});

test('the identity cannot be changed', () => {
  expect(Object.isFrozen(readIdentity(readConfig({})))).toBe(true);
});
