import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'rolldown/utils';

export interface Import {
  /** As written in the file. */
  readonly from: string;
  /** A type import: Node.js removes it before the file runs. */
  readonly isType: boolean;
}

/** The imports and re-exports of a file, as the bundler's parser reads them. */
export function readImports(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports)
    found.push({ from: moduleRequest.value, isType: areTypes(entries) });
  for (const { entries } of module.staticExports) {
    const [first] = entries.flatMap(({ moduleRequest }) => moduleRequest ?? []);
    if (first) found.push({ from: first.value, isType: areTypes(entries) });
  }
  for (const { moduleRequest } of module.dynamicImports)
    found.push({ from: text.slice(moduleRequest.start + 1, moduleRequest.end - 1), isType: false });
  new Visitor({
    TSImportType: ({ source }) => void found.push({ from: source.value, isType: true }),
  }).visit(program);
  return found;
}

/** An import without names runs the module for its effects. */
function areTypes(entries: readonly { readonly isType: boolean }[]): boolean {
  return entries.length > 0 && entries.every(({ isType }) => isType);
}
