import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { build, type Plugin } from 'rolldown';
import { noticesOf } from './notices.ts';
import { writePage } from './page.ts';
import { substitutes } from './substitutes.ts';

/** The files in dist/ for each other process and thread. */
const entries = {
  'cpu-load.worker': 'src/faults/cpu-load.worker.ts',
  // For a cluster that cannot be reached from outside: the image sends the traffic itself.
  traffic: 'drills/traffic/main.ts',
  'warm-up': 'src/warm-up.ts',
};

if (import.meta.main) {
  await rm('dist', { recursive: true, force: true });
  const modules = await bundle('src/main.ts', 'dist/app.cjs', [substitutes]);
  for (const [name, input] of Object.entries(entries))
    modules.push(...(await bundle(input, `dist/${name}.cjs`)));
  modules.push(...(await writePage('dist/page')));
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', noticesOf(modules));
}

/**
 * Bundles to CommonJS: at 200m of CPU an ES module needs a quarter of a second more to start. A dynamic
 * import becomes a file beside the bundle.
 * @returns the bundled modules
 */
export async function bundle(input: string, file: string, plugins: Plugin[] = []): Promise<string[]> {
  const { output } = await build({
    input,
    platform: 'node',
    plugins,
    // Readable log lines are for a terminal in development.
    external: ['pino-pretty'],
    transform: {
      define: {
        'import.meta.filename': '__filename',
        'import.meta.dirname': '__dirname',
        'process.env.NODE_ENV': '"production"',
      },
    },
    output: {
      dir: dirname(file),
      entryFileNames: basename(file),
      chunkFileNames: '[name].cjs',
      format: 'cjs',
      minify: true,
    },
  });
  return output.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []));
}
