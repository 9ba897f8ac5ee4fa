import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, readConfig } from '../../src/config.ts';
import { ValidationError } from '../../src/validation.ts';

test('an empty environment gives the defaults that the images run with', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: '',
    logLevel: 'info',
    version: '1.0.0',
    colour: '#0072b2',
    drainDelayMs: 5000,
    shutdownTimeoutMs: 25_000,
    maxRequestsPerConnection: 1000,
    maxConnectionAgeMs: 8000,
    maxRequestsInFlight: 1000,
    maxEventLoopDelayMs: 500,
    memoryReadinessPercent: 75,
    faults: { guard: 'open', token: '', allowedHosts: [] },
    diskFillDir: '/tmp',
    terminationLogPath: '/dev/termination-log',
    startDelaySeconds: 0,
    startFailure: '',
    isStartedByNpm: false,
    grafanaUrl: null,
    digest: expect.stringMatching(/^[0-9a-f]{12}$/),
    pod: { name: null, namespace: null, node: null, zone: null, ip: null },
  });
});

test('the configuration cannot be changed after it was read', () => {
  const config = readConfig({});
  expect(Object.isFrozen(config) && Object.isFrozen(config.faults) && Object.isFrozen(config.pod)).toBe(true);
});

test('variables that are not ours are ignored, such as those that Kubernetes makes of Services', () => {
  expect(readConfig({ APP_1_2_2_1_PORT: 'tcp://10.0.0.1:8080', PATH: '/bin' })).toEqual(readConfig({}));
});

/**
 * Least, greatest, and the first values outside: written down apart from the schema, so that a changed bound
 * shows.
 */
const NUMBERS: [name: string, key: string, least: number, greatest: number][] = [
  ['PORT', 'port', 0, 65_535],
  ['MAX_EVENT_LOOP_DELAY_MS', 'maxEventLoopDelayMs', 10, 60_000],
  ['START_DELAY_SECONDS', 'startDelaySeconds', 0, 600],
  ['DRAIN_DELAY_MS', 'drainDelayMs', 0, 300_000],
  ['SHUTDOWN_TIMEOUT_MS', 'shutdownTimeoutMs', 100, 600_000],
  ['MAX_REQUESTS_PER_CONNECTION', 'maxRequestsPerConnection', 1, 1_000_000],
  ['MAX_CONNECTION_AGE_MS', 'maxConnectionAgeMs', 100, 86_400_000],
  ['MAX_REQUESTS_IN_FLIGHT', 'maxRequestsInFlight', 1, 1_000_000],
  ['MEMORY_READINESS_PERCENT', 'memoryReadinessPercent', 1, 100],
];

test.each(NUMBERS)('%s is a number within its bounds, both included', (name, key, least, greatest) => {
  // The other variable has to fit: one rule compares the two.
  const others = name === 'DRAIN_DELAY_MS' ? { SHUTDOWN_TIMEOUT_MS: '600000' } : { DRAIN_DELAY_MS: '0' };
  for (const value of [least, greatest]) {
    expect(readConfig({ ...others, [name]: String(value) })).toHaveProperty(key, value);
  }
  const wrong = [least - 1, greatest + 1, 'abc', '', ' 5', '0x10', '1e3', 'NaN', 'Infinity', '5;'];
  for (const value of wrong) {
    const line = refusal({ ...others, [name]: String(value) });
    expect(line).toContain(`${name} must be a`);
    expect(line).toContain(`from ${least} to ${greatest}, got `);
    expect(line).toContain(String(value));
    expect(line).not.toContain('\n');
  }
});

test.each(NUMBERS.slice(0, -1))('%s is a whole number', (name) => {
  expect(refusal({ [name]: '7.5' })).toMatch(
    new RegExp(`^${name} must be an integer from \\d+ to \\d+, got 7\\.5$`),
  );
});

/** Allowed values, and refused ones. */
const TEXTS: [name: string, good: string[], bad: string[]][] = [
  ['LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], ['INFO', 'verbose', '']],
  ['FAULTS', ['open', 'off'], ['on', 'OPEN', '', 'true']],
  ['APP_VERSION', ['1.0.0', '2.0.0-rc.1+build_5', 'v3'], ['', '-1', '1 0', 'a\nb', 'ä', 'x'.repeat(65)]],
  ['APP_COLOR', ['', 'tomato', '#A1b2C3'], ['#12345', 'Red', 'url(x)', '#12345g', 'red;']],
  ['HOST', ['', '::1', '127.0.0.1', 'localhost'], [' ', 'a b']],
  [
    'ALLOWED_HOSTS',
    ['', 'app.example', 'a.example,b-c.example'],
    ['*', 'a b', 'App.example', 'a,', '.a', 'a:80'],
  ],
  ['DISK_FILL_DIR', ['/var/tmp'], ['']],
  ['TERMINATION_LOG', ['/tmp/x'], ['']],
];

test.each(TEXTS)('%s takes what is allowed and refuses the rest by name', (name, good, bad) => {
  for (const value of good) expect(() => readConfig({ [name]: value })).not.toThrow();
  for (const value of bad) {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`^${name} must be [^\n]+, got "[^\n]*$`));
  }
});

