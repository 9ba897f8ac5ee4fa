/**
 * Pods of one Deployment differ only at the end of their names: `app-86745c6bf-6kqqh` and
 * `app-66b4dcc8b9-xzgq5` become `6kqqh` and `xzgq5`. Where two pods have the same last part, all keep more.
 */
export function shortPodNames(names: Iterable<string>): Map<string, string> {
  const all = [...new Set(names)];
  const parts = all.map((name) => name.split('-'));
  const longest = Math.max(0, ...parts.map((words) => words.length));
  for (let kept = 1; kept < longest; kept += 1) {
    const short = parts.map((words) => words.slice(-kept).join('-'));
    if (new Set(short).size === all.length && !short.includes('')) {
      return new Map(all.map((name, index) => [name, short[index] ?? name]));
    }
  }
  return new Map(all.map((name) => [name, name]));
}

/** Control characters in a text from a cluster or a server must not reach the terminal. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
