import { byId, create, shapeIcon } from '../dom.ts';
import type { Model } from '../state/model.ts';
import { shortNameOf } from '../state/pod.ts';
import { STATUS_SIGNS, statusOf } from '../state/status.ts';
import type { VersionStyle } from '../state/version-style.ts';
import type { Words } from '../words/words.ts';
import type { Lane } from './lanes.ts';

/** Names stand beside the canvas as text, so that they can be read at any size. */
export class LaneNames {
  readonly #element = byId('lane-names');
  #shown = '';

  show(
    lanes: readonly Lane[],
    view: { model: Model; versionStyles: ReadonlyMap<string, VersionStyle>; words: Words; nowMs: number },
  ): void {
    const { model, versionStyles, words, nowMs } = view;
    const described = lanes.map((lane) => {
      const pod = lane.kind === 'pod' ? model.pod(lane.key) : undefined;
      const status = pod ? statusOf(pod, nowMs) : null;
      const state = lane.kind === 'pod' ? (status ?? 'gone') : lane.kind;
      return { lane, text: textOf(lane, words), state, status, version: pod?.answer.version };
    });
    const shown = JSON.stringify([described, [...versionStyles], words.fixed.ready]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#element.replaceChildren(
      ...described.map(({ lane, text, state, status, version }) => {
        const line = create('span', { className: 'lane-pod' }, create('span', { text }));
        const look = version === undefined ? undefined : versionStyles.get(version);
        if (look) line.prepend(shapeIcon(look.shape, look.colour));
        const name = create('div', { className: 'lane-name' }, line);
        name.dataset.state = state;
        if (status) {
          const word = words.statuses[status];
          name.append(create('span', { className: 'lane-status', text: `${STATUS_SIGNS[status]} ${word}` }));
        }
        name.style.top = `${lane.top}px`;
        name.style.height = `${lane.height}px`;
        return name;
      }),
    );
  }
}

function textOf(lane: Lane, words: Words): string {
  if (lane.kind === 'pod') return shortNameOf(lane.key);
  return words.fixed[lane.kind === 'nobody' ? 'nobody' : 'keepAliveRow'] ?? '';
}
