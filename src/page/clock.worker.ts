/** A worker's timers are on time. A browser slows the timers of a hidden tab, down to one a minute. */
self.onmessage = ({ data: { id, delayMs } }: MessageEvent<{ id: number; delayMs: number }>) => {
  setTimeout(() => self.postMessage(id), delayMs);
};
