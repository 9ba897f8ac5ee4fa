import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import type { Static } from 'typebox';
import * as Type from 'typebox';
import { parseText, ValidationError } from './validation.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every variable the service reads, with bounds and defaults. The names are the operator's interface. */
export const ENVIRONMENT = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 8080 }),
  // The default is empty, not 0.0.0.0: in an IPv6 cluster the kubelet probes by IPv6. It also saves the DNS
  // look-up of Node.js, 6 ms of CPU.
  HOST: Type.String({
    pattern: '^\\S*$',
    default: '',
    description: 'an address to listen on; empty: all, IPv4 and IPv6',
  }),
  LOG_LEVEL: Type.Enum(LOG_LEVELS, { default: 'info' }),
  APP_VERSION: Type.String({
    pattern: '^[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}$',
    default: '1.0.0',
    description: 'a version of at most 64 letters, digits and . + _ -',
  }),
  APP_COLOR: Type.String({
    pattern: '^(#[0-9a-fA-F]{6}|[a-z]{0,32})$',
    default: '',
    description: 'a CSS colour name or #rrggbb; empty: by the major version',
  }),
  DRAIN_DELAY_MS: Type.Integer({ minimum: 0, maximum: 300_000, default: 5000 }),
  SHUTDOWN_TIMEOUT_MS: Type.Integer({ minimum: 100, maximum: 600_000, default: 25_000 }),
  MAX_REQUESTS_PER_CONNECTION: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1000 }),
  MAX_CONNECTION_AGE_MS: Type.Integer({ minimum: 100, maximum: 86_400_000, default: 8000 }),
  MAX_REQUESTS_IN_FLIGHT: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1000 }),
  // A CPU limit of 200m can stop a busy container for 80 ms. A probe times out after one second.
  MAX_EVENT_LOOP_DELAY_MS: Type.Integer({ minimum: 10, maximum: 60_000, default: 500 }),
  MEMORY_READINESS_PERCENT: Type.Number({ minimum: 1, maximum: 100, default: 75 }),
  FAULTS: Type.Enum(['open', 'token', 'off'] as const, { default: 'open' }),
  FAULTS_TOKEN: Type.String({ default: '', description: 'a secret of at least 16 characters' }),
  ALLOWED_HOSTS: Type.String({
    pattern: '^([a-z0-9-]+(\\.[a-z0-9-]+)*(,[a-z0-9-]+(\\.[a-z0-9-]+)*)*)?$',
    default: '',
    description: 'host names in lower case with commas between them',
  }),
  DISK_FILL_DIR: Type.String({ minLength: 1, default: '/tmp', description: 'a folder on ephemeral storage' }),
  TERMINATION_LOG: Type.String({ minLength: 1, default: '/dev/termination-log', description: 'a path' }),
  GRAFANA_URL: Type.String({
    pattern: '^(https?://[^\\s"\'<>]+|:[0-9]{1,5})?$',
    default: '',
    description: 'an http or https URL, or :PORT for a port of the address that the page has',
  }),
  START_DELAY_SECONDS: Type.Integer({ minimum: 0, maximum: 600, default: 0 }),
  START_FAILURE: Type.String({ default: '', description: 'the reason with which the start is to fail' }),
  POD_NAME: Type.String({ default: '', description: "the pod's name" }),
  POD_NAMESPACE: Type.String({ default: '', description: "the pod's namespace" }),
  NODE_NAME: Type.String({ default: '', description: "the node's name" }),
  POD_ZONE: Type.String({ default: '', description: "the node's zone" }),
  POD_IP: Type.String({ default: '', description: "the pod's address" }),
});

export type Config = ReturnType<typeof readConfig>;

