import { byId, create } from './dom.ts';
import { DASHBOARD, grafanaAddress } from './state/grafana-address.ts';
import type { Model } from './state/model.ts';
import type { Words } from './words/words.ts';

/** The link in the head of the page, where a pod tells of a Grafana. */
export function showGrafana(model: Model, words: Words): string | null {
  const address = grafanaAddress(model.pods.at(-1)?.answer.grafanaUrl, window.location);
  const before = document.getElementById('grafana');
  if (address === null) before?.remove();
  else if (!before) {
    const link = create('a', { text: words.fixed.grafana ?? '' });
    link.id = 'grafana';
    link.href = `${address}${DASHBOARD}`;
    link.target = '_blank';
    link.rel = 'noopener';
    byId('theme').before(link);
  }
  return address;
}
