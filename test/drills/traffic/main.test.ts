import { type ChildProcess, spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readLine } from '../../../drills/traffic/ndjson.ts';
import { closedPort, httpServer, POD } from '../../support/traffic-server.ts';
import { wordsLeft } from '../../support/words-left.ts';

describe('npm run traffic', () => {
  it('ends with 0 and a table when nothing was lost', async () => {
    const { url } = await httpServer();
    const { code, stdout, stderr } = await traffic(url, '--rate', '20', '--seconds', '1').end;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sent +20$/m);
    expect(stdout).toMatch(/^lost +0$/m);
    expect(stdout).toMatch(new RegExp(`^${POD} +1\\.0\\.0 +20 +100\\.0 % +0$`, 'm'));
    expect(stdout).toContain('p99');
  });

  it('prints the outcomes in Korean, in aligned columns', async () => {
    const { url } = await httpServer();
    const { stdout } = await traffic(url, '--rate', '20', '--seconds', '1', '--lang', 'ko').end;
    expect(stdout).toMatch(/^전송 +20$/m);
    expect(stdout).toMatch(/^유실 +0$/m);
    expect(stdout).toMatch(/^지연 시간 {2}p50 .*, 예정된 시각부터$/m);
    expect(stdout).toMatch(new RegExp(`^파드 {${POD.length - 2}}버전 +성공 +비율 +유실$`, 'm'));
    expect(wordsLeft(stdout.replaceAll(/req\/s|fresh/gu, ''))).toEqual([]);
  });

  it('ends with 1 when something was lost, and says what', async () => {
    const { code, stdout } = await traffic(await closedPort(), '--rate', '20', '--seconds', '1').end;
    expect(code).toBe(1);
    expect(stdout).toContain('refused 20 (ECONNREFUSED 20)');
    expect(stdout).toContain('lost from 0.0 s to 1.0 s: 20');
  });

  it('sends until the share is excluded, and then ends', async () => {
    const { url } = await httpServer();
    const { code, stdout } = await traffic(url, '--rate', '100', '--until', '2%').end;
    expect(code).toBe(0);
    const [, lost, sent] = /^(\d+) of (\d+) lost: below 2\.0 % with 95 % certainty$/m.exec(stdout) ?? [];
    expect(lost).toBe('0');
    // 149 exclude it; what was on its way then is counted too.
    expect(Number(sent)).toBeGreaterThanOrEqual(149);
    expect(Number(sent)).toBeLessThan(200);
  });

  it('sends for longer where something was lost, and prints the remaining time', async () => {
    let asked = 0;
    const { url } = await httpServer((_request, response) => {
      asked += 1;
      response.writeHead(asked === 50 ? 503 : 200, { 'x-app-hostname': POD }).end(POD);
    });
    const { code, stdout } = await traffic(url, '--rate', '50', '--until', '1.5%').end;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1\.5 % to be excluded: 2\d\d of 315 requests, [12] s more · /m);
    expect(stdout).toMatch(/^1 of 31\d lost: below 1\.5 % with 95 % certainty$/m);
  });

  it('ends with 1 where it is interrupted before the share is excluded', async () => {
    let child: ChildProcess | undefined;
    const { url } = await httpServer((_request, response) => {
      response.writeHead(200, { 'x-app-hostname': POD }).end(POD);
      child?.kill('SIGINT');
    });
    const run = traffic(url, '--until', '2%');
    child = run.child;
    const { code, stdout } = await run.end;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^lost +0$/m);
  });

  it('writes a start, every record and a summary as NDJSON, and nothing else', async () => {
    const { url } = await httpServer();
    const { code, stdout, stderr } = await traffic(
      url,
      '--rate',
      '20',
      '--seconds',
      '1',
      '--json',
      '--connections=both',
    ).end;
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split('\n').map(readLine);
    expect(lines).toHaveLength(22);
    expect(lines[0]).toMatchObject({
      start: { url: `${url}/hostname`, ratePerSecond: 20, connections: 'both' },
    });
    expect(lines[21]).toMatchObject({ summary: { sent: 20, ok: 20, lost: 0 } });
    const numbers = lines.flatMap((line) => (line !== null && 'record' in line ? [line.record.number] : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it.each([
    [[], 'give a URL'],
    [['http://node', 'http://other'], 'unexpected argument "http://other"'],
    [['not a url'], 'the URL "not a url" is not an http address such as http://'],
    [['http://node', '--rate', '0'], '--rate "0" is not a number from 1 to 1000'],
    [['http://node', '--rate', '1001'], '--rate "1001" is not a number from 1 to 1000'],
    [['http://node', '--rate', 'fast'], '--rate "fast" is not a number from 1 to 1000'],
    [['http://node', '--seconds', '3601'], '--seconds "3601" is not a number from 1 to 3600'],
    [['http://node', '--seconds='], '--seconds "" is not a number from 1 to 3600'],
    [['http://node', '--until', '0.05'], '--until "0.05" is not a share from 0.001% to 50%, such as 0.05%'],
    [
      ['http://node', '--until', '0.05%', '--seconds', '60'],
      '--until 0.050 % takes 5,990 requests without a loss, 120 s at 50 a second: --seconds 120 or a higher --rate',
    ],
    [
      ['http://node', '--until', '0.001%'],
      '--until 0.0010 % takes 299,572 requests without a loss, 5992 s at 50 a second: a higher --rate',
    ],
    [['http://node', '--timeout', '0'], '--timeout "0" is not a number from 1 to 60000'],
    [['http://node', '--connections', 'some'], '--connections "some" is not fresh, keep-alive or both'],
    [['http://node', '--retries', '3'], "Unknown option '--retries'"],
    [['http://node', '--json=yes'], "Option '--json' does not take an argument"],
  ])('refuses %j with 2 and one line', async (args, words) => {
    const { code, stdout, stderr } = await traffic(...args).end;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(2);
    expect(stderr).toContain(`traffic: ${words}`);
  });

  it('explains itself with --help', async () => {
    const { code, stdout } = await traffic('--help').end;
    expect(code).toBe(0);
    expect(stdout).toContain('--connections');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends early on %s, with the summary of what was sent',
    async (signal) => {
      let arrived = 0;
      let child: ChildProcess | undefined;
      const { url } = await httpServer((_request, response) => {
        arrived += 1;
        response.writeHead(200, { 'x-app-hostname': POD }).end(POD);
        if (arrived === 10) child?.kill(signal);
      });
      const run = traffic(url, '--rate', '50', '--seconds', '3600', '--json');
      child = run.child;
      const { code, stdout } = await run.end;
      expect(code).toBe(0);
      expect(readLine(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        summary: { sent: arrived, ok: arrived },
      });
    },
  );

  it('ends without an error when its reader closes the pipe', async () => {
    const { url } = await httpServer();
    const run = traffic(url, '--rate', '50', '--seconds', '3600', '--json');
    run.child.stdout?.once('data', () => run.child.stdout?.destroy());
    const { code, stderr } = await run.end;
    expect(code).toBe(0);
    expect(stderr).toBe('');
  });
});

function traffic(...args: string[]) {
  const child = spawn(process.execPath, ['drills/traffic/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const end = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, end };
}
