import { expect, test } from 'vitest';
import { remoteAddress } from '../../../src/plugins/request-line.ts';

test('an IPv4 client is shown by its IPv4 address, also on a socket for both kinds', () => {
  expect(remoteAddress({ ip: '::ffff:10.1.2.3' })).toBe('10.1.2.3');
  expect(remoteAddress({ ip: '10.1.2.3' })).toBe('10.1.2.3');
});

test('an IPv6 client is shown as it is', () => {
  expect(remoteAddress({ ip: 'fd00::7' })).toBe('fd00::7');
});
