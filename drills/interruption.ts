import type { Say } from './language/say.ts';
import { Interrupted } from './refusal.ts';
import type { View } from './view/shapes.ts';

const EXIT_INTERRUPTED = 130;
/** `npm run` and the terminal may each deliver the same Ctrl-C. */
const SAME_KEY_PRESS_MS = 500;

interface Left {
  readonly left: string;
  readonly remedy: string;
}

/** The first Ctrl-C puts the cluster back; the second leaves at once and says what is left. */
export function listenForInterruption(view: View, say: Say, stillOpen: () => readonly Left[]): AbortSignal {
  const controller = new AbortController();
  let firstMs: number | null = null;
  const onSignal = () => {
    if (firstMs === null) {
      firstMs = performance.now();
      view.line(say('interrupted: putting the cluster back; Ctrl-C again leaves at once'));
      controller.abort(new Interrupted());
      return;
    }
    if (performance.now() - firstMs < SAME_KEY_PRESS_MS) return;
    for (const { left, remedy } of stillOpen()) view.line(`${say('left')}: ${say(left)} (${say(remedy)})`);
    view.close();
    process.exit(EXIT_INTERRUPTED);
  };
  process.stdout.on('error', (err: NodeJS.ErrnoException) => {
    // `| head` goes away when it has seen enough; the cluster must be put back all the same.
    if (err.code === 'EPIPE') controller.abort(new Interrupted());
    else throw err;
  });
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
