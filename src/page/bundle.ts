import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import { build } from 'rolldown';

/** Name as in the URL, content as the browser sees it. */
type PageFiles = ReadonlyMap<string, Buffer>;

/** Makes the page: one script, one style sheet, an icon and the document that names them by their content. */
async function bundlePage(): Promise<PageFiles> {
  const [script, style, icon, document] = await Promise.all([
    bundleScript(),
    bundleStyle(),
    source('icon.svg'),
    source('index.html'),
  ]);
  const files = new Map<string, Buffer>();
  let html = document.toString();
  for (const [name, content] of Object.entries({ 'page.js': script, 'page.css': style, 'icon.svg': icon })) {
    const hashed = withHash(name, content);
    files.set(hashed, content);
    if (!html.includes(`"/page/${name}"`)) throw new Error(`index.html does not name /page/${name}`);
    html = html.replaceAll(`"/page/${name}"`, `"/page/${hashed}"`);
  }
  files.set('index.html', Buffer.from(html));
  return files;
}

/** Writes the page compressed only: the few clients that take neither encoding are served from gzip. */
export async function writePage(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of await bundlePage()) {
    await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
    await writeFile(
      join(folder, `${name}.br`),
      brotliCompressSync(content, { params: { [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY } }),
    );
  }
}

async function bundleScript(): Promise<Buffer> {
  const { output } = await build({
    input: join(import.meta.dirname, 'main.ts'),
    platform: 'browser',
    write: false,
    output: { format: 'esm', minify: true, codeSplitting: false },
  });
  return Buffer.from(output[0].code);
}

async function bundleStyle(): Promise<Buffer> {
  const plot = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css');
  return Buffer.concat([await readFile(plot), await source('page.css')]);
}

function source(name: string): Promise<Buffer> {
  return readFile(join(import.meta.dirname, name));
}

function withHash(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return name.replace('.', `.${hash}.`);
}

if (import.meta.main && process.argv[2]) await writePage(process.argv[2]);
