/** `npm run` and the terminal may each deliver the same Ctrl-C. */
const SAME_KEY_PRESS_MS = 500;

/** Aborts at the first Ctrl-C or SIGTERM, and when the reader of the output closes the pipe. */
export function onInterruption({
  first = () => {},
  later,
  reason,
}: {
  readonly first?: () => void;
  /** Ctrl-C was pressed again. */
  readonly later: () => void;
  readonly reason?: Error;
}): AbortSignal {
  const controller = new AbortController();
  let firstAtMs: number | null = null;
  const onSignal = () => {
    if (firstAtMs === null) {
      firstAtMs = performance.now();
      first();
      controller.abort(reason);
    } else if (performance.now() - firstAtMs > SAME_KEY_PRESS_MS) later();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  process.stdout.on('error', (err: NodeJS.ErrnoException) => {
    // A reader such as `| head` closes the pipe.
    if (err.code !== 'EPIPE') throw err;
    controller.abort(reason);
  });
  return controller.signal;
}
