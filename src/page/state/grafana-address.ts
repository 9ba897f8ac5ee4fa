/** The path of observability/'s dashboard. */
export const DASHBOARD = '/d/app-1-2-2-1';
const BEFORE_MS = 180_000;
const AFTER_MS = 120_000;

/**
 * The address of Grafana, as a pod knows it; `null` where it knows none.
 * @param configured an http or https URL, or `:PORT` for a port of the address that the page was reached by
 */
export function grafanaAddress(
  configured: string | null | undefined,
  page: { protocol: string; hostname: string },
): string | null {
  if (!configured) return null;
  if (/^:\d{1,5}$/.test(configured)) return `${page.protocol}//${page.hostname}${configured}`;
  return /^https?:\/\//.test(configured) ? configured.replace(/\/+$/, '') : null;
}

/** The dashboard of one pod, around one moment. */
export function podLink(address: string, pod: string, momentMs: number): string {
  const query = new URLSearchParams({
    from: String(Math.round(momentMs - BEFORE_MS)),
    to: String(Math.round(momentMs + AFTER_MS)),
    'var-pod': pod,
  });
  return `${address}${DASHBOARD}?${query}`;
}
