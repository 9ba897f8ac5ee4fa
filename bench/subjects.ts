/** What is measured against what. */
export interface Subject {
  readonly name: 'service' | 'fastify' | 'fastify-silent' | 'bare';
  readonly title: string;
  /** Below the folder of the service's bundle or of the peers' bundles. */
  readonly folder: 'service' | 'peers';
  readonly file: string;
  /** Of Node.js, as the image's command has them. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The path whose first 200 ends the start. */
  readonly readyPath: string;
}

export const SERVICE: Subject = {
  name: 'service',
  title: 'this service',
  folder: 'service',
  file: 'app.cjs',
  flags: ['--max-old-space-size-percentage=50', '--max-semi-space-size=8'],
  environment: {},
  readyPath: '/readyz',
};

export const FASTIFY: Subject = {
  name: 'fastify',
  title: 'empty Fastify',
  folder: 'peers',
  // The name that the warm-up of the compile cache starts.
  file: 'app.cjs',
  flags: [],
  environment: {},
  readyPath: '/hostname',
};

export const FASTIFY_SILENT: Subject = {
  ...FASTIFY,
  name: 'fastify-silent',
  title: 'empty Fastify, no log',
  environment: { LOGGER: 'off' },
};

export const BARE: Subject = {
  name: 'bare',
  title: 'bare node:http',
  folder: 'peers',
  file: 'bare.cjs',
  flags: [],
  environment: {},
  readyPath: '/hostname',
};

/** Without the one that is for information only. */
export const SUBJECTS: readonly Subject[] = [SERVICE, FASTIFY, BARE];
export const ALL_SUBJECTS: readonly Subject[] = [SERVICE, FASTIFY, FASTIFY_SILENT, BARE];
