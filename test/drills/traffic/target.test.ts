import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../drills/traffic/target.ts';
import { UsageError } from '../../../scripts/command-line.ts';

describe('a target', () => {
  it.each([
    ['192.168.56.30:31221', 'http://192.168.56.30:31221/hostname', 'hostname'],
    ['http://node', 'http://node/hostname', 'hostname'],
    ['http://node?seconds=1', 'http://node/hostname?seconds=1', 'hostname'],
    ['localhost:8080/version#top', 'http://localhost:8080/version', 'any'],
    ['http://node/', 'http://node/hostname', 'hostname'],
    ['http://node/?present', 'http://node/hostname', 'hostname'],
    ['node:31221/', 'http://node:31221/hostname', 'hostname'],
    ['localhost', 'http://localhost/hostname', 'hostname'],
    ['[fd00::1]:31221', 'http://[fd00::1]:31221/hostname', 'hostname'],
    ['https://[::1]:8443/hostname?x=1', 'https://[::1]:8443/hostname?x=1', 'hostname'],
  ])('%s means %s, body %s', (text, href, expectedBody) => {
    expect(readTarget(text)).toMatchObject({ href, expectedBody });
  });

  it('keeps the path / of another program', () => {
    expect(readTarget('http://node/', 'any')).toMatchObject({ href: 'http://node/', path: '/' });
  });

  it.each(['', 'ftp://node', 'http://', 'http://node:99999', 'http://user:secret@node', 'two words', 'word'])(
    'refuses "%s" in one line',
    (text) => {
      expect(() => readTarget(text)).toThrow(UsageError);
    },
  );
});
