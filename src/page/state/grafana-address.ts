/** As the kit's dashboard has it. */
export const DASHBOARD = '/d/app-1-2-2-1';
const BEFORE_MS = 180_000;
const AFTER_MS = 120_000;

/**
 * Where Grafana is, as a pod was told it; `null` where it was not.
 * @param told an http or https URL, or `:PORT` for a port of the address that the page was reached by
 */
export function grafanaAddress(
  told: string | null | undefined,
  page: { protocol: string; hostname: string },
): string | null {
  if (!told) return null;
  if (/^:\d{1,5}$/.test(told)) return `${page.protocol}//${page.hostname}${told}`;
  return /^https?:\/\//.test(told) ? told.replace(/\/+$/, '') : null;
}

/** That pod, that minute. */
export function podLink(address: string, pod: string, momentMs: number): string {
  const query = new URLSearchParams({
    from: String(Math.round(momentMs - BEFORE_MS)),
    to: String(Math.round(momentMs + AFTER_MS)),
    'var-pod': pod,
  });
  return `${address}${DASHBOARD}?${query}`;
}
