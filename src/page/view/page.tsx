import { Announcer, EventList } from './event-list.tsx';
import { FaultForm } from './fault-form.tsx';
import { Figures, Settings } from './head.tsx';
import { LessonStrip } from './lesson-strip.tsx';
import type { PageView } from './page-view.ts';
import { Plot } from './plot.tsx';
import { PodCards } from './pod-cards.tsx';
import { Stream } from './stream.tsx';

/**
 * A wide window has the fault form beside the grid, a narrow one above it. The form moves in the document
 * too, so that the keyboard's order is the visible order.
 */
export function Page({ view }: { view: PageView }) {
  const { words } = view;
  const isWide = window.matchMedia('(min-width: 1000px)').matches;
  return (
    <>
      <a class="skip" href="#faults">
        {words.say('skipToFaults')}
      </a>
      <Settings view={view} />
      <main>
        <Figures view={view} />
        <LessonStrip view={view} />
        {!isWide && <FaultForm view={view} />}
        <div class="column" id="column">
          <Stream view={view} />
          <PodCards view={view} />
          <Plot view={view} />
        </div>
        <div class="column side" id="side">
          {isWide && <FaultForm view={view} />}
          <EventList view={view} />
        </div>
        <Announcer view={view} />
      </main>
    </>
  );
}
