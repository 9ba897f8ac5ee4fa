import { message } from '../../messages/drills.ts';
import type { Text } from '../../messages/message.ts';
import type { Say } from '../../messages/say.ts';
import { Interrupted } from '../drill-failure.ts';
import type { View } from '../report/terminal/view-state.ts';
import { onInterruption } from '../traffic/interruption.ts';

const EXIT_INTERRUPTED = 130;

interface Left {
  readonly left: Text;
  readonly remedy: Text;
}

/** The first Ctrl-C puts the cluster back; the second leaves at once and says what is left. */
export function listenForInterruption(view: View, say: Say, stillOpen: () => readonly Left[]): AbortSignal {
  const controller = new AbortController();
  const putBack = () => {
    view.line(say(message('interruption.puttingBack')));
    controller.abort(new Interrupted());
  };
  const leave = () => {
    for (const { left, remedy } of stillOpen())
      view.line(say(message('interruption.left', { left, remedy })));
    view.close();
    process.exit(EXIT_INTERRUPTED);
  };
  onInterruption(putBack, leave);
  process.stdout.on('error', (err: NodeJS.ErrnoException) => {
    // `| head` goes away when it has seen enough; the cluster must be put back all the same.
    if (err.code === 'EPIPE') controller.abort(new Interrupted());
    else throw err;
  });
  return controller.signal;
}
