import { rm } from 'node:fs/promises';
import { build } from 'rolldown';
import { writePage } from '../src/page/bundle.ts';

/** One file for each process or thread, in dist/. */
const entries = {
  app: 'src/main.ts',
  'cpu-load.worker': 'src/faults/cpu-load.worker.ts',
  // The image measures itself where the cluster cannot be reached from outside.
  traffic: 'drills/traffic/main.ts',
  'warm-up': 'src/warm-up.ts',
};

if (import.meta.main) {
  await rm('dist', { recursive: true, force: true });
  for (const [name, input] of Object.entries(entries)) await bundle(input, `dist/${name}.cjs`);
  await writePage('dist/page');
}

/** What the images run is CommonJS, since at 200m of CPU an ES module costs a quarter of a second more to start. */
export async function bundle(input: string, file: string): Promise<void> {
  await build({
    input,
    platform: 'node',
    // Only a terminal in development wants readable log lines.
    external: ['pino-pretty'],
    transform: {
      define: {
        'import.meta.filename': '__filename',
        'import.meta.dirname': '__dirname',
        'process.env.NODE_ENV': '"production"',
      },
    },
    output: { file, format: 'cjs', minify: true, codeSplitting: false },
  });
}
