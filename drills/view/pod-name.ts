/**
 * Pods of one Deployment differ only at the end of their names. Leaves what tells these names apart, cut at a dash,
 * so that `app-86745c6bf-6kqqh` and `app-86745c6bf-xzgq5` read `6kqqh` and `xzgq5`.
 */
export function shortPodNames(names: Iterable<string>): Map<string, string> {
  const all = [...new Set(names)];
  if (all.length === 0) return new Map();
  const parts = all.map((name) => name.split('-'));
  const shortest = Math.min(...parts.map((words) => words.length));
  let shared = 0;
  // The last word always stays: one pod alone still wants a name.
  while (shared < shortest - 1 && parts.every((words) => words[shared] === parts[0]?.[shared])) shared += 1;
  return new Map(all.map((name, index) => [name, parts[index]?.slice(shared).join('-') || name]));
}

/** What a cluster or a server sent may hold anything; a terminal must not obey it. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
