import { useRef, useState } from 'preact/hooks';
import { type Lesson, LESSONS, type Place } from '../state/lessons.ts';
import type { PageView } from './page-view.ts';

/** The lessons: what to type, what to watch for, and which steps the page has seen. */
export function LessonStrip({ view }: { view: PageView }) {
  const { words, progress } = view;
  const [openId, open] = useState<string | null>(null);
  const openLesson = LESSONS.find(({ id }) => id === openId);
  return (
    <section class="lessons" aria-labelledby="lessons-title">
      <div class="panel-head">
        <h2 id="lessons-title">{words.say('lessons')}</h2>
        <p class="hint">{words.say('lessonsHint')}</p>
      </div>
      <ol id="lesson-list">
        {LESSONS.map(({ id, steps }) => {
          const seen = steps.filter((step) => progress.seenAtMs(id, step) !== undefined).length;
          const isSeen = steps.length > 0 && seen === steps.length;
          const count = seen > 0 && !isSeen ? ` ${seen}/${steps.length}` : '';
          return (
            <li key={id}>
              <button
                type="button"
                data-seen={String(isSeen)}
                aria-controls="lesson"
                aria-expanded={openId === id}
                onClick={() => open(openId === id ? null : id)}
              >{`${isSeen ? '✓ ' : ''}${words.find(`lesson.${id}`)}${count}`}</button>
            </li>
          );
        })}
      </ol>
      <div class="panel lesson" id="lesson" hidden={!openLesson}>
        {openLesson && <OpenLesson key={openLesson.id} lesson={openLesson} view={view} />}
      </div>
    </section>
  );
}

function OpenLesson({ lesson, view }: { lesson: Lesson; view: PageView }) {
  const { words, progress, clock } = view;
  const name = `lesson.${lesson.id}`;
  const unseen = words.find(`${name}.unseen`);
  return (
    <>
      <h3>{words.find(name)}</h3>
      <div class="commands">
        {lesson.commands(placeOf(view)).map((command) => (
          <Command key={command} command={command} view={view} />
        ))}
      </div>
      <p>
        <b>{words.say('watchFor')}: </b>
        {words.find(`${name}.watchFor`)}
      </p>
      <ul class="steps">
        {lesson.steps.map((step) => {
          const atMs = progress.seenAtMs(lesson.id, step);
          return (
            <li key={step} data-seen={String(atMs !== undefined)}>
              {atMs === undefined ? '○' : '✓'} {words.find(`${name}.step.${step}`)}
              {atMs !== undefined && ` (${words.say('seenAt', { time: clock(atMs) })})`}
            </li>
          );
        })}
      </ul>
      {unseen && <p class="hint">{unseen}</p>}
    </>
  );
}

function Command({ command, view: { words } }: { command: string; view: PageView }) {
  const code = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    copyText(command, code.current);
    setCopied(true);
  };
  return (
    <p class="command">
      <code ref={code}>{command}</code>
      <button type="button" class="quiet" aria-label={`${words.say('copy')}: ${command}`} onClick={copy}>
        {isCopied ? words.say('copied') : words.say('copy')}
      </button>
    </p>
  );
}

/** Without TLS, as at a NodePort, browsers offer no clipboard: the selection is copied instead. */
function copyText(text: string, element: HTMLElement | null): void {
  if (navigator.clipboard) return void navigator.clipboard.writeText(text).catch(() => {});
  if (element) window.getSelection()?.selectAllChildren(element);
  document.execCommand('copy');
}

/** Real names where they are known, so that the command can be pasted unchanged. */
function placeOf({ model, nowMs }: PageView): Place {
  const pod = model.serving(nowMs)[0] ?? model.pods[0];
  return {
    address: new URL('.', window.location.href).href.replace(/\/$/, ''),
    pod: pod?.name ?? 'POD',
    node: pod?.answer.pod.node ?? 'NODE',
    namespace: pod?.answer.pod.namespace ?? null,
  };
}
