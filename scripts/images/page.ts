import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';

const PAGE = join(import.meta.dirname, '../../src/page');

/** The name in the URL -> the content. */
type PageFiles = ReadonlyMap<string, Buffer>;

/** A later sheet overrides an earlier one. */
const STYLES = ['palette', 'base', 'head', 'panels', 'pods', 'modes'];

/** Bundles the page: a script, its clock, a style sheet, an icon, and a document with their hashed names. */
async function bundlePage(): Promise<{ files: PageFiles; modules: string[] }> {
  const [script, clock, style, icon, document] = await Promise.all([
    bundleScript('main.tsx'),
    bundleScript('clock.worker.ts'),
    bundleStyle(),
    source('icon.svg'),
    source('index.html'),
  ]);
  const files = new Map<string, Buffer>();
  let html = document.toString();
  const named = { 'page.js': script.code, 'clock.js': clock.code, 'page.css': style, 'icon.svg': icon };
  for (const [name, content] of Object.entries(named)) {
    const hashed = withHash(name, content);
    files.set(hashed, content);
    if (!html.includes(`"page/${name}"`)) throw new Error(`index.html does not name page/${name}`);
    html = html.replaceAll(`"page/${name}"`, `"page/${hashed}"`);
  }
  files.set('index.html', Buffer.from(html));
  return { files, modules: [...script.modules, ...clock.modules] };
}

/**
 * Writes only compressed files. The service decompresses them for the few clients that accept no gzip.
 * @returns the bundled modules
 */
export async function writePage(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const { files, modules } = await bundlePage();
  for (const [name, content] of files)
    await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  return modules;
}

async function bundleScript(name: string): Promise<{ code: Buffer; modules: string[] }> {
  const { output } = await build({
    input: join(PAGE, name),
    platform: 'browser',
    tsconfig: false,
    transform: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    write: false,
    output: { format: 'esm', minify: true, codeSplitting: false },
  });
  return { code: Buffer.from(output[0].code), modules: output[0].moduleIds };
}

async function bundleStyle(): Promise<Buffer> {
  const plot = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css');
  const sheets = await Promise.all(STYLES.map((name) => source(join('styles', `${name}.css`))));
  return Buffer.concat([await readFile(plot), ...sheets]);
}

function source(name: string): Promise<Buffer> {
  return readFile(join(PAGE, name));
}

function withHash(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return name.replace('.', `.${hash}.`);
}

if (import.meta.main && process.argv[2]) await writePage(process.argv[2]);
