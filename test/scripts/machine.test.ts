import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { thisMachine } from '../../scripts/machine.ts';
import { listenOnLoopback } from '../support/listen.ts';

const node = process.execPath;

describe('another program', () => {
  test('is run with its standard input, and its lines come one by one, the last without an end too', async () => {
    const script = "process.stdin.on('data', (text) => process.stdout.write('got ' + text + '\\r\\nlast'))";
    const lines: string[] = [];

    const said = await thisMachine.run(
      { argv: [node, '--eval', script], input: { text: 'this', shownAs: 'something' } },
      { onLine: (line) => lines.push(line) },
    );

    expect(said).toEqual({ exitCode: 0, stdout: 'got this\r\nlast', stderr: '' });
    expect(lines).toEqual(['got this', 'last']);
  });

  test('that fails is told by its exit code and its standard error', async () => {
    const said = await thisMachine.run({ argv: [node, '--eval', "console.error('no'); process.exit(3)"] });

    expect(said).toEqual({ exitCode: 3, stdout: '', stderr: 'no\n' });
  });

  test('that is not installed ends with exit code 127, as in a shell', async () => {
    expect(thisMachine.isInstalled('no-such-program-of-ours')).toBe(false);
    expect(await thisMachine.run({ argv: ['no-such-program-of-ours'] })).toMatchObject({ exitCode: 127 });
  });

  test.each(['timeout', 'signal'] as const)('that does not end by itself is ended by the %s', async (by) => {
    const ended = new AbortController();
    const options = by === 'timeout' ? { timeoutMs: 200 } : { signal: ended.signal };
    const running = thisMachine.run({ argv: [node, '--eval', 'setInterval(() => {}, 1000)'] }, options);
    if (by === 'signal') ended.abort();

    expect((await running).exitCode).not.toBe(0);
  });

  test('that does not read its standard input is no error', async () => {
    const input = { text: 'x'.repeat(1_000_000), shownAs: 'much' };

    expect(await thisMachine.run({ argv: [node, '--eval', ''], input })).toMatchObject({ exitCode: 0 });
  });
});

describe('an address', () => {
  test('is read; one that refuses or does not listen is null', async () => {
    const server = createServer(({ url }, response) => {
      response.statusCode = url === '/hostname' ? 200 : 503;
      response.end('a-pod');
    });
    const origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;

    expect(await thisMachine.read(`${origin}/hostname`)).toBe('a-pod');
    expect(await thisMachine.read(`${origin}/ready`)).toBeNull();
    expect(await thisMachine.read('http://127.0.0.1:1/hostname')).toBeNull();
  });
});

test('a sleep ends early where it is told to, and says so', async () => {
  const ended = new AbortController();
  const sleeping = thisMachine.sleep(60_000, ended.signal);
  ended.abort();

  expect(await sleeping).toBe(false);
  expect(await thisMachine.sleep(1)).toBe(true);
});
