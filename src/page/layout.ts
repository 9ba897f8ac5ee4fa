import { byId } from './dom.ts';

const WIDE = window.matchMedia('(min-width: 1000px)');

/**
 * The form stands beside the wall where there is room, and before it where there is none: in the document
 * too, so that the keyboard goes the way that the eye goes.
 */
export function placeForm(): void {
  const place = () => {
    const form = byId('faults');
    if (WIDE.matches) byId('side').prepend(form);
    else byId('column').before(form);
  };
  place();
  WIDE.addEventListener('change', place);
}

/** For a class: the wall, the headline, what was lost and the log, large, and nothing else. */
export class Presentation {
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    byId('present').addEventListener('click', () => this.#set(true));
    byId('present-end').addEventListener('click', () => this.#set(false));
    window.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.isOn) this.#set(false);
    });
    if (new URLSearchParams(window.location.search).has('present')) this.#set(true);
  }

  get isOn(): boolean {
    return document.documentElement.dataset.present !== undefined;
  }

  #set(isOn: boolean): void {
    if (isOn) document.documentElement.dataset.present = '';
    else delete document.documentElement.dataset.present;
    byId('present-end').hidden = !isOn;
    const url = new URL(window.location.href);
    if (isOn) url.searchParams.set('present', '');
    else url.searchParams.delete('present');
    window.history.replaceState(null, '', url.href.replace('present=', 'present'));
    byId(isOn ? 'present-end' : 'present').focus({ preventScroll: true });
    window.scrollTo(0, 0);
    this.#onChange();
  }
}
