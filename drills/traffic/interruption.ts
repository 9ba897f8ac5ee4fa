/** `npm run` and the terminal may each deliver the same Ctrl-C. */
const SAME_KEY_PRESS_MS = 500;

/** Ctrl-C, or SIGTERM: `first` is told of the first one, `later` of each that is another press of the key. */
export function onInterruption(first: () => void, later: () => void): void {
  let firstAtMs: number | null = null;
  const onSignal = () => {
    if (firstAtMs === null) {
      firstAtMs = performance.now();
      first();
    } else if (performance.now() - firstAtMs > SAME_KEY_PRESS_MS) later();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}
