/** Parses as much Markdown as the tests of the documentation need. */

import { readdirSync, readFileSync } from 'node:fs';

const project = new URL('../../', import.meta.url);

export interface Fence {
  /** The first word behind the backticks, e.g. `sh`. */
  readonly language: string;
  /** The second one, which says how the block is tested: `run`, `recorded=rolling-update`. */
  readonly mark: string;
  readonly lines: readonly string[];
}

export interface Page {
  /** From the project's root, e.g. `docs/lessons/en/autoscaling.md`. */
  readonly path: string;
  readonly fences: readonly Fence[];
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  readonly tables: readonly (readonly string[])[][];
  /** Targets of links and pictures. */
  readonly links: readonly string[];
  /** Between single backticks, outside fences. */
  readonly codes: readonly string[];
  readonly text: string;
}

/** Every page that a reader of the repository meets. */
export function readPages(): Page[] {
  const top = readdirSync(project).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(new URL('docs/', project), { recursive: true, encoding: 'utf8' });
  return [...top, ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
    .sort()
    .map(readPage);
}

export function readPage(path: string): Page {
  const text = readFileSync(new URL(path, project), 'utf8');
  return { path, text, ...parse(text) };
}

export function parse(text: string): Omit<Page, 'path' | 'text'> {
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: { language: string; mark: string; lines: string[] } | null = null;
  for (const line of text.split('\n')) {
    const fence = /^```(\S*)\s*(.*)$/.exec(line);
    if (fence && open) {
      fences.push(open);
      open = null;
    } else if (fence) open = { language: fence[1] ?? '', mark: fence[2] ?? '', lines: [] };
    else if (open) open.lines.push(line);
    else prose.push(line);
  }
  if (open) throw new Error(`a fence is never closed: ${open.lines[0]}`);
  const headings = prose.flatMap((line) => {
    const [, marks = '', title = ''] = /^(#+) (.*)$/.exec(line) ?? [];
    return marks ? [{ level: marks.length, text: title }] : [];
  });
  const flat = prose.join('\n');
  const links = [...flat.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  const codes = [...flat.matchAll(/`([^`]+)`/g)].map((match) => (match[1] ?? '').replaceAll('\n', ' '));
  return { fences, headings, links, codes, tables: tablesIn(prose) };
}

function tablesIn(prose: readonly string[]): string[][][] {
  const tables: string[][][] = [];
  let rows: string[][] = [];
  for (const line of [...prose, '']) {
    if (line.startsWith('|')) rows.push(cellsOf(line));
    else if (rows.length > 0) {
      // The second row is the rule under the head.
      tables.push(rows.filter((_, index) => index !== 1));
      rows = [];
    }
  }
  return tables;
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** The anchor that GitHub makes of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('`', '')
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

export function exists(path: string): boolean {
  try {
    readdirSync(new URL(path, project));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

export function readProjectFile(path: string): string {
  return readFileSync(new URL(path, project), 'utf8');
}
