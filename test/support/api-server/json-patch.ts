// oxlint-disable-next-line typescript/no-explicit-any -- JSON of any shape
type Loose = any;

interface Operation {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  readonly path: string;
  readonly value?: Loose;
}

/** RFC 6902, as far as kubectl and the drills use it. */
export function jsonPatched(object: Loose, operations: readonly Operation[]): Loose {
  const result = structuredClone(object);
  for (const { op, path, value } of operations) {
    const names = path
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop() ?? '';
    const parent = names.reduce((at, name) => at?.[name], result);
    const isThere = parent !== undefined && last in parent;
    if (parent === undefined || (op !== 'add' && !isThere)) throw new Error(`${path} is not there`);
    if (op === 'remove') Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last];
    else if (op === 'add' && Array.isArray(parent))
      parent.splice(last === '-' ? parent.length : Number(last), 0, value);
    else if (op !== 'test') parent[last] = value;
    else if (JSON.stringify(parent[last]) !== JSON.stringify(value)) throw new Error(`${path} is another`);
  }
  return result;
}

/** RFC 7386. */
export function merged(object: Loose, patch: Loose): Loose {
  if (!isMap(patch)) return patch;
  const result = isMap(object) ? { ...object } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}

function isMap(value: unknown): value is Record<string, Loose> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