test('every variable of the schema has a test of its bounds here, or takes any text', () => {
  const tested = [...NUMBERS, ...TEXTS].map(([name]) => name);
  const text = ['START_FAILURE', 'FAULTS_TOKEN', 'GRAFANA_URL'];
  const pod = ['POD_NAME', 'POD_NAMESPACE', 'NODE_NAME', 'POD_ZONE', 'POD_IP'];
  expect(Object.keys(ENVIRONMENT.properties).sort()).toEqual([...tested, ...text, ...pod].sort());
});

test('the drain delay has to end before the shutdown timeout', () => {
  expect(refusal({ DRAIN_DELAY_MS: '25000' })).toBe(
    'DRAIN_DELAY_MS must be less than SHUTDOWN_TIMEOUT_MS (25000), got 25000',
  );
  expect(() => readConfig({ DRAIN_DELAY_MS: '24999' })).not.toThrow();
});

test('FAULTS=token needs a token of at least 16 characters, whose value no message tells', () => {
  const line = refusal({ FAULTS: 'token', FAULTS_TOKEN: 'geheim7' });
  expect(line).toContain('FAULTS_TOKEN must be a secret of at least 16 characters');
  expect(line).not.toContain('geheim7');
  expect(readConfig({ FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim-78' }).faults).toEqual({
    guard: 'token',
    token: 'geheim-geheim-78',
    allowedHosts: [],
  });
});

test('a token that was read from a file loses its newline', () => {
  const { faults } = readConfig({ FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim-78\n' });
  expect(faults.token).toBe('geheim-geheim-78');
});

test('a token that no header can carry is refused, and one that would do nothing', () => {
  const line = refusal({ FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim-비밀번호' });
  expect(line).toContain('ASCII');
  expect(refusal({ FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim\n-78' })).toContain('ASCII');
  for (const FAULTS of ['open', 'off']) {
    const ignored = refusal({ FAULTS, FAULTS_TOKEN: 'geheim-geheim-78' });
    expect(ignored).toMatch(/^FAULTS_TOKEN is set, which does nothing while FAULTS is (open|off)/);
    expect(ignored).not.toContain('geheim');
  }
});

test('DISK_FILL_DIR is a folder that can be written to', () => {
  expect(readConfig({ DISK_FILL_DIR: '/tmp' }).diskFillDir).toBe('/tmp');
  for (const folder of ['/nowhere', '/etc/hostname', '/proc/1']) {
    const line = refusal({ DISK_FILL_DIR: folder });
    expect(line).toContain(`DISK_FILL_DIR must be a folder that can be written to, got "${folder}"`);
    expect(line).not.toContain('\n');
  }
});

test('the pod is described by the downward API, and null where it is not there', () => {
  const env = { POD_NAME: 'app-x', POD_NAMESPACE: 'default', NODE_NAME: 'node-1', POD_ZONE: 'a', POD_IP: '' };
  expect(readConfig(env).pod).toEqual({
    name: 'app-x',
    namespace: 'default',
    node: 'node-1',
    zone: 'a',
    ip: null,
  });
});

test('versions 1 and 2 have different colours, any version has one, and APP_COLOR wins', () => {
  const colours = ['1.0.0', '2.0.0', '3', '8.1', '999999999.0.0', 'v2', 'nightly', '0.9'].map(
    (version) => readConfig({ APP_VERSION: version }).colour,
  );
  expect(colours.slice(0, 2)).toEqual(['#0072b2', '#e69f00']);
  for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  expect(readConfig({ APP_COLOR: 'tomato' }).colour).toBe('tomato');
});

function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    return (error as Error).message;
  }
  throw new Error(`not refused: ${JSON.stringify(environment)}`);
}

describe('the digest of the configuration', () => {
  const digest = (env: Record<string, string>) => readConfig(env).digest;

  test('is the same for two pods of one revision', () => {
    expect(digest({ POD_NAME: 'a', NODE_NAME: 'one', POD_IP: '10.0.0.1', POD_NAMESPACE: 'x' })).toBe(
      digest({ POD_NAME: 'b', NODE_NAME: 'two', POD_IP: '10.0.0.2', POD_NAMESPACE: 'x' }),
    );
    expect(digest({ DRAIN_DELAY_MS: '5000' })).toBe(digest({}));
  });

  test('differs where any other variable does', () => {
    expect(digest({ DRAIN_DELAY_MS: '4000' })).not.toBe(digest({}));
    expect(digest({ FAULTS: 'off' })).not.toBe(digest({}));
  });

  test('tells nothing of the token', () => {
    const withToken = (token: string) => digest({ FAULTS: 'token', FAULTS_TOKEN: token });
    expect(withToken('one secret of many')).toBe(withToken('another secret of many'));
  });
});

test.each(['https://grafana.example/d/x?y=1', 'http://10.0.0.1:30001', ':30001'])(
  'GRAFANA_URL may be %s',
  (url) => {
    expect(readConfig({ GRAFANA_URL: url }).grafanaUrl).toBe(url);
  },
);

test.each(['grafana', 'javascript:alert(1)', 'ftp://x', 'http://', 'http://a b', ':port', 'https://:x'])(
  'GRAFANA_URL may not be %s',
  (url) => {
    expect(() => readConfig({ GRAFANA_URL: url })).toThrow(/^GRAFANA_URL must be an http or https URL/);
  },
);