/**
 * Reads the environment. No other function reads it.
 * @throws {ValidationError} one line that names the variable, what is allowed and the value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env) {
  const known = Object.keys(ENVIRONMENT.properties);
  const given = Object.fromEntries(
    known.flatMap((name) => (name in environment ? [[name, environment[name]]] : [])),
  );
  const env = parseText(ENVIRONMENT, given, 'variable');
  // A Secret that was made from a file ends with a newline.
  const token = env.FAULTS_TOKEN.trim();
  requireConsistency({ ...env, FAULTS_TOKEN: token });
  if ('DISK_FILL_DIR' in given) requireWritableFolder(env.DISK_FILL_DIR);
  const settings = {
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    version: env.APP_VERSION,
    colour: env.APP_COLOR || colourOf(env.APP_VERSION),
    drainDelayMs: env.DRAIN_DELAY_MS,
    shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
    maxRequestsPerConnection: env.MAX_REQUESTS_PER_CONNECTION,
    maxConnectionAgeMs: env.MAX_CONNECTION_AGE_MS,
    maxRequestsInFlight: env.MAX_REQUESTS_IN_FLIGHT,
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    memoryReadinessPercent: env.MEMORY_READINESS_PERCENT,
    faults: Object.freeze({
      guard: env.FAULTS,
      token,
      /** Host names that browsers may use, besides those that nobody can own. */
      allowedHosts: Object.freeze(env.ALLOWED_HOSTS.split(',').filter(Boolean)),
    }),
    diskFillDir: env.DISK_FILL_DIR,
    terminationLogPath: env.TERMINATION_LOG,
    /** Seconds that are added to the start. */
    startDelaySeconds: env.START_DELAY_SECONDS,
    /** If not empty, the start fails with this reason. */
    startFailure: env.START_FAILURE,
    grafanaUrl: env.GRAFANA_URL || null,
  };
  return Object.freeze({
    ...settings,
    /** The process was started by `npm start` and ends when npm ends. */
    isStartedByNpm: environment.npm_lifecycle_event === 'start',
    /** A digest of the settings. Pods of one revision have the same digest. */
    get digest() {
      return digestOf(settings);
    },
    pod: Object.freeze({
      name: env.POD_NAME || null,
      namespace: env.POD_NAMESPACE || null,
      node: env.NODE_NAME || null,
      zone: env.POD_ZONE || null,
      ip: env.POD_IP || null,
    }),
  });
}

/** Leaves the token out: anyone can read the digest and could test guesses of the token against it. */
function digestOf({ faults, ...others }: { faults: { token: string } }): string {
  const { token: _, ...guard } = faults;
  const text = JSON.stringify({ ...others, ...guard });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function requireConsistency(env: Static<typeof ENVIRONMENT>): void {
  if (env.DRAIN_DELAY_MS >= env.SHUTDOWN_TIMEOUT_MS) {
    throw new ValidationError(
      `DRAIN_DELAY_MS must be less than SHUTDOWN_TIMEOUT_MS (${env.SHUTDOWN_TIMEOUT_MS}), got ${env.DRAIN_DELAY_MS}`,
    );
  }
  if (env.GRAFANA_URL.startsWith('http') && !URL.canParse(env.GRAFANA_URL)) {
    throw new ValidationError(`GRAFANA_URL must be an http or https URL, got "${env.GRAFANA_URL}"`);
  }
  const { FAULTS: guard, FAULTS_TOKEN: token } = env;
  if (guard !== 'token' && token !== '') {
    throw new ValidationError(
      `FAULTS_TOKEN is set, which does nothing while FAULTS is ${guard}: set FAULTS to token, or remove it`,
    );
  }
  if (guard === 'token' && token.length < 16) {
    throw new ValidationError(
      `FAULTS_TOKEN must be a secret of at least 16 characters when FAULTS is token, got ${token.length} characters`,
    );
  }
  if (!/^[ -~]*$/.test(token)) {
    throw new ValidationError('FAULTS_TOKEN must be of ASCII characters, since no header can carry others');
  }
}

function requireWritableFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) throw new Error('it is not a folder');
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ValidationError(
      `DISK_FILL_DIR must be a folder that can be written to, got "${folder}": ${(error as Error).message}`,
    );
  }
}

/**
 * Okabe and Ito's palette. Colour-blind people can tell its colours apart: https://jfly.uni-koeln.de/color/
 */
const COLOURS = ['#0072b2', '#e69f00', '#cc79a7', '#009e73', '#56b4e9', '#d55e00', '#f0e442'] as const;

/** Versions 1 and 2 are blue and orange; a later one takes the next colour. */
function colourOf(version: string): string {
  const major = Number.parseInt(version, 10);
  const index = Number.isNaN(major) ? 0 : Math.max(0, major - 1);
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}
