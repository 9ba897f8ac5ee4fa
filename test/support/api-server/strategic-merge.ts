// oxlint-disable-next-line typescript/no-explicit-any -- objects of any kind
type Loose = any;

/** The merge keys of lists in the Kubernetes API. A list without one of them is replaced whole. */
const KEYS = ['name', 'port', 'containerPort', 'topologyKey', 'mountPath', 'uid', 'type'];

/** `application/strategic-merge-patch+json`, as far as the workload's objects need it. */
export function mergeStrategically(object: Loose, patch: Loose): Loose {
  if (Array.isArray(object) && Array.isArray(patch)) return mergedLists(object, patch);
  if (!isMap(patch)) return structuredClone(patch);
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const merged = keptOf(isMap(object) ? object : {}, patch);
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$')) continue;
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
    if (one.$patch === 'delete') merged.splice(at, at === -1 ? 0 : 1);
    else if (at === -1) merged.push(withoutDirectives(one));
    else merged[at] = mergeStrategically(merged[at], one);
  }
  return merged;
}

/** `$retainKeys` names the fields that stay: a patch can so replace one choice of a union by another. */
function keptOf(object: Record<string, Loose>, { $retainKeys }: Loose): Record<string, Loose> {
  const kept = structuredClone(object);
  if ($retainKeys !== undefined)
    for (const name of Object.keys(kept)) if (!$retainKeys.includes(name)) delete kept[name];
  return kept;
}

function withoutDirectives(patch: Record<string, Loose>): Record<string, Loose> {
  return mergeStrategically({}, { ...patch, $patch: undefined });
}

function isMap(value: unknown): value is Record<string, Loose> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
