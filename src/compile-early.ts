import { setFlagsFromString } from 'node:v8';

/**
 * How many calls V8 waits before it compiles a function, and how many more after a new type of value
 * appears. V8's own values, 400 and 500, suit a page whose code gets hot at once. At 50 requests a second
 * they keep a pod in the interpreter for most of its first minute, and there a request costs a third more.
 */
const CALLS = 50;

/**
 * Call it when the process is ready: compiling this early would add a third to the CPU of the start.
 * Node.js warns about flags that are set late; V8 reads these two numbers again at every decision.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function compileEarly(): void {
  setFlagsFromString(`--invocation-count-for-maglev=${CALLS}`);
  setFlagsFromString(`--minimum-invocations-after-ic-update=${CALLS}`);
}
