/** Keeps time where the page may not: a browser slows the timers of a hidden tab, down to one a minute. */
interface Order {
  readonly id: number;
  readonly delayMs: number;
}

interface Scope {
  onmessage: ((event: { data: Order }) => void) | null;
  postMessage(id: number): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { id, delayMs } }) => {
  setTimeout(() => scope.postMessage(id), delayMs);
};
