/** Keeps time where the page may not: a browser slows the timers of a hidden tab, down to one a minute. */
self.onmessage = ({ data: { id, delayMs } }: MessageEvent<{ id: number; delayMs: number }>) => {
  setTimeout(() => self.postMessage(id), delayMs);
};
