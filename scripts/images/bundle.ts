import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { build, type Plugin } from 'rolldown';
import { noticesOf } from './notices.ts';
import { writePage } from './page.ts';
import { substitutes } from './substitutes.ts';

/** One file for each process or thread beside the service, in dist/. */
const entries = {
  'cpu-load.worker': 'src/faults/cpu-load.worker.ts',
  // The image measures itself where the cluster cannot be reached from outside.
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
 * What the images run is CommonJS, since at 200m of CPU an ES module costs a quarter of a second more to
 * start. What is imported when it is needed lies in a file of its own beside the one it is needed by.
 * @returns the modules that went in
 */
export async function bundle(input: string, file: string, plugins: Plugin[] = []): Promise<string[]> {
  const { output } = await build({
    input,
    platform: 'node',
    plugins,
    // Only a terminal in development wants readable log lines.
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
