import { expect, test } from 'vitest';
import { explainListenError } from '../../src/listen-error.ts';

const explain = (code: string, message: string) =>
  explainListenError(Object.assign(new Error(message), { code }), { host: '0.0.0.0', port: 80 });

test('a port of the privileged names PORT, and what to set', () => {
  expect(explain('EACCES', 'listen EACCES: permission denied 0.0.0.0:80')).toBe(
    'cannot listen on 0.0.0.0:80: listen EACCES: permission denied 0.0.0.0:80; this user may not listen on PORT=80: set PORT to 1024 or more',
  );
});

test('an address of another machine names HOST', () => {
  expect(explain('EADDRNOTAVAIL', 'listen EADDRNOTAVAIL')).toContain(
    '; HOST=0.0.0.0 is not an address of this',
  );
});

test('any other error is quoted as it is', () => {
  expect(explain('EMFILE', 'listen EMFILE')).toBe('cannot listen on 0.0.0.0:80: listen EMFILE');
});
