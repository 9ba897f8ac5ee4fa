// biome-ignore lint/suspicious/noExplicitAny: objects of any kind
type Loose = any;

/** By what the API server tells the members of a list apart; a list of other members is replaced whole. */
const KEYS = ['name', 'port', 'containerPort', 'topologyKey', 'mountPath'];

/** `application/strategic-merge-patch+json`, as far as the workload's objects need it. */
export function mergeStrategically(object: Loose, patch: Loose): Loose {
  if (Array.isArray(object) && Array.isArray(patch)) return mergedLists(object, patch);
  if (!isMap(object) || !isMap(patch)) return structuredClone(patch);
  const merged = structuredClone(object);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergeStrategically(merged[name], value);
  }
  return merged;
}

function mergedLists(list: Loose[], patch: Loose[]): Loose[] {
  const key = KEYS.find((name) => patch.every((one) => isMap(one) && name in one));
  if (key === undefined) return structuredClone(patch);
  const merged = structuredClone(list);
  for (const one of patch) {
    const at = merged.findIndex((other) => other[key] === one[key]);
    if (at === -1) merged.push(structuredClone(one));
    else merged[at] = mergeStrategically(merged[at], one);
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, Loose> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
