import type { Say } from '../language/say.ts';
import { html, type Markup } from './escape.ts';
import type { DrillModel } from './model.ts';
import type { ReplicaStep } from './replicas.ts';
import { LOST_OUTCOMES } from './requests.ts';
import { formatDuration } from './wording.ts';

/** More rows than this nobody reads, or listens to. */
const MOST_ROWS = 40;

/** The picture's numbers for those who cannot see it, or want to copy them. */
export function dataTable(model: DrillModel, say: Say): Markup {
  const { bins, layers, replicas } = model;
  const perRow = Math.ceil(bins.startsMs.length / MOST_ROWS);
  const rows = Array.from({ length: Math.ceil(bins.startsMs.length / perRow) }, (_, row) => row * perRow);
  const sum = (counts: readonly number[], from: number) =>
    counts.slice(from, from + perRow).reduce((total, count) => total + count, 0);
  const lost = (from: number) =>
    LOST_OUTCOMES.reduce((total, outcome) => total + sum(bins.lost[outcome], from), 0);
  return html`
  <details class="data">
    <summary>${say('The picture as a table')}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${say('The picture as a table')}"><table>
      <caption>${say(`Requests of each ${formatDuration(perRow * bins.binMs)}, and replicas at its end`)}</caption>
      <thead><tr><th scope="col">${say('from')}</th>${layers.map(
        ({ pod, version }) => html`<th scope="col">${pod}${version === '' ? '' : ` (${version})`}</th>`,
      )}<th scope="col">${say('lost')}</th>${replicas.length === 0 ? html`` : html`<th scope="col">${say('ready')}</th><th scope="col">${say('desired')}</th><th scope="col">${say('desired by the HPA')}</th>`}</tr></thead>
      <tbody>${rows.map((from) => {
        const step = stepAt(replicas, (bins.startsMs[from] ?? 0) + perRow * bins.binMs);
        return html`<tr><th scope="row">${formatDuration(bins.startsMs[from] ?? 0)}</th>${layers.map(
          ({ counts }) => html`<td>${sum(counts, from)}</td>`,
        )}<td${lost(from) > 0 ? html` class="lost"` : html``}>${lost(from)}</td>${
          replicas.length === 0
            ? html``
            : html`<td>${step?.ready ?? '–'}</td><td>${step?.desired ?? '–'}</td><td>${step?.hpaDesired ?? '–'}</td>`
        }</tr>`;
      })}</tbody>
    </table></div>
  </details>`;
}

function stepAt(steps: readonly ReplicaStep[], atMs: number): ReplicaStep | undefined {
  return steps.findLast((step) => step.atMs <= atMs);
}
