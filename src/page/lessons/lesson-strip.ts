import { byId, create, setText } from '../dom.ts';
import type { LessonProgress } from '../state/lesson-progress.ts';
import { LESSONS, type Lesson, type Place } from '../state/lessons.ts';
import type { Model } from '../state/model.ts';
import type { Words } from '../words/words.ts';

interface View {
  readonly model: Model;
  readonly watch: LessonProgress;
  readonly words: Words;
  readonly nowMs: number;
  readonly clock: (atMs: number) => string;
}

/** The course's chapters: what to type, what to watch for, and what of it this page has seen happen. */
export class LessonStrip {
  readonly #list = byId('lesson-list');
  readonly #panel = byId('lesson');
  readonly #buttons = new Map<string, HTMLButtonElement>();
  #open: string | null = null;
  #shown = '';

  constructor(onChange: () => void) {
    for (const { id } of LESSONS) {
      const button = create('button', { className: 'quiet' });
      button.type = 'button';
      button.setAttribute('aria-controls', 'lesson');
      button.addEventListener('click', () => {
        this.#open = this.#open === id ? null : id;
        onChange();
      });
      this.#buttons.set(id, button);
      this.#list.append(create('li', {}, button));
    }
  }

  show(view: View): void {
    const { watch, words } = view;
    for (const lesson of LESSONS) {
      const button = this.#buttons.get(lesson.id);
      if (!button) continue;
      const seen = lesson.steps.filter((step) => watch.seenAtMs(lesson.id, step) !== undefined).length;
      const isSeen = lesson.steps.length > 0 && seen === lesson.steps.length;
      button.dataset.seen = String(isSeen);
      button.setAttribute('aria-expanded', String(this.#open === lesson.id));
      const progress = seen > 0 && !isSeen ? ` ${seen}/${lesson.steps.length}` : '';
      setText(button, `${isSeen ? '✓ ' : ''}${words.lessons[lesson.id]?.title ?? lesson.id}${progress}`);
    }
    const lesson = LESSONS.find(({ id }) => id === this.#open);
    this.#panel.hidden = !lesson;
    if (lesson) this.#showLesson(lesson, view);
  }

  #showLesson(lesson: Lesson, { model, watch, words, nowMs, clock }: View): void {
    const { fixed } = words;
    const text = words.lessons[lesson.id];
    if (!text) return;
    const commands = lesson.commands(placeOf(model, nowMs));
    const steps = lesson.steps.map((step) => ({ step, atMs: watch.seenAtMs(lesson.id, step) }));
    const shown = JSON.stringify([lesson.id, commands, steps, fixed.copy]);
    // Built anew only when it says something else: somebody may be selecting a command.
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#panel.replaceChildren(
      create('h3', { text: text.title }),
      create('div', { className: 'commands' }, ...commands.map((command) => commandLine(command, words))),
      create('p', {}, create('b', { text: `${fixed.watchFor}: ` }), text.watchFor),
      create(
        'ul',
        { className: 'steps' },
        ...steps.map(({ step, atMs }) => {
          const seen = atMs === undefined ? '' : ` (${words.seenAt(clock(atMs))})`;
          const item = create('li', { text: `${atMs === undefined ? '○' : '✓'} ${text.steps[step]}${seen}` });
          item.dataset.seen = String(atMs !== undefined);
          return item;
        }),
      ),
    );
    if (text.unseen) this.#panel.append(create('p', { className: 'hint', text: text.unseen }));
  }
}

function commandLine(command: string, words: Words): HTMLElement {
  const { copy = '', copied = '' } = words.fixed;
  const code = create('code', { text: command });
  const button = create('button', { className: 'quiet', text: copy });
  button.type = 'button';
  button.setAttribute('aria-label', `${copy}: ${command}`);
  button.addEventListener('click', () => {
    copyText(command, code);
    setText(button, copied);
  });
  return create('p', { className: 'command' }, code, button);
}

/** A NodePort without TLS has no clipboard to write to: there the selection is what is copied. */
function copyText(text: string, element: HTMLElement): void {
  if (navigator.clipboard) return void navigator.clipboard.writeText(text).catch(() => {});
  window.getSelection()?.selectAllChildren(element);
  document.execCommand('copy');
}

/** Real names where they are known, so that the line can be pasted as it is. */
function placeOf(model: Model, nowMs: number): Place {
  const pod = model.serving(nowMs)[0] ?? model.pods[0];
  return {
    address: window.location.host,
    pod: pod?.name ?? 'POD',
    node: pod?.answer.pod.node ?? 'NODE',
    namespace: pod?.answer.pod.namespace ?? null,
  };
}
