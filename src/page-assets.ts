import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';

/** One file of the page, compressed with gzip. */
export interface Asset {
  readonly contentType: string;
  readonly gzip: Buffer;
  /** Identifies the content. It is part of the ETag, beside the encoding. */
  readonly digest: string;
}

const DOCUMENT = 'index.html';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page's files. The first request for the page reads them, so the start does not. */
export class PageAssets {
  #loading: Promise<ReadonlyMap<string, Asset>> | null = null;
  readonly #onFailure: (error: unknown) => void;

  /** @param onFailure gets the reason why the files cannot be read */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** `null` if the files cannot be read, or the page cannot be bundled from the source. */
  async document(): Promise<Asset | null> {
    return (await this.#load()).get(DOCUMENT) ?? null;
  }

  /**
   * Finds a file of the page. During a rollout the document may come from a pod of another release and ask
   * for that release's files. It then gets this release's file of the same name, and `isExact` is false: the
   * client must not cache the file under the name that it asked for.
   */
  async find(name: string): Promise<{ asset: Asset; isExact: boolean } | null> {
    const assets = await this.#load();
    const exact = assets.get(name);
    if (exact && name !== DOCUMENT) return { asset: exact, isExact: true };
    const wanted = unhashed(name);
    if (wanted === null) return null;
    for (const [each, asset] of assets) if (unhashed(each) === wanted) return { asset, isExact: false };
    return null;
  }

  #load(): Promise<ReadonlyMap<string, Asset>> {
    this.#loading ??= read(isSource() ? bundleNow() : join(import.meta.dirname, 'page')).catch((error) => {
      // The failure is not remembered, because the next request may succeed.
      this.#loading = null;
      this.#onFailure(error);
      return new Map();
    });
    return this.#loading;
  }
}

/** `page.3fa9c2d1.js` is `page.js`; `null` for a name without a hash. */
function unhashed(name: string): string | null {
  const [, stem, extension] = /^([a-z]+)\.[0-9a-f]{10}(\.[a-z]+)$/.exec(name) ?? [];
  return stem && extension ? stem + extension : null;
}

function isSource(): boolean {
  return extname(import.meta.filename) === '.ts';
}

/**
 * Bundles the page in development. The bundler runs in its own process, because it takes more memory than
 * the service, and the page shows the service's memory. The path is computed, so that the service's bundle
 * does not include the bundler.
 */
async function bundleNow(): Promise<string> {
  const { execFile } = process.getBuiltinModule('node:child_process');
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  const bundler = join(import.meta.dirname, '..', 'scripts', 'images', 'page.ts');
  await promisify(execFile)(process.execPath, [bundler, folder]);
  return folder;
}

async function read(where: string | Promise<string>): Promise<ReadonlyMap<string, Asset>> {
  const folder = await where;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.gz'));
  const files = names.map(async (file): Promise<[string, Asset]> => {
    const name = basename(file, '.gz');
    return [name, toAsset(name, await readFile(join(folder, file)))];
  });
  const assets = new Map(await Promise.all(files));
  if (isSource()) await rm(folder, { recursive: true });
  return assets;
}

function toAsset(name: string, gzip: Buffer): Asset {
  const contentType = CONTENT_TYPES[extname(name)] ?? 'application/octet-stream';
  const digest = createHash('sha256').update(gzip).digest('hex').slice(0, 20);
  return { contentType, gzip, digest };
}
